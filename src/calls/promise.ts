// A promise to call somebody back, and what is kept while it is being kept.
import type { SkillTerm } from '../flows/flow.ts'
import type { Dialled, Ringing } from './call.ts'
import type { DialPlan } from './dial-plan.ts'
import type { LegId, PlayId, TalkId } from './events.ts'

export type Promised = {
  queue: string
  priority: number
  /** House ms since when he waits: the time of his first call counts. */
  since: number
  /** The same as epoch ms: house time does not outlive the machine, a promise does. */
  sinceWall: number
  skills?: readonly SkillTerm[]
  /** Attempts that reached nobody. */
  tried: number
  /** House ms: then it is given up. */
  expiresAt: number
  /** The same as epoch ms. */
  expiresAtWall: number
}

export type Reaching = {
  promise: Promised
  /** Whom the floor has reserved. His leg is minted when his phone rings. */
  offered: Omit<Ringing, 'leg'> & { ringMs: number }
  plan: DialPlan
  /** Trunks that have not been tried. */
  left: readonly string[]
  dialled?: Dialled
  /** Agent first: his phone rings until then (house ms), or he is there. */
  agent?: { leg: LegId; until?: number }
  /** The customer is there, and hears that he is to press 1; until then (house ms). */
  asked?: { play: PlayId; talk: TalkId; until: number }
}

/** Longer than any way to him: the floor keeps an agent for him meanwhile. */
const REACH_MS = 240_000

/** @returns what the floor is told of it. */
export function placeOf({ queue, priority, since, skills }: Promised) {
  return { queue, priority, since, ...(skills ? { skills } : {}), reachMs: REACH_MS }
}

/** @returns house times at which it wants to be woken. */
export function deadlineOfReaching({ dialled, agent, asked }: Reaching): (number | undefined)[] {
  if (asked) return [asked.until]
  return [dialled?.until, dialled?.silentUntil, agent?.until]
}
