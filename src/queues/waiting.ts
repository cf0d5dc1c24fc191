// Who waits, and in which order.
import { CAPACITY } from '../agents/agent.ts'
import type { SkillTerm } from '../agents/skills.ts'
import type { Expected } from './estimate.ts'
import type { Blocked } from './events.ts'
import { type QueueRules, type Reach, reachOf } from './roster.ts'

/** A caller in line. An offered caller keeps his place until somebody answers. */
export type Waiting = {
  v: 1
  conversation: string
  queue: string
  priority: number
  /** A priority that a person gave him: it counts instead of his conversation's. */
  given?: number
  /** House ms since when he waits. */
  since: number
  /** What the agent must know. */
  skills?: readonly SkillTerm[]
  contact?: string
  /** Ms: he has to be called first. */
  reachMs?: number
  /** Only with `empty` in it does he leave when the queue becomes empty. */
  mayBeRefused?: readonly ('full' | 'empty')[]
  /** He called again after he had given up: `since` is that of his first try, whatever his conversation says. */
  resumed?: true
  /** How much of an agent he needs; missing: all. */
  cost?: number
  /** Only this agent is asked until then (house ms). */
  last?: { agent: string; until: number }
  /** Two keys of the order: the lane counts first (higher first), then the turn (earlier first). */
  lane?: number
  turnAt?: number
  /** Steps of widening that were taken. */
  widened?: number
  /** `others`: further agents who are rung at the same time. */
  offer?: { offer: string; agent: string; others?: readonly string[] }
  blocked?: Blocked
  /** What was expected of his wait when he came (`at`: house ms). */
  expected?: Expected & { at: number }
}

/** Who is next: the higher lane, then the earlier turn; the id settles a tie. */
export const waitingOrder = (a: Waiting, b: Waiting): number =>
  laneOf(b) - laneOf(a) ||
  turnOf(a) - turnOf(b) ||
  (a.conversation < b.conversation ? -1 : a.conversation > b.conversation ? 1 : 0)

const laneOf = ({ lane, priority }: Waiting): number => lane ?? priority
const turnOf = ({ turnAt, since }: Waiting): number => turnAt ?? since

export const costOf = ({ cost }: Waiting): number => cost ?? CAPACITY

/**
 * His place by the queue's rules. Ageing makes priority a lead in time: the order of two callers never changes while
 * they wait, so nothing is ever sorted again.
 */
export function placed(waiting: Waiting, rules: QueueRules | undefined): Waiting {
  const { lane: _, turnAt: __, ...plain } = waiting
  if (!rules?.ageingMs) return plain
  return { ...plain, lane: 0, turnAt: waiting.since - waiting.priority * rules.ageingMs }
}

/**
 * His place at a wished position: never before a higher lane; before the first who has this position or a later one.
 * @param position from 1
 */
export function placedAt(waiting: Waiting, position: number, line: readonly Waiting[]): Waiting {
  const lane = laneOf(waiting)
  const at = line.findIndex(
    (one, index) => lane > laneOf(one) || (lane >= laneOf(one) && position <= index + 1),
  )
  const index = at < 0 ? line.length : at
  const before = line[index - 1]
  const after = line[index]
  const [left, right] = [before, after].map(one => (one && laneOf(one) === lane ? turnOf(one) : undefined))
  const turnAt =
    left === undefined
      ? right === undefined
        ? turnOf(waiting)
        : Math.min(turnOf(waiting), right - 1)
      : right === undefined
        ? Math.max(turnOf(waiting), left + 1)
        : (left + right) / 2
  return { ...waiting, lane, turnAt }
}

/** How far he reaches after all this waiting. */
export const reach = (waiting: Waiting, rules: QueueRules): Reach => reachOf(rules, waiting.widened ?? 0)

/** @returns house ms at which more agents may be asked for him, if that will be. */
export function wakeAt(
  { since, widened = 0, last, offer }: Waiting,
  rules: QueueRules | undefined,
): number | undefined {
  if (offer) return undefined
  const step = rules?.widen?.[widened]
  const widensAt = step && since + step.afterMs
  if (!last) return widensAt
  return widensAt === undefined ? last.until : Math.min(widensAt, last.until)
}

/** What time has brought: steps of widening, and the end of waiting for one agent. */
export function aged(waiting: Waiting, rules: QueueRules | undefined, now: number): Waiting {
  const steps = rules?.widen ?? []
  let widened = waiting.widened ?? 0
  while (widened < steps.length && waiting.since + (steps[widened]?.afterMs ?? 0) <= now) widened++
  const isLastOver = waiting.last !== undefined && waiting.last.until <= now
  if (widened === (waiting.widened ?? 0) && !isLastOver) return waiting
  const { last, ...rest } = waiting
  return { ...rest, ...(last && !isLastOver ? { last } : {}), ...(widened > 0 ? { widened } : {}) }
}
