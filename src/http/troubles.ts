// GET /troubles: what is wrong with the house now, in the reader's language; empty on a good day.
import { type Static, Type } from 'typebox'
import { checkIn } from '../told/checks.ts'
import type { App, HttpParts } from './parts.ts'
import { languageOf } from './told.ts'

export const TroubleView = Type.Object({
  name: Type.String({
    description: 'postgres, redis, switchboard, asterisk, scribe, spill, disk, recordings',
  }),
  verdict: Type.Union([Type.Literal('good'), Type.Literal('warning'), Type.Literal('bad')]),
  sentence: Type.String(),
  hint: Type.Optional(Type.String({ description: 'what to do' })),
})

export type Trouble = Static<typeof TroubleView>

export function troubleRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/troubles',
    { config: { may: 'troubles.watch' }, schema: { response: { 200: Type.Array(TroubleView) } } },
    async request => (await parts.troubles()).map(trouble => checkIn(languageOf(request), trouble)),
  )
}
