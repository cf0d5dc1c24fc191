// Agents as they are now, and the two things that may be asked of them: be ready, take a break.
import { type Static, Type } from 'typebox'
import type { TeamSnapshot } from '../postgres/team.ts'
import { type LiveAgent, type Pulse, readFloor, readPulse, wallTime } from '../redis/live.ts'
import { currentPerson } from './current-person.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { given, IdParams, iso, Time } from './views.ts'

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
  reason: Type.Optional(Type.String()),
  conversation: Type.Optional(Type.String()),
  queue: Type.Optional(Type.String()),
})

const Done = Type.Object({ done: Type.Literal(true) })
const Pause = Type.Object(
  { reason: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }) },
  { additionalProperties: false },
)

export function agentRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/agents',
    { config: { may: 'agents.watch' }, schema: { response: { 200: Type.Array(AgentView) } } },
    async () => {
      const [team, floor, pulse] = await Promise.all([
        parts.team(),
        readFloor(redis, keys),
        readPulse(redis, keys),
      ])
      return team.agents.map(agent => agentView(agent, floor.agents.get(agent.id), pulse))
    },
  )

  app.post(
    '/agents/:id/ready',
    { config: { may: 'agents.state' }, schema: { params: IdParams, response: { 200: Done } } },
    async request =>
      carryOut(parts, { type: 'ready-agent', agent: request.params.id, by: currentPerson(request).id }),
  )

  app.post(
    '/agents/:id/pause',
    { config: { may: 'agents.state' }, schema: { params: IdParams, body: Pause, response: { 200: Done } } },
    async request =>
      carryOut(parts, {
        type: 'pause-agent',
        agent: request.params.id,
        reason: request.body.reason,
        by: currentPerson(request).id,
      }),
  )
}

export function agentView(
  agent: TeamSnapshot['agents'][number],
  live: LiveAgent | undefined,
  pulse: Pulse | undefined,
): Static<typeof AgentView> {
  const { state } = live ?? {}
  const since = wallTime(pulse, state?.since)
  return {
    id: agent.id,
    name: agent.name,
    phone: agent.phone,
    queues: agent.queues.map(({ queue }) => queue),
    state: state?.name ?? 'unknown',
    reachable: live?.reachable ?? false,
    ...given({
      since: since === undefined ? undefined : iso(since),
      reason: state && 'reason' in state ? state.reason : undefined,
      conversation: state && 'conversation' in state ? state.conversation : undefined,
      queue: state && 'queue' in state ? state.queue : undefined,
    }),
  }
}
