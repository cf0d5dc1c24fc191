// GET /audit: who changed, exported or listened to what and when; and who logged in.
import { type Static, Type } from 'typebox'
import { readAudit, type ToldAuditRow } from '../postgres/audit.ts'
import { subjectOf } from './audit-subjects.ts'
import { Moment } from './cdr-schemas.ts'
import { epochMs } from './moments.ts'
import type { App, HttpParts } from './parts.ts'
import { given, Time } from './views.ts'

const DEED = '[a-z-]{1,40}\\.[a-z-]{0,40}'
const Question = Type.Object(
  {
    person: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    action: Type.Optional(
      Type.String({
        pattern: `^${DEED}(,${DEED}){0,19}$`,
        description: 'deeds with commas: recordings.listen; with nothing behind the dot all to that thing',
      }),
    ),
    from: Type.Optional(Moment),
    to: Type.Optional(Moment),
    before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'id of the last row read' })),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  },
  { additionalProperties: false },
)
const Row = Type.Object({
  id: Type.String(),
  at: Time,
  person: Type.String({ description: 'id of a person; api, token:… and link:… stand for what they gave' }),
  personName: Type.Optional(Type.String()),
  action: Type.String(),
  object: Type.String(),
  subject: Type.Object(
    {
      kind: Type.Union([
        Type.Literal('conversation'),
        Type.Literal('person'),
        Type.Literal('version'),
        Type.Literal('token'),
        Type.Literal('other'),
      ]),
      id: Type.String(),
      name: Type.Optional(Type.String()),
    },
    { description: 'what the object is, or belongs to' },
  ),
  details: Type.Record(Type.String(), Type.Unknown()),
})
export const AuditPage = Type.Object({
  rows: Type.Array(Row),
  next: Type.Optional(Type.String({ description: '"before" of the next page' })),
})

export function auditRoutes(app: App, { db }: HttpParts): void {
  app.get(
    '/audit',
    { config: { may: 'audit.read' }, schema: { querystring: Question, response: { 200: AuditPage } } },
    async request => {
      const { from, to, limit, action, ...question } = request.query
      const actions = action?.split(',')
      const range = { from: epochMs('from', from), to: epochMs('to', to) }
      const found = await readAudit(db, { ...question, ...range, actions, limit: limit + 1 })
      const rows = found.slice(0, limit).map(rowView)
      return { rows, ...(found.length > limit && { next: rows.at(-1)?.id ?? '' }) }
    },
  )
}

function rowView(row: ToldAuditRow): Static<typeof Row> {
  const { id, at, person, personName, action, object, details } = row
  return {
    ...{ id, at: at.toISOString(), person, action, object, details, subject: subjectOf(row) },
    ...given({ personName }),
  }
}
