// What flows sent to other systems and people: whether it was taken, and once more for what was not.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { inTransaction } from '../postgres/database.ts'
import { countSendings, findSendings, retrySending, type Sending } from '../postgres/sendings.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { given, Time } from './views.ts'

const State = Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('failed')])

export const SendingView = Type.Object({
  id: Type.String({ description: 'the idempotency key that the other side gets' }),
  send: Type.String({ description: 'its name in config/sends.yaml; box:<name> for a notice of a message' }),
  conversation: Type.Optional(Type.String()),
  state: State,
  askedAt: Time,
  attempts: Type.Integer(),
  failure: Type.Optional(Type.String({ description: 'why the last try failed, as a word' })),
  tryAfter: Type.Optional(Type.String({ description: 'RFC 3339, UTC: when it is tried next' })),
  doneAt: Type.Optional(Time),
})
export const Sendings = Type.Object({
  waiting: Type.Integer(),
  failed: Type.Integer({ description: 'given up after 24 hours' }),
  sendings: Type.Array(SendingView, { description: 'the latest first' }),
})
const Query = Type.Object(
  {
    state: Type.Optional(State),
    troubled: Type.Optional(
      Type.Literal('true', { description: 'only those that failed, once or for good' }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)
const Params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,160}$' }) })

export function sendingRoutes(app: App, { db, outbox }: HttpParts): void {
  app.get(
    '/sendings',
    { config: { may: 'sendings.watch' }, schema: { querystring: Query, response: { 200: Sendings } } },
    async request => {
      const { state, troubled, limit } = request.query
      const [counts, found] = await Promise.all([
        countSendings(db),
        findSendings(db, { state, troubled: troubled !== undefined, limit }),
      ])
      return { ...counts, sendings: found.map(viewOf) }
    },
  )

  app.post(
    '/sendings/:id/retry',
    {
      config: { may: 'sendings.retry' },
      schema: { params: Params, response: { 200: Type.Object({ done: Type.Literal(true) }) } },
    },
    async request => {
      const { id } = request.params
      const who = currentPerson(request).id
      const isThere = await inTransaction(db, async connection => {
        const done = await retrySending(connection, id)
        if (done) await audit(connection, { who, action: 'sendings.retry', object: id })
        return done
      })
      if (!isThere)
        throw new Problem(
          404,
          'no-such-sending',
          'There is no such sending, it was taken, or its values are erased.',
        )
      outbox.look()
      return { done: true as const }
    },
  )
}

function viewOf(sending: Sending): Static<typeof SendingView> {
  const { id, send, conversation, state, askedAt, attempts, failure, tryAfter, doneAt } = sending
  return {
    ...{ id, send, state, askedAt: askedAt.toISOString(), attempts },
    ...given({ conversation, failure, doneAt: doneAt?.toISOString() }),
    ...(state === 'waiting' && { tryAfter: tryAfter.toISOString() }),
  }
}
