// Numbers whose calls are refused: seen, blocked and let through again by whoever supervises.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { type Blocked, blockNumber, listBlocked, unblockContact } from '../postgres/blocked.ts'
import { inTransaction } from '../postgres/database.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { given, Time } from './views.ts'

export const BlockedView = Type.Object({
  number: Type.Optional(Type.String({ description: 'E.164 where there is one' })),
  shown: Type.Optional(Type.String({ description: 'as people read it' })),
  at: Time,
  by: Type.String(),
  byName: Type.Optional(Type.String()),
})
const Wish = Type.Object(
  { number: Type.String({ minLength: 1, maxLength: 40, description: 'as people write it' }) },
  { additionalProperties: false },
)
const Done = Type.Object({ done: Type.Literal(true) })
const MOST = 5_000

export function blockedRoutes(app: App, parts: HttpParts): void {
  const { db, sealKey } = parts
  app.get(
    '/blocked-numbers',
    { config: { may: 'numbers.block' }, schema: { response: { 200: Type.Array(BlockedView) } } },
    async () => (await listBlocked(db, sealKey, MOST)).map(one => viewOf(parts, one)),
  )

  app.put(
    '/blocked-number',
    { config: { may: 'numbers.block' }, schema: { body: Wish, response: { 200: Done } } },
    async request => {
      const { number, contact } = written(parts, request.body.number)
      const by = currentPerson(request).id
      await inTransaction(db, async connection => {
        if (await blockNumber(connection, sealKey, { contact, number, by }))
          await audit(connection, { who: by, action: 'numbers.block', object: contact })
      })
      await parts.blockedChanged()
      return { done: true as const }
    },
  )

  app.delete(
    '/blocked-number',
    { config: { may: 'numbers.block' }, schema: { querystring: Wish, response: { 200: Done } } },
    async request => {
      const { contact } = written(parts, request.query.number)
      const who = currentPerson(request).id
      const was = await inTransaction(db, async connection => {
        const done = await unblockContact(connection, contact)
        if (done) await audit(connection, { who, action: 'numbers.unblock', object: contact })
        return done
      })
      if (!was) throw new Problem(404, 'not-blocked', 'This number is not blocked.')
      await parts.blockedChanged()
      return { done: true as const }
    },
  )
}

/** @throws Problem no-number */
function written(parts: HttpParts, text: string): { number: string; contact: string } {
  const number = parts.numberOf(text)
  if (number === undefined) throw new Problem(422, 'no-number', 'This is no telephone number.')
  return { number, contact: parts.contactOf(number) }
}

function viewOf(parts: HttpParts, { number, at, by, byName }: Blocked): Static<typeof BlockedView> {
  const shown = number === undefined ? undefined : parts.shown(number)
  return { at: at.toISOString(), by, ...given({ number, shown, byName }) }
}
