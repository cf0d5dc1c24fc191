// People as they are asked for and shown.
import { type Static, Type } from 'typebox'
import type { Person, Seat as SeatOfPerson } from '../postgres/people.ts'
import { Language, Role } from './session-schemas.ts'
import { Id } from './views.ts'

/** As in the configuration's files: safe in SIP accounts, file names and addresses. */
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', description: 'small letters, digits, hyphens' })
/** A phone's account. Digits make it an extension that callers can dial. */
const PhoneName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'small letters, digits, hyphens; an extension such as 201 can be dialled by callers',
})
/** In one line, and not of spaces only: it begins with a letter or sign. Linear to match, whatever is sent. */
const ShownName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\s\\p{Cc}][^\\p{Cc}]*$',
})
const Seat = Type.Object(
  {
    queue: Name,
    rank: Type.Integer({ minimum: 0, maximum: 9_999, default: 0 }),
    level: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 99, description: 'lower levels are asked first; missing: 1' }),
    ),
  },
  { additionalProperties: false },
)
const Seats = Type.Array(Seat, { maxItems: 200 })
/** How a phone tells keys. */
const Dtmf = Type.Union(
  [Type.Literal('rfc4733'), Type.Literal('inband'), Type.Literal('info'), Type.Literal('auto')],
  { description: 'how the phone tells keys; missing: as config/server.yaml says' },
)
const Skill = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,63}(:([1-9]|10))?$',
  description: 'english, or english:3 with his level, 1 to 10; missing: 1',
})
const Skills = Type.Array(Skill, {
  maxItems: 50,
  uniqueItems: true,
  description: 'what he knows: a queue or a flow may want it of whoever takes the call',
})
const WrapUpMs = Type.Integer({
  minimum: 0,
  maximum: 86_400_000,
  description: 'his own time for notes after a call, instead of his queues’',
})
const Weight = Type.Integer({
  minimum: 1,
  maximum: 100,
  description: 'for the strategy weighted-random: twice the weight, twice the calls; missing: 1',
})
const Supervised = Type.Array(Name, {
  maxItems: 200,
  uniqueItems: true,
  description: 'the queues that a supervisor looks after: he sees and steers only these; none: all',
})

export const PersonView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  language: Type.Optional(Language),
  active: Type.Boolean(),
  supervises: Type.Optional(
    Type.Array(Type.String(), { description: 'a supervisor’s queues; missing: all' }),
  ),
  canLogIn: Type.Boolean({ description: 'has a password' }),
  agent: Type.Optional(
    Type.Object({
      id: Type.String(),
      phone: Type.String(),
      dtmf: Type.Optional(Dtmf),
      queues: Type.Array(
        Type.Object({
          queue: Type.String(),
          rank: Type.Integer(),
          level: Type.Optional(Type.Integer({ description: 'missing: 1' })),
        }),
      ),
      skills: Type.Optional(
        Type.Array(Type.String(), { description: 'what he knows, as english or english:3' }),
      ),
      wrapUpMs: Type.Optional(WrapUpMs),
      weight: Type.Optional(Weight),
    }),
  ),
})

/** `phone`: his own id unless said. */
const Desk = Type.Object(
  {
    phone: Type.Optional(PhoneName),
    dtmf: Type.Optional(Type.Union([Dtmf, Type.Null()], { description: 'null: as config/server.yaml says' })),
    queues: Type.Optional(Seats),
    skills: Type.Optional(Skills),
    wrapUpMs: Type.Optional(Type.Union([WrapUpMs, Type.Null()], { description: 'null: as his queues say' })),
    weight: Type.Optional(Type.Union([Weight, Type.Null()])),
  },
  { additionalProperties: false },
)

export const NewPerson = Type.Object(
  {
    id: Name,
    name: ShownName,
    role: Role,
    language: Type.Optional(Language),
    supervises: Type.Optional(Supervised),
    agent: Type.Optional(Desk),
  },
  { additionalProperties: false },
)

export const PersonChange = Type.Object(
  {
    name: Type.Optional(ShownName),
    role: Type.Optional(Role),
    language: Type.Optional(Type.Union([Language, Type.Null()])),
    active: Type.Optional(Type.Boolean()),
    supervises: Type.Optional(Supervised),
    agent: Type.Optional(Type.Union([Desk, Type.Null()], { description: 'null takes his desk away' })),
  },
  { additionalProperties: false, minProperties: 1 },
)

const PhonePassword = Type.Object({ phone: Type.String(), password: Type.String() })

export const Changed = Type.Object({
  person: PersonView,
  phones: Type.Array(PhonePassword, { description: 'new phones with their passwords, shown this once' }),
})
export const Made = Type.Object({
  ...Changed.properties,
  password: Type.String({ description: 'for his first log-in; shown this once' }),
})

export const Imported = Type.Object({
  checkedOnly: Type.Boolean(),
  created: Type.Array(Id),
  changed: Type.Array(Id),
  unchanged: Type.Integer(),
  phones: Type.Array(PhonePassword),
})

/** Undefined leaves as it is, null takes away. */
export function changedBy(person: Person, change: Static<typeof PersonChange>): Person {
  const { language = person.language, agent, ...rest } = change
  const { language: _, agent: desk, supervises: before, ...kept } = person
  // Who becomes something else looks after nothing any more.
  const supervises = rest.supervises ?? ((rest.role ?? person.role) === 'supervisor' ? before : undefined)
  const wanted = agent === undefined ? desk : agent === null ? undefined : deskOf(person.id, agent, desk)
  return {
    ...kept,
    ...(rest.name !== undefined && { name: rest.name.trim() }),
    ...(rest.role !== undefined && { role: rest.role }),
    ...(rest.active !== undefined && { active: rest.active }),
    ...(language && { language }),
    ...(supervises && supervises.length > 0 && { supervises: supervises.toSorted() }),
    ...(wanted && { agent: wanted }),
  }
}

export function newPerson({ id, name, role, language, supervises, agent }: Static<typeof NewPerson>): Person {
  const desk = agent && { agent: deskOf(id, agent, undefined) }
  return {
    id,
    name: name.trim(),
    role,
    active: true,
    canLogIn: false,
    ...(language && { language }),
    ...(supervises && supervises.length > 0 && { supervises: supervises.toSorted() }),
    ...desk,
  }
}

function deskOf(
  id: string,
  { phone, dtmf: way, queues, skills, wrapUpMs: wrapUp, weight: heavy }: Static<typeof Desk>,
  before: Person['agent'],
): NonNullable<Person['agent']> {
  const known = skills?.toSorted() ?? before?.skills ?? []
  const dtmf = way === undefined ? before?.dtmf : way
  const wrapUpMs = wrapUp === undefined ? before?.wrapUpMs : wrapUp
  const weight = heavy === undefined ? before?.weight : heavy
  return {
    id: before?.id ?? id,
    phone: phone ?? before?.phone ?? id,
    ...(dtmf && { dtmf }),
    queues: queues?.map(seatOf) ?? before?.queues ?? [],
    ...(known.length > 0 && { skills: known }),
    ...(typeof wrapUpMs === 'number' && { wrapUpMs }),
    ...(typeof weight === 'number' && { weight }),
  }
}

/** The usual level is not named. */
function seatOf({ queue, rank, level = 1 }: Static<typeof Seat>): SeatOfPerson {
  return level === 1 ? { queue, rank } : { queue, rank, level }
}
