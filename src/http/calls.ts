// The calls that live now, read from where the switchboard keeps them.
import { type Static, Type } from 'typebox'
import { type LiveCall, type Pulse, readLiveCalls, readPulse, wallTime } from '../redis/live.ts'
import { unseal } from '../secrets/sealing.ts'
import { type Caller, callerView } from './callers.ts'
import type { App, HttpParts } from './parts.ts'
import { given, iso, Time } from './views.ts'

export const CallView = Type.Object({
  conversation: Type.String(),
  phase: Type.String({ description: 'ivr, waiting, ringing, talking, ending' }),
  hotline: Type.Optional(Type.String()),
  caller: Type.Optional(Type.String({ description: 'E.164 where there is one' })),
  callerShown: Type.Optional(Type.String({ description: 'as people read it' })),
  arrivedAt: Type.Optional(Time),
  section: Type.Optional(Type.String()),
  queue: Type.Optional(Type.String()),
  waitingSince: Type.Optional(Time),
  agent: Type.Optional(Type.String()),
})

export function callRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/calls',
    { config: { may: 'calls.watch' }, schema: { response: { 200: Type.Array(CallView) } } },
    async () => {
      const [calls, pulse] = await Promise.all([readLiveCalls(redis, keys), readPulse(redis, keys)])
      return calls
        .toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0))
        .map(call => callView(call, callerOf(parts, call), pulse))
    },
  )
}

/** The call carries its number, sealed, so this view needs no PostgreSQL. */
export function callerOf(parts: HttpParts, { sealed, contact }: LiveCall): Caller {
  if (!sealed || !contact) return {}
  return callerView(parts, unseal(parts.sealKey, sealed, contact)?.toString())
}

export function callView(call: LiveCall, caller: Caller, pulse: Pulse | undefined): Static<typeof CallView> {
  const { phase } = call
  const wait = phase && 'wait' in phase ? phase.wait : undefined
  const waitingSince = wallTime(pulse, wait?.since)
  const desk = phase?.name === 'ringing' ? phase.ringing : phase?.name === 'talking' ? phase.with : undefined
  return {
    conversation: call.id,
    phase: phase?.name ?? 'unknown',
    ...caller,
    ...given({
      hotline: call.hotline,
      arrivedAt: call.arrivedAt === undefined ? undefined : iso(call.arrivedAt),
      section: phase?.name === 'ivr' ? phase.place.section : undefined,
      queue: wait?.queue ?? (phase?.name === 'talking' ? phase.queue : undefined),
      waitingSince: waitingSince === undefined ? undefined : iso(waitingSince),
      agent: desk?.agent,
    }),
  }
}
