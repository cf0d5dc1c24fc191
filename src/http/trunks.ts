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
  registration: Type.Optional(
    Type.Object({
      state: Type.String({
        description: 'registered, rejected, waiting, stopped; unknown where nobody can say',
      }),
      with: Type.String({ description: 'user@server' }),
      expiresS: Type.Optional(Type.Integer({ description: 'seconds until it is renewed at the latest' })),
      reason: Type.Optional(
        Type.String({
          description: 'no-secret, no-answer, wrong-password, forbidden, unknown-user, refused',
        }),
      ),
      status: Type.Optional(Type.Integer({ description: 'the registrar’s last answer' })),
      sentence: Type.Optional(Type.String({ description: 'the reason, and what to do' })),
    }),
  ),
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
