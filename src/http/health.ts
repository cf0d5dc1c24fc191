// GET /health, open to everyone and terse: may calls come, and is what happens being recorded? For those who
// start processes again there is /health/live: only whether this one answers, whatever the stores do.
import { Type } from 'typebox'
import { ask } from '../postgres/database.ts'
import { askRedis } from '../redis/connection.ts'
import { journalLag } from '../redis/journal-reader.ts'
import { readPulse } from '../redis/live.ts'
import type { App, HttpParts } from './parts.ts'

const Answer = Type.Object({
  live: Type.Boolean(),
  ready: Type.Boolean(),
  redis: Type.Boolean(),
  postgres: Type.Boolean(),
  switchboard: Type.Boolean(),
  asterisk: Type.Boolean(),
  scribe: Type.Boolean(),
})

// The scribe commits four times a second; a minute behind, something is wrong.
const lateMs = 60_000

export function healthRoute(app: App, parts: HttpParts): void {
  app.get(
    '/health',
    { config: { may: 'anyone' }, schema: { response: { 200: Answer, 503: Answer } } },
    async (_request, reply) => {
      const health = await look(parts)
      return reply.status(health.ready ? 200 : 503).send(health)
    },
  )
  app.get('/health/live', { config: { may: 'anyone' }, schema: { response: { 200: Live } } }, async () => ({
    live: true as const,
  }))
}

const Live = Type.Object({ live: Type.Literal(true) })

/** `live`: this process answers. `ready`: a call that comes now is served and recorded. */
async function look({ db, redis, keys }: HttpParts) {
  const [postgres, pulse, lag] = await Promise.all([
    ask(db, 'select 1').then(
      () => true,
      () => false,
    ),
    readPulse(redis, keys).catch(() => undefined),
    askRedis(journalLag(redis, keys)).catch(() => undefined),
  ])
  const switchboard = pulse?.state === 'active'
  const scribe = lag !== undefined && lag.oldestMs < lateMs
  const asterisk = switchboard && pulse.asterisk === 'connected'
  const ready = asterisk && postgres && scribe
  return { live: true, ready, redis: lag !== undefined, postgres, switchboard, asterisk, scribe }
}
