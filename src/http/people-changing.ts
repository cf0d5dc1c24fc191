// Changes people: checked and written in one transaction, with the audit; then sessions and the floor follow.
import { isDeepStrictEqual } from 'node:util'
import { auditAll } from '../postgres/audit.ts'
import { type Connection, inTransaction } from '../postgres/database.ts'
import {
  addPhones,
  lockPeople,
  type Person,
  readPeople,
  readPhones,
  removeIdlePhones,
  writeDesks,
  writePeople,
} from '../postgres/people.ts'
import { closeSessionsOf } from '../postgres/sessions.ts'
import { newPassword } from '../secrets/secrets.ts'
import type { HttpParts } from './parts.ts'
import { type Known, type Mistake, mistakesOf } from './people-mistakes.ts'

export type Change = {
  created: Person[]
  changed: Person[]
  unchanged: number
  phones: { phone: string; password: string }[]
  mistakes: Mistake[]
}

export type Order = {
  who: string
  /** Nothing is written. */
  checkOnly?: boolean
  /** The people as they shall be; mistakes found on the way; for each person his place, if it is not his index. */
  wanted(known: Known): { people: Person[]; mistakes?: Mistake[]; places?: number[] }
}

/** With mistakes nothing at all is written. */
export async function changePeople(parts: HttpParts, order: Order): Promise<Change> {
  const queues = await parts.queues()
  const { change, loggedOut } = await inTransaction(parts.db, async connection => {
    await lockPeople(connection)
    const known = { people: await readPeople(connection), phones: await readPhones(connection), queues }
    const { people, mistakes = [], places } = order.wanted(known)
    const before = new Map(known.people.map(person => [person.id, person]))
    const change = compared(people, before)
    const found = mistakesOf(people, known).map(one => ({ ...one, index: places?.[one.index] ?? one.index }))
    change.mistakes = [...mistakes, ...found]
    if (order.checkOnly || change.mistakes.length > 0) return { change, loggedOut: [] }
    change.phones = await write(connection, change, known)
    const written = [...change.created, ...change.changed]
    await auditAll(
      connection,
      written.map(person => deedOf(order.who, before.get(person.id), person)),
    )
    const loggedOut = change.changed.filter(after => losesSessions(before.get(after.id), after))
    for (const { id } of loggedOut) await closeSessionsOf(connection, id)
    return { change, loggedOut }
  })
  for (const { id } of loggedOut) parts.ends.say({ person: id })
  const isWritten = !order.checkOnly && change.mistakes.length === 0
  if (isWritten && change.created.length + change.changed.length > 0) await parts.teamChanged()
  return change
}

function compared(people: readonly Person[], before: ReadonlyMap<string, Person>): Change {
  const created = people.filter(({ id }) => !before.has(id))
  const known = people.filter(({ id }) => before.has(id))
  const changed = known.filter(person => !isDeepStrictEqual(sorted(person), sorted(before.get(person.id))))
  return { created, changed, unchanged: known.length - changed.length, phones: [], mistakes: [] }
}

function sorted(person: Person | undefined): Person | undefined {
  if (!person?.agent) return person
  const queues = person.agent.queues.toSorted((a, b) => (a.queue < b.queue ? -1 : 1))
  return { ...person, agent: { ...person.agent, queues } }
}

async function write(
  connection: Connection,
  { created, changed }: Change,
  known: Known,
): Promise<Change['phones']> {
  const people = [...created, ...changed]
  const there = new Set(known.phones.map(({ id }) => id))
  const wanted = people.flatMap(({ agent }) => (agent && !there.has(agent.phone) ? [agent.phone] : []))
  const phones = wanted.map(phone => ({ phone, password: newPassword() }))
  await writePeople(connection, people)
  await addPhones(
    connection,
    phones.map(({ phone: id, password }) => ({ id, password })),
  )
  await writeDesks(connection, people)
  await removeIdlePhones(connection)
  return phones
}

/** A session was opened for a role: whoever has another now, or none, logs in anew. */
function losesSessions(before: Person | undefined, after: Person): boolean {
  return before !== undefined && (before.role !== after.role || (before.active && !after.active))
}

function deedOf(who: string, before: Person | undefined, after: Person) {
  const details = before ? { before, after } : { after }
  return { who, action: before ? 'people.change' : 'people.add', object: after.id, details }
}
