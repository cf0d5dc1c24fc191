// People: accounts, roles, phones, seats in queues. One by one, or as a table (people-csv.ts).
import { Type } from 'typebox'
import { type Person, readPeople } from '../postgres/people.ts'
import { currentPerson } from './current-person.ts'
import { changeOwnPassword, givePassword, noSuchPerson } from './own-password.ts'
import type { App, HttpParts } from './parts.ts'
import { type Change, changePeople } from './people-changing.ts'
import { Changed, changedBy, Made, NewPerson, newPerson, PersonChange, PersonView } from './people-schemas.ts'
import { changePin } from './pins.ts'
import { Problem } from './problem.ts'
import { peopleInSight } from './sight-of-people.ts'
import { told } from './told.ts'
import { IdParams } from './views.ts'

const Passwords = Type.Object(
  {
    current: Type.Optional(Type.String({ maxLength: 256, description: 'to change one’s own' })),
    password: Type.Optional(Type.String({ maxLength: 256, description: 'to change one’s own' })),
  },
  { additionalProperties: false },
)
const Pin = Type.Object(
  {
    pin: Type.Union([Type.String({ pattern: '^[0-9]{4,8}$' }), Type.Null()], {
      description: 'four to eight digits; null takes it away',
    }),
    current: Type.Optional(
      Type.String({ maxLength: 256, description: 'one’s password, to change one’s own' }),
    ),
  },
  { additionalProperties: false },
)
const Done = Type.Object({ done: Type.Literal(true) })
const Given = Type.Object({
  password: Type.Optional(Type.String({ description: 'made for somebody else; shown this once' })),
})

export function peopleRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/people',
    { config: { may: 'people.see' }, schema: { response: { 200: Type.Array(PersonView) } } },
    async request => peopleInSight(currentPerson(request), await readPeople(parts.db)),
  )

  app.post(
    '/people',
    { config: { may: 'people.change' }, schema: { body: NewPerson, response: { 200: Made } } },
    async request => {
      const who = currentPerson(request).id
      const person = newPerson(request.body)
      const made = await changeOne(parts, who, person.id, before => {
        if (before) throw new Problem(409, 'duplicate-account', told`The id "${person.id}" is taken.`)
        return person
      })
      return { ...made, password: await givePassword(parts, who, person.id) }
    },
  )

  app.patch(
    '/people/:id',
    {
      config: { may: 'people.change' },
      schema: { params: IdParams, body: PersonChange, response: { 200: Changed } },
    },
    async request =>
      changeOne(parts, currentPerson(request).id, request.params.id, before => {
        if (!before) throw noSuchPerson(request.params.id)
        return changedBy(before, request.body)
      }),
  )

  app.delete(
    '/people/:id',
    { config: { may: 'people.change' }, schema: { params: IdParams, response: { 200: Changed } } },
    async request =>
      changeOne(parts, currentPerson(request).id, request.params.id, before => {
        if (!before) throw noSuchPerson(request.params.id)
        return { ...before, active: false }
      }),
  )

  app.post(
    '/people/:id/password',
    {
      config: { may: 'people.password' },
      schema: { params: IdParams, body: Passwords, response: { 200: Given } },
    },
    async request => {
      const person = currentPerson(request)
      const { id } = request.params
      if (person.id !== id) return { password: await givePassword(parts, person.id, id) }
      await changeOwnPassword(parts, person, { ...request.body, address: request.ip })
      return {}
    },
  )

  app.put(
    '/people/:id/pin',
    { config: { may: 'people.pin' }, schema: { params: IdParams, body: Pin, response: { 200: Done } } },
    async request => {
      const { pin, current = '' } = request.body
      const change = { person: request.params.id, pin: pin ?? undefined, current, address: request.ip }
      await changePin(parts, currentPerson(request), change)
      return { done: true } as const
    },
  )
}

async function changeOne(
  parts: HttpParts,
  who: string,
  id: string,
  how: (before: Person | undefined) => Person,
) {
  const change = await changePeople(parts, {
    who,
    wanted: ({ people }) => ({ people: [how(people.find(one => one.id === id))] }),
  })
  refuseMistakes(change)
  const person = (await readPeople(parts.db)).find(one => one.id === id)
  if (!person) throw noSuchPerson(id)
  return { person, phones: change.phones }
}

function refuseMistakes({ mistakes }: Change): void {
  const [first] = mistakes
  if (!first) return
  const errors = mistakes.map(({ field, sentence }) => ({ field: `body.${field}`, sentence }))
  throw new Problem(first.code === 'unknown-queue' ? 422 : 409, first.code, first.sentence, { errors })
}
