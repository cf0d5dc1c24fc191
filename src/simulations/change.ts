// What is changed about a day: more agents, another strategy, a shorter wrap-up, more calls.
import { MAX_SKILL_LEVEL, type Skills } from '../agents/skills.ts'
import type { QueueRules, Roster } from '../queues/roster.ts'
import type { Shift } from './day.ts'

/** What is missing stays as it was. */
export type Change = {
  /** The queue that all of it is about; missing: every queue that had calls. */
  queue?: string
  /** More of them, or fewer. New ones serve that queue from the first half hour with a call to the last. */
  agents?: number
  strategy?: string
  ringMs?: number
  wrapUpMs?: number
  restMs?: number
  /** As many calls as this multiple of the day's. */
  volume?: number
}

export type Staffing = { roster: Roster; shifts: readonly Shift[] }

/** @param queues that had calls @param span for which new agents come */
export function changed(
  { roster, shifts }: Staffing,
  change: Change,
  queues: readonly string[],
  span: { fromMs: number; toMs: number },
): Staffing {
  const meant = change.queue === undefined ? queues : [change.queue]
  const ruled = { ...roster, queues: { ...roster.queues } }
  for (const queue of meant) {
    const rules = roster.queues[queue]
    if (rules) ruled.queues[queue] = { ...rules, ...rulesOf(change) }
  }
  const { agents = 0 } = change
  return agents < 0
    ? without({ roster: ruled, shifts }, meant, -agents)
    : withNew(ruled, shifts, meant, agents, span)
}

/** No person has such an id. */
const newcomer = (nth: number): string => `*new-${nth}`

function rulesOf({ strategy, ringMs, wrapUpMs, restMs }: Change): Partial<QueueRules> {
  return {
    ...(strategy !== undefined && { strategy }),
    ...(ringMs !== undefined && { ringMs }),
    ...(wrapUpMs !== undefined && { wrapUpMs }),
    ...(restMs !== undefined && { restMs }),
  }
}

function withNew(
  roster: Roster,
  shifts: readonly Shift[],
  queues: readonly string[],
  count: number,
  span: { fromMs: number; toMs: number },
): Staffing {
  const names = Array.from({ length: count }, (_, nth) => newcomer(nth + 1))
  const seats = queues.map(queue => ({ queue, rank: lastRank(roster, queue) + 1 }))
  // Whatever the calls want them to know, the new ones know it.
  const skills: Skills = Object.fromEntries(
    Object.values(roster.agents).flatMap(agent =>
      Object.keys(agent.skills ?? {}).map(skill => [skill, MAX_SKILL_LEVEL]),
    ),
  )
  return {
    roster: {
      ...roster,
      agents: {
        ...roster.agents,
        ...Object.fromEntries(names.map(name => [name, { phone: name, queues: seats, skills }])),
      },
    },
    shifts: [...shifts, ...names.map(agent => ({ agent, ...span }))],
  }
}

/** Those stay at home who sit last in the queues' order; a desk that was empty all day is no loss. */
function without({ roster, shifts }: Staffing, queues: readonly string[], count: number): Staffing {
  const present = new Set(shifts.map(({ agent }) => agent))
  const rankOf = (agent: string) =>
    Math.max(
      ...(roster.agents[agent]?.queues ?? []).map(seat => (queues.includes(seat.queue) ? seat.rank : -1)),
    )
  const gone = new Set(
    [...present]
      .filter(agent => rankOf(agent) >= 0)
      .sort((a, b) => rankOf(b) - rankOf(a) || (a < b ? 1 : -1))
      .slice(0, count),
  )
  return { roster, shifts: shifts.filter(({ agent }) => !gone.has(agent)) }
}

function lastRank({ agents }: Roster, queue: string): number {
  const ranks = Object.values(agents).flatMap(agent =>
    agent.queues.flatMap(seat => (seat.queue === queue ? [seat.rank] : [])),
  )
  return Math.max(0, ...ranks)
}
