// Addresses that are shut out because they guessed at accounts of phones: to be seen, and let in again.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import type { Ban } from '../redis/bans.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { iso, Time } from './views.ts'

export const BanView = Type.Object({
  address: Type.String(),
  since: Time,
  until: Time,
  tries: Type.Integer({ description: 'wrong guesses that led to it' }),
  times: Type.Integer({ description: 'how often by now; each time is four times as long' }),
})
const Params = Type.Object({ address: Type.String({ pattern: '^[0-9a-fA-F.:]{2,45}$' }) })

export function banRoutes(app: App, { bans, db }: HttpParts): void {
  app.get(
    '/bans',
    { config: { may: 'bans.see' }, schema: { response: { 200: Type.Array(BanView) } } },
    async () => bans.list().map(viewOf),
  )

  app.delete(
    '/bans/:address',
    {
      config: { may: 'bans.lift' },
      schema: { params: Params, response: { 200: Type.Object({ done: Type.Literal(true) }) } },
    },
    async request => {
      const { address } = request.params
      if (!(await bans.lift(address)))
        throw new Problem(404, 'no-such-ban', 'This address is not banned (any more).')
      await audit(db, { who: currentPerson(request).id, action: 'bans.lift', object: address })
      return { done: true as const }
    },
  )
}

function viewOf({ since, until, ...ban }: Ban): Static<typeof BanView> {
  return { ...ban, since: iso(since), until: iso(until) }
}
