// The calls that live now, read from where the switchboard keeps them.
import { type Static, Type } from 'typebox'
import { readNumbers } from '../postgres/contacts.ts'
import { type LiveCall, type Pulse, readLiveCalls, readPulse, wallTime } from '../redis/live.ts'
import { type Caller, callerView, readWaitingNumbers } from './numbers.ts'
import type { App, HttpParts } from './parts.ts'
import { given, iso, Time } from './views.ts'

const CallView = Type.Object({
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
  app.get('/calls', { schema: { response: { 200: Type.Array(CallView) } } }, async () => {
    const [calls, pulse] = await Promise.all([readLiveCalls(redis, keys), readPulse(redis, keys)])
    const numbers = await numbersOf(parts, calls)
    return calls
      .toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0))
      .map(call => callView(call, callerView(parts, numbers.get(call.contact ?? '')), pulse))
  })
}

/** The live view must not go away with PostgreSQL: then known callers stay without a number. */
async function numbersOf(parts: HttpParts, calls: readonly LiveCall[]): Promise<Map<string, string>> {
  const contacts = [...new Set(calls.flatMap(({ contact }) => contact ?? []))]
  const waiting = await readWaitingNumbers(parts, contacts)
  const rest = contacts.filter(contact => !waiting.has(contact))
  const stored = await readNumbers(parts.db, parts.sealKey, rest).catch(() => new Map<string, string>())
  return new Map([...stored, ...waiting])
}

function callView(call: LiveCall, caller: Caller, pulse: Pulse | undefined): Static<typeof CallView> {
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
