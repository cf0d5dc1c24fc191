// GET /trunks: the lines to the telephone network, with their state.
import { Type } from 'typebox'
import type { App, HttpParts } from './parts.ts'
import { given, iso, Time } from './views.ts'

export const TrunkView = Type.Object({
  name: Type.String(),
  match: Type.Array(Type.String(), { description: 'addresses that it calls from' }),
  codecs: Type.Array(Type.String()),
  country: Type.String(),
  state: Type.String({
    description: 'ready, missing (Asterisk does not know it), unknown (Asterisk is away)',
  }),
  lastCallAt: Type.Optional(Time),
})

export function trunkRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/trunks',
    { config: { may: 'trunks.watch' }, schema: { response: { 200: Type.Array(TrunkView) } } },
    async () =>
      (await parts.trunks()).map(({ lastCallAt, match, codecs, ...trunk }) => ({
        ...trunk,
        ...{ match: [...match], codecs: [...codecs] },
        ...given({ lastCallAt: lastCallAt === undefined ? undefined : iso(lastCallAt) }),
      })),
  )
}
