// How people log in, and what a page needs to know of who is logged in.
import { type Static, Type } from 'typebox'
import type { CurrentPerson } from './current-person.ts'
import { given, Id, Time } from './views.ts'

export const Role = Type.Union(
  [Type.Literal('admin'), Type.Literal('manager'), Type.Literal('supervisor'), Type.Literal('agent')],
  { description: 'admin, manager, supervisor or agent' },
)
export const Language = Type.Union([Type.Literal('vi'), Type.Literal('en')])

export const NamedPassword = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 128 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
    code: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'of his authenticator, or a recovery code, if he has a second factor',
      }),
    ),
  },
  { additionalProperties: false },
)

export const Session = Type.Object({
  person: Type.Object({
    id: Type.String(),
    name: Type.String(),
    role: Role,
    agent: Type.Optional(Type.String({ description: 'his desk, if he has one' })),
    language: Type.Optional(Language),
  }),
  csrf: Type.Optional(
    Type.String({ description: 'to be repeated in x-csrf-token; missing for who comes with a token' }),
  ),
  mustChangePassword: Type.Boolean({ description: 'somebody else gave him this password' }),
  mustAddSecondFactor: Type.Boolean({ description: 'his role needs one, and he may do nothing else before' }),
})

export const WhoseSessions = Type.Object(
  {
    person: Type.Optional(
      Type.String({ maxLength: 128, description: 'only his; others see only their own' }),
    ),
  },
  { additionalProperties: false },
)

export const Sessions = Type.Array(
  Type.Object({
    id: Id,
    person: Type.String(),
    createdAt: Time,
    seenAt: Time,
    address: Type.String(),
    browser: Type.String(),
    current: Type.Boolean({ description: 'the one that asks' }),
  }),
)

export function sessionView(person: CurrentPerson, mustAddSecondFactor: boolean): Static<typeof Session> {
  const { id, name, role, agent, language, session } = person
  return {
    person: { id, name, role, ...given({ agent, language }) },
    ...given({ csrf: session?.csrf }),
    mustChangePassword: session?.mustChangePassword ?? false,
    mustAddSecondFactor,
  }
}
