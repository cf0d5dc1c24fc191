// The queues as they are now: who waits, since when, and how many agents could take them.
import { type Static, Type } from 'typebox'
import type { TeamSnapshot } from '../postgres/team.ts'
import { type Waiting, waitingOrder } from '../queues/waiting.ts'
import {
  type LiveAgent,
  type LiveWaiting,
  type Pulse,
  readFloor,
  readPulse,
  wallTime,
} from '../redis/live.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { seesQueue, sightOf } from './sight.ts'
import { given, iso, Time } from './views.ts'

export const QueueView = Type.Object({
  queue: Type.String(),
  title: Type.Optional(
    Type.Object({ vi: Type.String(), en: Type.String() }, { description: 'as the configuration names it' }),
  ),
  waiting: Type.Array(
    Type.Object({
      conversation: Type.String(),
      position: Type.Integer(),
      since: Type.Optional(Time),
      offeredTo: Type.Optional(Type.String()),
      toBeCalled: Type.Optional(
        Type.Literal(true, { description: 'not on the line: who was promised a call back keeps this place' }),
      ),
    }),
  ),
  agents: Type.Record(Type.String(), Type.Integer(), { description: 'state → number of agents' }),
})

export function queueRoutes(app: App, parts: HttpParts): void {
  const { redis, keys } = parts
  app.get(
    '/queues',
    { config: { may: 'queues.watch' }, schema: { response: { 200: Type.Array(QueueView) } } },
    async request => {
      const [team, floor, pulse] = await Promise.all([
        parts.team(),
        readFloor(redis, keys),
        readPulse(redis, keys),
      ])
      const names = new Set(team.agents.flatMap(agent => agent.queues.map(({ queue }) => queue)))
      for (const { queue } of floor.waiting) names.add(queue)
      const sight = sightOf(currentPerson(request), team)
      const seen = [...names].filter(queue => seesQueue(sight, queue))
      return seen.sort().map(queue => ({
        ...queueView(queue, team, floor, pulse),
        ...given({ title: titlesOf(parts, queue) }),
      }))
    },
  )
}

export function titlesOf(
  { title }: Pick<HttpParts, 'title'>,
  queue: string,
): { vi: string; en: string } | undefined {
  const vi = title('queue', queue, 'vi')
  return vi === undefined ? undefined : { vi, en: title('queue', queue, 'en') ?? vi }
}

export function queueView(
  queue: string,
  team: TeamSnapshot,
  floor: { agents: ReadonlyMap<string, LiveAgent>; waiting: readonly LiveWaiting[] },
  pulse: Pulse | undefined,
): Static<typeof QueueView> {
  const line = floor.waiting.filter(caller => caller.queue === queue).sort(inLine)
  const agents: Record<string, number> = {}
  for (const agent of team.agents.filter(({ queues }) => queues.some(member => member.queue === queue))) {
    const live = floor.agents.get(agent.id)
    const state = live?.reachable === false ? 'unreachable' : (live?.state.name ?? 'unknown')
    agents[state] = (agents[state] ?? 0) + 1
  }
  const waiting = line.map(({ conversation, since, offer, reachMs }, index) => {
    const at = wallTime(pulse, since)
    const view = { conversation, position: index + 1 }
    const toBeCalled = reachMs === undefined ? undefined : (true as const)
    const shown = { since: at === undefined ? undefined : iso(at), offeredTo: offer?.agent, toBeCalled }
    return { ...view, ...given(shown) }
  })
  return { queue, waiting, agents }
}

/** The floor's own order. */
const inLine = (a: LiveWaiting, b: LiveWaiting): number => waitingOrder(whole(a), whole(b))

const whole = (waiting: LiveWaiting): Waiting => ({ v: 1, priority: 0, since: 0, ...waiting })
