// Why this agent, or why nobody: told from the same rules that decided.
import { excludedBy } from '../agents/agent.ts'
import { type Ranked, seatIn, unfit } from './candidates.ts'
import type { Exclusion, Why } from './events.ts'
import { queueOf } from './floor.ts'
import { place } from './line.ts'
import { membersOf, type QueueRules } from './roster.ts'
import type { FloorTurn } from './turn.ts'
import { costOf, type Waiting, waitingOrder } from './waiting.ts'

/** Nobody reads more names than that; the rest is counted. */
const NAMED = 50

/** @param order who may be rung, the chosen one first */
export function explained(
  turn: FloorTurn,
  waiting: Waiting,
  rules: QueueRules,
  order: readonly Ranked[],
): Why {
  const excluded: Partial<Record<Exclusion, string[]>> = {}
  const more: NonNullable<Why['more']> = {}
  const isFree = new Set(order.map(({ seat }) => seat.agent))
  const { line, members } = queueOf(turn.floor, waiting.queue)
  const ids = membersOf(turn.roster, waiting.queue)
  const cost = costOf(waiting)
  for (let n = 0; n < ids.length; n++) {
    const id = ids[n] as string
    const agent = members[n]
    // Most are kept away by what they do; only who is not may be in the order.
    const plain = agent ? excludedBy(agent, cost) : 'offline'
    if (plain === undefined && isFree.has(id)) continue
    // Free and fit, and not in the order: of a level that comes later; or nobody may be rung at all.
    const rule =
      plain ??
      unfit(turn.roster.agents[id], id, waiting, rules, seatIn(turn, id, waiting.queue)) ??
      (order.length > 0 ? 'level' : 'enough-talks')
    const named = excluded[rule] ?? []
    excluded[rule] = named
    if (named.length < NAMED) named.push(id)
    else more[rule] = (more[rule] ?? 0) + 1
  }
  if (order.length > NAMED) more.free = order.length - NAMED
  const seen = order.slice(0, NAMED)
  return {
    strategy: rules.strategy,
    queue: waiting.queue,
    position: place(line, waiting, waitingOrder) + 1,
    waitedMs: Math.round(turn.now - waiting.since),
    free: seen.map(({ seat }) => seat.agent),
    ...(seen.length > 0 ? { measured: seen.map(({ measure }) => Math.round(measure * 1_000) / 1_000) } : {}),
    excluded,
    ...(Object.keys(more).length > 0 ? { more } : {}),
    ...(waiting.widened ? { widened: waiting.widened } : {}),
  }
}
