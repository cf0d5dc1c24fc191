// Where an agent can send a customer, and whom he can ask: names and whether somebody is free, nothing of anybody's
// calls. Agents see these of the whole house, though they see only their own desk on the floor.
import { type Static, Type } from 'typebox'
import { type LiveAgent, readFloor } from '../redis/live.ts'
import type { App, HttpParts } from './parts.ts'
import { titlesOf } from './queues.ts'
import { given } from './views.ts'

export const CallTargets = Type.Object({
  agents: Type.Array(
    Type.Object({
      agent: Type.String(),
      name: Type.String(),
      state: Type.String({ description: 'free, busy, away' }),
    }),
  ),
  queues: Type.Array(
    Type.Object({
      queue: Type.String(),
      title: Type.Optional(Type.Object({ vi: Type.String(), en: Type.String() })),
      free: Type.Integer({ description: 'agents who could take a call now' }),
    }),
  ),
})

export function callTargetRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/call-targets',
    { config: { may: 'calls.move' }, schema: { response: { 200: CallTargets } } },
    async (): Promise<Static<typeof CallTargets>> => {
      const [team, floor] = await Promise.all([parts.team(), readFloor(parts.redis, parts.keys)])
      const free = new Map<string, number>()
      const agents = team.agents.map(({ id, name, queues }) => {
        const state = stateOf(floor.agents.get(id))
        for (const { queue } of queues) free.set(queue, (free.get(queue) ?? 0) + (state === 'free' ? 1 : 0))
        return { agent: id, name, state }
      })
      const queues = [...free].sort(([a], [b]) => (a < b ? -1 : 1))
      return {
        agents,
        queues: queues.map(([queue, count]) => ({
          queue,
          free: count,
          ...given({ title: titlesOf(parts, queue) }),
        })),
      }
    },
  )
}

function stateOf(agent: LiveAgent | undefined): 'free' | 'busy' | 'away' {
  const state = agent?.state.name
  if (!agent?.reachable || state === 'offline' || state === 'paused') return 'away'
  return state === 'ready' ? 'free' : 'busy'
}
