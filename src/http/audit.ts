// GET /audit: who changed, or listened to, what and when.
import { Type } from 'typebox'
import { readAudit } from '../postgres/audit.ts'
import type { App, HttpParts } from './parts.ts'
import { Time } from './views.ts'

const Question = Type.Object(
  {
    before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'id of the last row read' })),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  },
  { additionalProperties: false },
)
const Row = Type.Object({
  id: Type.String(),
  at: Time,
  person: Type.String({ description: 'id of a person; api, token:… and link:… stand for what they gave' }),
  action: Type.String(),
  object: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
})

export function auditRoutes(app: App, { db }: HttpParts): void {
  app.get(
    '/audit',
    {
      config: { may: 'audit.read' },
      schema: { querystring: Question, response: { 200: Type.Object({ rows: Type.Array(Row) }) } },
    },
    async request => {
      const rows = await readAudit(db, request.query)
      return { rows: rows.map(row => ({ ...row, at: row.at.toISOString() })) }
    },
  )
}
