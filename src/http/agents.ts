// Agents as they are now, and what may be asked of them: be ready, take a break; or be made to.
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { TeamSnapshot } from '../postgres/team.ts'
import { type LiveAgent, type Pulse, readFloor, readPulse, wallTime } from '../redis/live.ts'
import { currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { onlyQueues, type Sight, seesDesk, seesQueue, sightOf } from './sight.ts'
import { told } from './told.ts'
import { Done, given, IdParams, iso, Time } from './views.ts'

export const AgentView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  queues: Type.Array(Type.String()),
  state: Type.String({
    description: 'offline, ready, offered, busy, wrap-up, paused; unknown without a switchboard',
  }),
  reachable: Type.Boolean({ description: 'whether the phone is registered' }),
  since: Type.Optional(Time),
  until: Type.Optional(
    Type.String({ description: 'when a wrap-up or a pause ends by itself; RFC 3339, UTC' }),
  ),
  reason: Type.Optional(Type.String()),
  misses: Type.Optional(
    Type.Integer({ description: 'paused after so many missed offers in a row; "ready" ends it' }),
  ),
  next: Type.Optional(
    Type.String({ description: 'asked for during the call, and taken after it: offline, paused' }),
  ),
  conversation: Type.Optional(Type.String()),
  queue: Type.Optional(Type.String()),
})

const Reason = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })
const Force = Type.Object(
  {
    state: Type.Union([Type.Literal('ready'), Type.Literal('paused'), Type.Literal('offline')]),
    reason: Type.Optional(Reason),
  },
  { additionalProperties: false },
)
const Pause = Type.Object({ reason: Reason }, { additionalProperties: false })
const Extension = Type.Object(
  { byS: Type.Integer({ minimum: 5, maximum: 600, description: 'seconds; half an hour in all at most' }) },
  { additionalProperties: false },
)

export function agentRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/agents',
    { config: { may: 'agents.watch' }, schema: { response: { 200: Type.Array(AgentView) } } },
    async request => {
      const [team, floor, pulse] = await Promise.all([
        parts.team(),
        readFloor(redis, keys),
        readPulse(redis, keys),
      ])
      const sight = sightOf(currentPerson(request), team)
      const seen = team.agents.filter(desk => seesDesk(sight, desk))
      return seen.map(agent => agentView(agent, floor.agents.get(agent.id), pulse, sight))
    },
  )

  app.post(
    '/agents/:id/ready',
    { config: { may: 'agents.state' }, schema: { params: IdParams, response: { 200: Done } } },
    async request => {
      await refuseStrangers(parts, request)
      return carryOut(parts, {
        type: 'ready-agent',
        agent: request.params.id,
        by: currentPerson(request).id,
      })
    },
  )

  app.post(
    '/agents/:id/pause',
    { config: { may: 'agents.state' }, schema: { params: IdParams, body: Pause, response: { 200: Done } } },
    async request => {
      await refuseStrangers(parts, request)
      return carryOut(parts, {
        type: 'pause-agent',
        agent: request.params.id,
        reason: request.body.reason,
        by: currentPerson(request).id,
      })
    },
  )

  app.post(
    '/agents/:id/log-out',
    { config: { may: 'agents.state' }, schema: { params: IdParams, response: { 200: Done } } },
    async request => {
      await refuseStrangers(parts, request)
      const by = currentPerson(request).id
      return carryOut(parts, { type: 'log-out-agent', agent: request.params.id, by })
    },
  )

  app.post(
    '/agents/:id/wrap-up',
    {
      config: { may: 'agents.state' },
      schema: { params: IdParams, body: Extension, response: { 200: Done } },
    },
    async request => {
      await refuseStrangers(parts, request)
      const by = currentPerson(request).id
      const byMs = request.body.byS * 1_000
      return carryOut(parts, { type: 'extend-wrap-up', agent: request.params.id, byMs, by })
    },
  )

  app.post(
    '/agents/:id/force',
    { config: { may: 'agents.force' }, schema: { params: IdParams, body: Force, response: { 200: Done } } },
    async request => {
      await refuseStrangers(parts, request)
      const by = currentPerson(request).id
      const { id: agent } = request.params
      const { state, reason = 'forced' } = request.body
      await carryOut(parts, { ...forcing(state, reason), agent, by })
      await noteDeed(parts, { who: by, action: 'agents.force', object: agent, details: request.body })
      return { done: true as const }
    },
  )
}

function forcing(state: Static<typeof Force>['state'], reason: string) {
  if (state === 'ready') return { type: 'ready-agent' } as const
  return state === 'offline'
    ? ({ type: 'log-out-agent' } as const)
    : ({ type: 'pause-agent', reason } as const)
}

/** Who sits in none of his queues is nobody to a supervisor of some. */
async function refuseStrangers(
  parts: HttpParts,
  request: FastifyRequest<{ Params: { id: string } }>,
): Promise<void> {
  const person = currentPerson(request)
  const { id } = request.params
  if (onlyQueues(person) === undefined) return
  const team = await parts.team()
  const desk = team.agents.find(agent => agent.id === id)
  if (!desk || !seesDesk(sightOf(person, team), desk))
    throw new Problem(404, 'no-such-agent', told`There is no agent "${id}".`)
}

export function agentView(
  agent: TeamSnapshot['agents'][number],
  live: LiveAgent | undefined,
  pulse: Pulse | undefined,
  sight: Sight,
): Static<typeof AgentView> {
  const { state } = live ?? {}
  const isOwn = agent.id === (sight.own ?? sight.agent)
  const shown = agent.queues.map(({ queue }) => queue).filter(queue => isOwn || seesQueue(sight, queue))
  const isOurs = state && (isOwn || isInSight(state, sight, shown.length === agent.queues.length))
  const since = wallTime(pulse, state?.since)
  const until =
    state && state.name !== 'offered' && 'until' in state ? wallTime(pulse, state.until) : undefined
  return {
    id: agent.id,
    name: agent.name,
    phone: agent.phone,
    queues: shown,
    state: state?.name ?? 'unknown',
    reachable: live?.reachable ?? false,
    ...given({
      since: since === undefined ? undefined : iso(since),
      until: until === undefined ? undefined : iso(until),
      reason: state && 'reason' in state ? state.reason : undefined,
      misses: state && 'misses' in state ? state.misses : undefined,
      next: live?.next?.name,
      conversation: isOurs && 'conversation' in state ? state.conversation : undefined,
      queue: isOurs && 'queue' in state ? state.queue : undefined,
    }),
  }
}

/** Whose call an agent has is seen with its queue; wrap-up names none. @param onlyHere he sits in no other queue */
function isInSight(state: LiveAgent['state'], sight: Sight, onlyHere: boolean): boolean {
  return 'queue' in state && state.queue !== undefined ? seesQueue(sight, state.queue) : onlyHere
}
