// One desk: an agent's state on the floor.
//
//                 readied                offered              accepted
//   paused ────────────────▶ ready ───────────────▶ offered ───────────▶ busy
//     ▲  ▲                   ▲  ▲ ▲                    │                   │ talk finished
//     │  └── paused ─────────┘  │ └── caller gone ─────┤                   ▼
//     │                         └────────── time up / readied ───────── wrap-up
//     └───────── missed, declined, busy, unreachable ──┘
//   offline ── readied ──▶ ready        any ── logged out ──▶ offline (after the call, if there is one)
//
// `reachable` (is the phone registered?) stands beside the phase: an unreachable agent keeps his phase and is
// not rung. A pause or log-out asked for during a call waits in `next` until the call is over.
//
// An agent has a capacity of 100. A call takes all of it, and is told by the state. What takes less (a chat) stands in
// `tasks`, beside the state `ready`; then no call is offered to him, and only as many tasks as fit.
import type { Tally } from './tally.ts'

export type AgentPhase = 'offline' | 'ready' | 'offered' | 'busy' | 'wrap-up' | 'paused'

/** Reasons that people give, and those that the floor gives itself after an offer that led nowhere. */
export type PauseReason = string

export type AgentState =
  | { name: 'offline'; since: number }
  | { name: 'ready'; since: number }
  | { name: 'offered'; since: number; offer: string; conversation: string; queue: string; until: number }
  | { name: 'busy'; since: number; conversation: string; queue: string }
  | { name: 'wrap-up'; since: number; conversation: string; queue?: string; until: number }
  /**
   * `until`: a pause that ends by itself (house ms), e.g. the rest after a missed offer. `misses`: so many in a row
   * led to a pause that does not.
   */
  | { name: 'paused'; since: number; reason: PauseReason; until?: number; misses?: number }

/** A conversation that needs only a part of him. */
export type Task = {
  readonly conversation: string
  readonly queue: string
  readonly cost: number
  readonly phase: 'offered' | 'busy'
  readonly since: number
  readonly offer?: string
  /** House ms at which the offer is over. */
  readonly until?: number
}

/** How an offer led nowhere. */
export type Miss = 'no-answer' | 'busy' | 'declined' | 'unreachable'

export type Agent = {
  v: 1
  id: string
  phone: string
  reachable: boolean
  state: AgentState
  /** Asked for while busy: taken when the call and its wrap-up are over. */
  next?: { name: 'paused'; reason: PauseReason } | { name: 'offline' }
  tasks?: readonly Task[]
  tally?: Tally
  /** House ms since when he has had nothing to do: the end of his last work, or when he came. */
  idleSince?: number
  /** Misses in a row, by kind. */
  misses?: Readonly<Partial<Record<Miss, number>>>
}

export const CAPACITY = 100

export function loadOf({ state, tasks = [] }: Pick<Agent, 'state' | 'tasks'>): number {
  if (state.name === 'offered' || state.name === 'busy') return CAPACITY
  let load = 0
  for (const { cost } of tasks) load += cost
  return load
}

/** May something of this cost be offered to him now? If not, the rule that says so (the words of Why). */
export function excludedBy(
  agent: Agent,
  cost = CAPACITY,
): Exclude<AgentPhase, 'ready'> | 'unreachable' | 'capacity' | undefined {
  if (agent.state.name !== 'ready') return agent.state.name
  if (!agent.reachable) return 'unreachable'
  return agent.tasks && loadOf(agent) + cost > CAPACITY ? 'capacity' : undefined
}

/** Could anything at all be offered to him? */
export const isOpen = (agent: Agent): boolean => excludedBy(agent, 1) === undefined
