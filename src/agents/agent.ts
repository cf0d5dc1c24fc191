// One desk: an agent's state on the floor.
//
//                 readied                offered              accepted
//   paused ────────────────▶ ready ───────────────▶ offered ───────────▶ busy
//     ▲  ▲                   ▲  ▲ ▲                    │                   │ talk finished
//     │  └── paused ─────────┘  │ └── caller gone ─────┤                   ▼
//     │                         └────────── time up / readied ───────── wrap-up
//     └───────── missed, declined, busy, unreachable ──┘
//
// `reachable` (is the phone registered?) stands beside the phase: an unreachable agent keeps his phase and is
// not rung. A pause asked for during a call waits in `next` until the call is over.

export type AgentPhase = 'offline' | 'ready' | 'offered' | 'busy' | 'wrap-up' | 'paused'

/** Reasons that people give, and those that the floor gives itself after an offer that led nowhere. */
export type PauseReason = string

export type AgentState =
  | { name: 'offline'; since: number }
  | { name: 'ready'; since: number }
  | { name: 'offered'; since: number; offer: string; conversation: string; queue: string; until: number }
  | { name: 'busy'; since: number; conversation: string; queue: string }
  | { name: 'wrap-up'; since: number; conversation: string; until: number }
  /** `until`: a pause that ends by itself (house ms), e.g. the rest after a missed offer. */
  | { name: 'paused'; since: number; reason: PauseReason; until?: number }

export type Agent = {
  v: 1
  id: string
  phone: string
  reachable: boolean
  state: AgentState
  /** Asked for while busy: taken when the call and its wrap-up are over. */
  next?: { name: 'paused'; reason: PauseReason }
}

/** May this agent be rung now? If not, the rule that says so (the words of Why). */
export function excludedBy(agent: Agent): Exclude<AgentPhase, 'ready'> | 'unreachable' | undefined {
  if (agent.state.name !== 'ready') return agent.state.name
  return agent.reachable ? undefined : 'unreachable'
}
