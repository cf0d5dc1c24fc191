// Tokens of programs: made with a role, shown once, taken away again.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { deleteToken, listTokens, makeToken, type TokenRow } from '../postgres/tokens.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { Role } from './session-schemas.ts'
import { given, IdParams, iso, Time } from './views.ts'

export const TokenView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  createdBy: Type.String(),
  createdAt: Time,
  usedAt: Type.Optional(Time),
  expiresAt: Type.Optional(Type.String({ description: 'RFC 3339, UTC; it opens nothing from then on' })),
})

const Wanted = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    role: Role,
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3_650, description: 'how long it holds; for ever when missing' }),
    ),
  },
  { additionalProperties: false },
)
export const TokenMade = Type.Object({
  id: Type.String(),
  token: Type.String({ description: 'shown this once' }),
})

export function tokenRoutes(app: App, { db }: HttpParts): void {
  app.get(
    '/tokens',
    { config: { may: 'tokens.manage' }, schema: { response: { 200: Type.Array(TokenView) } } },
    async () => (await listTokens(db)).map(tokenView),
  )

  app.post(
    '/tokens',
    { config: { may: 'tokens.manage' }, schema: { body: Wanted, response: { 200: TokenMade } } },
    async request => {
      const who = currentPerson(request).id
      const made = await makeToken(db, { ...request.body, by: who })
      await audit(db, { who, action: 'tokens.make', object: made.id, details: request.body })
      return made
    },
  )

  app.delete(
    '/tokens/:id',
    { config: { may: 'tokens.manage' }, schema: { params: IdParams } },
    async (request, reply) => {
      const { id } = request.params
      const deleted = await deleteToken(db, id)
      if (!deleted) throw new Problem(404, 'no-such-token', 'There is no such token (any more).')
      await audit(db, { who: currentPerson(request).id, action: 'tokens.delete', object: id })
      return reply.status(204).send()
    },
  )
}

function tokenView(row: TokenRow): Static<typeof TokenView> {
  const { id, name, role, created_by: createdBy, created_at, used_at, expires_at } = row
  const [usedAt, expiresAt] = [used_at, expires_at].map(at => (at === null ? undefined : iso(at.getTime())))
  return { id, name, role, createdBy, createdAt: iso(created_at.getTime()), ...given({ usedAt, expiresAt }) }
}
