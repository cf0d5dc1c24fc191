// Why a caller waits at this very moment, from the rules that would decide now. Nothing is changed by asking.
import type { Blocked, Why } from './events.ts'
import { explained } from './explain.ts'
import type { Floor } from './floor.ts'
import type { Roster } from './roster.ts'
import { obstacleFor } from './router.ts'
import type { FloorTurn } from './turn.ts'

/** `offered`: whose phones ring for him. */
export type WhyNow = { queue: string; offered: string[]; reason?: Blocked; why?: Why }

/** @param now house ms @returns undefined when he does not wait */
export function whyNow(floor: Floor, roster: Roster, now: number, conversation: string): WhyNow | undefined {
  const waiting = floor.waiting.get(conversation)
  if (!waiting) return undefined
  const { queue, offer } = waiting
  if (offer) return { queue, offered: [offer.agent, ...(offer.others ?? [])] }
  const turn: FloorTurn = {
    ...{ floor, now, roster, facts: [], commands: [] },
    ...{ touched: new Set(), stirred: new Set() },
  }
  const rules = roster.queues[queue]
  const reason = obstacleFor(turn, waiting, rules)
  return { queue, offered: [], reason, ...(rules ? { why: explained(turn, waiting, rules, []) } : {}) }
}
