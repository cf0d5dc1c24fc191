// Everything that can happen on the floor: who waits, and every agent's state. One mailbox for all of it.
import type { AgentPhase, Miss, PauseReason } from '../agents/agent.ts'
import type { SkillTerm } from '../agents/skills.ts'
import type { StoredFloor } from './floor.ts'
import type { Roster } from './roster.ts'
import type { Stopped } from './strategies/strategy.ts'

/** `elsewhere`: another agent, rung at the same time, was first. */
export type OfferEnd = Miss | 'caller-gone' | 'revoked' | 'elsewhere'

export type FloorInput =
  | {
      type: 'CallerJoined'
      conversation: string
      queue: string
      priority: number
      /** House time in ms since when the caller waits; the order within a priority. */
      since: number
      /** What the agent must know; missing: nothing special. */
      skills?: readonly SkillTerm[]
      /** How much of an agent he needs, of 100; missing: all. */
      cost?: number
      /** Wished place in line, from 1; never before a higher priority. */
      position?: number
      /** What there is a way for; else he is taken in any case, above all when a person sends him. */
      mayBeRefused?: readonly ('full' | 'empty')[]
      /** Ms: he has to be called first; his agent is kept for him so much longer. */
      reachMs?: number
      /** Who calls, where that is known: a keyed hash of his number. */
      contact?: string
      /** Who served him last; the queue's rules say for how long only that one is asked. */
      lastAgent?: string
    }
  /** `gaveUp`: he hung up while he waited. */
  | { type: 'CallerLeft'; conversation: string; gaveUp?: true }
  | { type: 'PriorityChanged'; conversation: string; priority: number; by: string }
  | { type: 'PositionAsked'; conversation: string }
  | { type: 'OfferEnded'; offer: string; conversation: string; agent: string; cause: OfferEnd }
  | { type: 'OfferAccepted'; offer: string; conversation: string; agent: string }
  /** `dropped`: he was gone as soon as he had picked up; he rests as if he had declined. */
  | { type: 'TalkFinished'; conversation: string; agent: string; wrapUpMs: number; dropped?: true }
  /** He is in a call that the floor did not give him: one that he dialled himself. */
  | { type: 'AgentEngaged'; conversation: string; agent: string }
  | { type: 'WrapUpExtended'; agent: string; byMs: number; by: string }
  | { type: 'PhoneSeen'; phone: string; reachable: boolean }
  | { type: 'AgentReadied'; agent: string; by: string }
  | { type: 'AgentPaused'; agent: string; reason: PauseReason; by: string }
  | { type: 'AgentLoggedOut'; agent: string; by: string }
  | { type: 'TimeUp' }
  | { type: 'TeamChanged'; hash: string }
  /** After a start or a look of the reconciler: the conversations that are alive, and what they do. */
  | { type: 'FloorResumed'; waiting: string[]; offered: string[]; talking: string[] }

/** The rule that kept an agent from being rung. */
export type Exclusion =
  | 'busy'
  | 'offered'
  | 'wrap-up'
  | 'paused'
  | 'offline'
  | 'unreachable'
  /** He has not enough room left beside what he does. */
  | 'capacity'
  /** He lacks a skill that is needed, or its level. */
  | 'skill'
  /** His level in the queue is not asked yet. */
  | 'level'
  /** The caller waits for the one who served him last. */
  | 'last-agent'
  /** He is free, and the queue may have no more talks at once. */
  | 'enough-talks'

/** Why this agent, or why nobody: stored with each offer and each obstacle, so that a supervisor can be answered. */
export type Why = {
  strategy: string
  /** The owner's strategy, which was stopped: `strategy` decided in its place. */
  insteadOf?: string
  queue: string
  position: number
  waitedMs: number
  /** Free agents who might be rung, in the strategy's order; the first one was chosen. */
  free: string[]
  /** What the strategy measured of them; the lowest is first. */
  measured?: number[]
  /** The queue's other agents by the rule that excluded them. */
  excluded: Partial<Record<Exclusion, string[]>>
  /** How many more there are of each than are named here. */
  more?: Partial<Record<Exclusion | 'free', number>>
  /** Steps of widening that this wait has earned. */
  widened?: number
}

/**
 * `no-agent-free`: those who are there have something to do. `no-agent-here`: nobody who could take him works now.
 * `enough-talks`: the queue may have no more talks at once. `last-agent`: he waits for the one who served him last.
 */
export type Blocked = 'no-agent-free' | 'no-agent-here' | 'enough-talks' | 'last-agent'

export type FloorFact =
  | {
      type: 'CallOffered'
      offer: string
      conversation: string
      agents: string[]
      mode: 'one' | 'all'
      why: Why
    }
  | {
      type: 'AgentStateChanged'
      agent: string
      from: AgentPhase
      to: AgentPhase
      reason?: PauseReason
      conversation?: string
    }
  | { type: 'WaitBlocked'; conversation: string; queue: string; reason: Blocked; why?: Why }
  /** He may not join, or not stay: too many wait, or nobody is there to serve him. */
  /** Answered after `waitedMs`, when 80 of 100 were expected to wait from `fromMs` to `toMs`: the estimate's truth. */
  | {
      type: 'WaitProved'
      conversation: string
      queue: string
      fromMs: number
      pointMs: number
      toMs: number
      waitedMs: number
      /** It was sure enough to be told to callers. */
      isSure: boolean
    }
  | { type: 'JoinRefused'; conversation: string; queue: string; reason: 'full' | 'empty' }
  /**
   * A strategy of the owner's own failed at the decision about this offer, the fact that follows: round robin decided.
   * `isOff`: and does so from now on, until the next publication.
   */
  | ({
      type: 'StrategyStopped'
      strategy: string
      offer: string
      conversation: string
      queue: string
      isOff: boolean
    } & Stopped)

/**
 * Written by the owner of the floor, not concluded by a step: what a replay needs besides the inputs. The roster that
 * counts from here on; and, at the start and every few hours, the whole floor.
 */
export type FloorNote = {
  type: 'FloorNoted'
  /** `opened`: after a start, whatever was before; the others go on from what was. */
  because: 'opened' | 'time' | 'team'
  roster: Roster
  stored?: StoredFloor
}

export type FloorEvent = FloorInput | FloorFact | FloorNote
