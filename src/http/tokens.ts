// Tokens of programs: made with a role, shown once, taken away again.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { deleteToken, listTokens, makeToken, type TokenRow } from '../postgres/tokens.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { Role } from './session-schemas.ts'
import { given, IdParams, iso, Time } from './views.ts'

const TokenView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  createdBy: Type.String(),
  createdAt: Time,
  usedAt: Type.Optional(Time),
})

const Wanted = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), role: Role },
  { additionalProperties: false },
)
const Made = Type.Object({ id: Type.String(), token: Type.String({ description: 'shown this once' }) })

export function tokenRoutes(app: App, { db }: HttpParts): void {
  app.get(
    '/tokens',
    { config: { may: 'tokens.manage' }, schema: { response: { 200: Type.Array(TokenView) } } },
    async () => (await listTokens(db)).map(tokenView),
  )

  app.post(
    '/tokens',
    { config: { may: 'tokens.manage' }, schema: { body: Wanted, response: { 200: Made } } },
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
  const { id, name, role, created_by: createdBy, created_at, used_at } = row
  const usedAt = used_at === null ? undefined : iso(used_at.getTime())
  return { id, name, role, createdBy, createdAt: iso(created_at.getTime()), ...given({ usedAt }) }
}
