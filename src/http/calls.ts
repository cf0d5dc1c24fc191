// The calls that live now, read from where the switchboard keeps them; hanging up, sending back into a queue.
import { type Static, Type } from 'typebox'
import { movesOf } from '../calls/moves.ts'
import { otherAgentOf, outsiderOf } from '../calls/parties.ts'
import { type LiveCall, type Pulse, readLiveCalls, readPulse, wallTime } from '../redis/live.ts'
import { unseal } from '../secrets/sealing.ts'
import { type Caller, callerView } from './callers.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { onlyQueues, seesCall, seesQueue, sightOf } from './sight.ts'
import { told } from './told.ts'
import { Done, given, Id, IdParams, iso, Time } from './views.ts'

export const CallView = Type.Object({
  conversation: Type.String(),
  phase: Type.String({
    description:
      'ivr, dialling, waiting, ringing, talking, holding, consulting, conference, forwarding, outside, ending',
  }),
  hotline: Type.Optional(Type.String()),
  caller: Type.Optional(Type.String({ description: 'E.164 where there is one' })),
  callerShown: Type.Optional(Type.String({ description: 'as people read it' })),
  arrivedAt: Type.Optional(Time),
  section: Type.Optional(Type.String()),
  queue: Type.Optional(Type.String()),
  waitingSince: Type.Optional(Time),
  agent: Type.Optional(Type.String()),
  party: Type.Optional(Type.String({ description: 'the agent who is asked, or who talks along' })),
  partyState: Type.Optional(
    Type.String({ description: 'looking, ringing, here; of a number outside calling, outside' }),
  ),
  outside: Type.Optional(
    Type.String({ description: 'the number outside that is called into it, or is in it, as people read it' }),
  ),
  inVain: Type.Optional(
    Type.String({
      description:
        'on hold, after the agent asked somebody: nobody, party-gone; of a number outside busy, no-answer, declined, ' +
        'no-such-number, trunk-failed, trunk-silent, trunk-full',
    }),
  ),
  moves: Type.Optional(
    Type.Array(Type.String(), {
      description: 'what can be done with it now: hold, resume, transfer, consult, merge, complete, cancel',
    }),
  ),
})

// Calls are seen by their agent or their queue; where desks stand says nothing of them.
const noTeam = { agents: [] }
const Requeue = Type.Object({ queue: Id }, { additionalProperties: false })

export function callRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/calls',
    { config: { may: 'calls.watch' }, schema: { response: { 200: Type.Array(CallView) } } },
    async request => {
      const [calls, pulse] = await Promise.all([readLiveCalls(redis, keys), readPulse(redis, keys)])
      const sight = sightOf(currentPerson(request), noTeam)
      return calls
        .toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0))
        .filter(call => seesCall(sight, placeOf(call)))
        .map(call => callView(call, callerOf(parts, call), pulse))
    },
  )

  app.post(
    '/calls/:id/hang-up',
    { config: { may: 'calls.steer' }, schema: { params: IdParams, response: { 200: Done } } },
    async request => {
      const { id: conversation } = request.params
      const by = currentPerson(request).id
      await refuseStrange(parts, currentPerson(request), conversation)
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
      await refuseStrange(parts, currentPerson(request), conversation, queue)
      await carryOut(parts, { type: 'requeue', conversation, queue, by })
      await noteDeed(parts, { who: by, action: 'calls.requeue', object: conversation, details: { queue } })
      return { done: true as const }
    },
  )
}

/**
 * A supervisor of some queues steers the calls in these, and from one of them into another.
 * @throws Problem no-such-call as for a call that does not exist; not-your-queue
 */
export async function refuseStrange(
  { redis, keys }: HttpParts,
  person: CurrentPerson,
  conversation: string,
  queue?: string,
): Promise<void> {
  if (onlyQueues(person) === undefined) return
  const sight = sightOf(person, noTeam)
  const call = (await readLiveCalls(redis, keys)).find(({ id }) => id === conversation)
  if (!call || !seesCall(sight, placeOf(call)))
    throw new Problem(404, 'no-such-call', told`There is no call "${conversation}" (any more).`)
  if (queue !== undefined && !seesQueue(sight, queue))
    throw new Problem(403, 'not-your-queue', told`You do not look after a queue "${queue}".`)
}

/** The call carries its number, sealed, so this view needs no PostgreSQL. */
export function callerOf(parts: HttpParts, call: LiveCall): Caller {
  const { sealed, contact } = call
  const whoIsOutside = outsideOf(parts, call)
  if (!sealed || !contact) return whoIsOutside
  return { ...callerView(parts, unseal(parts.sealKey, sealed, contact)?.toString()), ...whoIsOutside }
}

function outsideOf(parts: HttpParts, { phase, outside = {} }: LiveCall): Pick<Caller, 'outside'> {
  const contact = phase && outsiderOf({ phase })?.contact
  const sealed = contact === undefined ? undefined : outside[contact]
  if (contact === undefined || sealed === undefined) return {}
  const number = unseal(parts.sealKey, sealed, contact)?.toString()
  return number ? { outside: parts.shown(number) } : {}
}

const promiseOf = ({ phase }: LiveCall) => (phase && 'promise' in phase ? phase.promise : undefined)

export function callView(call: LiveCall, caller: Caller, pulse: Pulse | undefined): Static<typeof CallView> {
  const { phase } = call
  const wait = phase && 'wait' in phase ? phase.wait : undefined
  const { queue, agent, party } = placeOf(call)
  const waitingSince = wallTime(pulse, wait?.since ?? promiseOf(call)?.since)
  return {
    conversation: call.id,
    phase: phase?.name ?? 'unknown',
    ...caller,
    ...given({
      hotline: call.hotline,
      arrivedAt: call.arrivedAt === undefined ? undefined : iso(call.arrivedAt),
      section: phase?.name === 'ivr' ? phase.place.section : undefined,
      queue,
      waitingSince: waitingSince === undefined ? undefined : iso(waitingSince),
      agent,
      party,
      partyState: phase && 'party' in phase ? phase.party.state : undefined,
      inVain: phase?.name === 'holding' ? (phase.inVain?.cause ?? phase.inVain?.outcome) : undefined,
      moves: phase ? [...movesOf({ phase })] : undefined,
    }),
  }
}

/** The queue in which it is, whose phone rings for it or who has it, and who is asked or talks along. */
export function placeOf({ phase }: LiveCall): { queue?: string; agent?: string; party?: string } {
  switch (phase?.name) {
    case 'dialling':
      return { ...(phase.plan.queue && { queue: phase.plan.queue }), agent: phase.plan.agent }
    case 'waiting':
      return { queue: phase.wait.queue }
    case 'promised':
      return { queue: phase.promise.queue }
    case 'reaching':
      return { queue: phase.promise.queue, agent: phase.offered.agent }
    case 'ringing':
      return { queue: phase.wait.queue, agent: phase.ringing.agent }
    case 'forwarding':
    case 'outside':
      return phase.queue === undefined ? {} : { queue: phase.queue }
    case 'talking':
    case 'holding':
    case 'consulting':
    case 'conference': {
      const other = otherAgentOf({ phase })
      return { queue: phase.queue, agent: phase.with.agent, ...(other && { party: other.agent }) }
    }
    default:
      return {}
  }
}
