// Everything that can happen on the floor: who waits, and every agent's state. One mailbox for all of it.
import type { AgentPhase, PauseReason } from '../agents/agent.ts'

export type OfferEnd = 'no-answer' | 'busy' | 'declined' | 'unreachable' | 'caller-gone' | 'revoked'

export type FloorInput =
  | {
      type: 'CallerJoined'
      conversation: string
      queue: string
      priority: number
      /** House time in ms since when the caller waits; the order within a priority. */
      since: number
      /** What the agent must know; missing: nothing special. */
      skills?: readonly string[]
    }
  | { type: 'CallerLeft'; conversation: string }
  | { type: 'PositionAsked'; conversation: string }
  | { type: 'OfferEnded'; offer: string; conversation: string; agent: string; cause: OfferEnd }
  | { type: 'OfferAccepted'; offer: string; conversation: string; agent: string }
  | { type: 'TalkFinished'; conversation: string; agent: string; wrapUpMs: number }
  | { type: 'PhoneSeen'; phone: string; reachable: boolean }
  | { type: 'AgentReadied'; agent: string; by: string }
  | { type: 'AgentPaused'; agent: string; reason: PauseReason; by: string }
  | { type: 'TimeUp' }
  | { type: 'TeamChanged'; hash: string }
  /** After a start or a look of the reconciler: the conversations that are alive, and what they do. */
  | { type: 'FloorResumed'; waiting: string[]; offered: string[]; talking: string[] }

/** The rule that kept an agent from being rung. */
export type Exclusion = 'busy' | 'offered' | 'wrap-up' | 'paused' | 'offline' | 'unreachable' | 'skill'

/** Why this agent: stored with each offer, so that a supervisor can be answered. */
export type Why = {
  strategy: string
  queue: string
  position: number
  waitedMs: number
  /** Free agents of the queue in the strategy's order; the first one was chosen. */
  free: string[]
  /** The queue's other agents by the rule that excluded them. */
  excluded: Partial<Record<Exclusion, string[]>>
}

export type FloorFact =
  | { type: 'CallOffered'; offer: string; conversation: string; agents: string[]; mode: 'one'; why: Why }
  | {
      type: 'AgentStateChanged'
      agent: string
      from: AgentPhase
      to: AgentPhase
      reason?: PauseReason
      conversation?: string
    }
  | { type: 'WaitBlocked'; conversation: string; queue: string; reason: 'no-agent-free' | 'no-agent-here' }

export type FloorEvent = FloorInput | FloorFact
