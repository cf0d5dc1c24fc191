// The calls that live now, read from where the switchboard keeps them; hanging up, sending back into a queue.
import { type Static, Type } from 'typebox'
import { type LiveCall, type Pulse, readLiveCalls, readPulse, wallTime } from '../redis/live.ts'
import { unseal } from '../secrets/sealing.ts'
import { type Caller, callerView } from './callers.ts'
import { currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { onlyAgent, seesAgent } from './sight.ts'
import { given, Id, IdParams, iso, Time } from './views.ts'

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

const Done = Type.Object({ done: Type.Literal(true) })
const Requeue = Type.Object({ queue: Id }, { additionalProperties: false })

export function callRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/calls',
    { config: { may: 'calls.watch' }, schema: { response: { 200: Type.Array(CallView) } } },
    async request => {
      const [calls, pulse] = await Promise.all([readLiveCalls(redis, keys), readPulse(redis, keys)])
      const sight = { agent: onlyAgent(currentPerson(request)) }
      return calls
        .toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0))
        .filter(call => seesAgent(given(sight), agentOf(call)))
        .map(call => callView(call, callerOf(parts, call), pulse))
    },
  )

  app.post(
    '/calls/:id/hang-up',
    { config: { may: 'calls.steer' }, schema: { params: IdParams, response: { 200: Done } } },
    async request => {
      const { id: conversation } = request.params
      const by = currentPerson(request).id
      await carryOut(parts, { type: 'hang-up', conversation, by })
      await noteDeed(parts, { who: by, action: 'calls.hang-up', object: conversation })
      return { done: true as const }
    },
  )

  app.post(
    '/calls/:id/requeue',
    { config: { may: 'calls.steer' }, schema: { params: IdParams, body: Requeue, response: { 200: Done } } },
    async request => {
      const { id: conversation } = request.params
      const { queue } = request.body
      const by = currentPerson(request).id
      await carryOut(parts, { type: 'requeue', conversation, queue, by })
      await noteDeed(parts, { who: by, action: 'calls.requeue', object: conversation, details: { queue } })
      return { done: true as const }
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
      agent: agentOf(call),
    }),
  }
}

/** Whose phone rings for it, or who talks. */
function agentOf({ phase }: LiveCall): string | undefined {
  if (phase?.name === 'ringing') return phase.ringing.agent
  return phase?.name === 'talking' ? phase.with.agent : undefined
}
