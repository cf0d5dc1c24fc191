// PUT /cdrs/:id/hold: what a court or a complaint needs is kept, until somebody lifts the hold.
import { Type } from 'typebox'
import { writeHold } from '../postgres/holds.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { IdParams } from './views.ts'

const Wish = Type.Object(
  {
    held: Type.Boolean(),
    reason: Type.String({
      minLength: 3,
      maxLength: 500,
      pattern: '\\S',
      description: 'why it is held, or why no longer; stands in the audit log',
    }),
  },
  { additionalProperties: false },
)
const Done = Type.Object({ done: Type.Literal(true) })

export function holdRoutes(app: App, { db }: HttpParts): void {
  app.put(
    '/cdrs/:id/hold',
    { config: { may: 'cdrs.hold' }, schema: { params: IdParams, body: Wish, response: { 200: Done } } },
    async request => {
      const { id: conversation } = request.params
      const { held, reason } = request.body
      const by = currentPerson(request).id
      const isThere = await writeHold(db, { conversation, held, by, reason: reason.trim() })
      if (!isThere) throw new Problem(404, 'no-such-cdr', 'There is no record of this conversation (yet).')
      return { done: true as const }
    },
  )
}
