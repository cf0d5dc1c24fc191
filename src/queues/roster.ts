// Who may sit where, and each queue's rules. Comes from the team and the published configuration.
import type { Miss } from '../agents/agent.ts'
import type { Skills, SkillTerm } from '../agents/skills.ts'
import type { Exclusion } from './events.ts'
import type { Strategy } from './strategies/strategy.ts'

export type Roster = {
  agents: Readonly<Record<string, RosterAgent>>
  queues: Readonly<Record<string, QueueRules>>
  /** Strategies of the owner's own, by name. */
  own?: Readonly<Record<string, Strategy>>
  /** Of the configuration that the queues' rules come from. */
  version?: string
  /** 0 ≤ … < 1, always the same for the same salt: chance is data here, and a replay meets the same. */
  chance?(salt: string): number
}

export type RosterAgent = {
  phone: string
  queues: readonly SeatRule[]
  skills?: Skills
  /** Counts instead of the queue's. */
  wrapUpMs?: number
  /** For weighted random: twice the weight, twice the offers. Missing: 1. */
  weight?: number
}

/** `rank`: his seat at the table. `level`: lower levels are asked first; missing: 1. */
export type SeatRule = { queue: string; rank: number; level?: number }

export type QueueRules = {
  strategy: string
  ringMs: number
  wrapUpMs: number
  /** How long he rests who was rung in vain. */
  restMs: number
  /** The same by how it went, where it is not `restMs`. */
  rests?: Readonly<Partial<Record<Miss, number>>>
  /** So many misses of a kind in a row, and he is paused. */
  pauseAfter?: Readonly<Partial<Record<Miss, number>>>
  /** Agents of several queues serve the heavier one first. Missing: 1. */
  weight?: number
  /**
   * One point of priority is worth so much waiting; missing: higher priority always goes first. With it nobody
   * starves: whoever waits long enough is next.
   */
  ageingMs?: number
  /** The highest level that is asked at once; missing: all. */
  level?: number
  /** What every caller of this queue needs. */
  skills?: readonly SkillTerm[]
  /** In order of time: who waits longer is offered to more agents. */
  widen?: readonly Widening[]
  /** Nobody joins beyond. */
  maxWaiting?: number
  /** So many agents talk, or are rung, for this queue at most. */
  maxTalking?: number
  /** It is empty when all of its agents are kept away by one of these; missing: never. */
  emptyWhen?: readonly Exclusion[]
  /** Who waits already leaves when it becomes empty. */
  leaveWhenEmpty?: boolean
  /** For so long only the agent who served this caller last is asked. */
  lastAgentMs?: number
  /** How long an agent may hear whom he gets before he talks; his reservation lasts so much longer. */
  greetMs?: number
  /** Who gave up calls again within this time: he gets his place back. */
  resumeMs?: number
  /** Over which time the strategies count calls and work. Missing: 8 h. */
  countOverMs?: number
}

/** `skills`: skill → the level that is enough from now on, 0: not needed any more; `all`: nothing is. */
export type Widening = { afterMs: number; level?: number; skills?: Skills | 'all' }

export const DEFAULT_LEVEL = 1
export const COUNT_OVER_MS = 8 * 3_600_000

/** What a caller who waits so long may be offered to. */
export type Reach = { readonly level: number; readonly eased?: Skills; readonly anySkill?: boolean }

const reaches = new WeakMap<QueueRules, readonly Reach[]>()

/** @param widened how many steps were taken */
export function reachOf(rules: QueueRules, widened: number): Reach {
  const known = reaches.get(rules) ?? steps(rules)
  reaches.set(rules, known)
  return known[Math.min(widened, known.length - 1)] as Reach
}

function steps({ level, widen = [] }: QueueRules): Reach[] {
  const found: Reach[] = [{ level: level ?? Number.POSITIVE_INFINITY }]
  for (const one of widen) {
    const before = found.at(-1) as Reach
    const anySkill = before.anySkill || one.skills === 'all'
    const eased = typeof one.skills === 'object' ? { ...before.eased, ...one.skills } : before.eased
    const reach = { level: Math.max(before.level, one.level ?? 0) }
    found.push({ ...reach, ...(eased ? { eased } : {}), ...(anySkill ? { anySkill } : {}) })
  }
  return found
}

/** Agents' ids, and at which place each stands. */
type Members = { readonly ids: readonly string[]; readonly places: ReadonlyMap<string, number> }

const tables = new WeakMap<Roster, ReadonlyMap<string, Members>>()

/** @returns ids of all agents with a seat in this queue, always in the same order. */
export const membersOf = (roster: Roster, queue: string): readonly string[] =>
  tableOf(roster).get(queue)?.ids ?? []

/** @returns all queues in which somebody has a seat */
export const seatedQueues = (roster: Roster): Iterable<string> => tableOf(roster).keys()

/** @returns where he stands among them */
export const placeAmongMembers = (roster: Roster, queue: string, agent: string): number =>
  tableOf(roster).get(queue)?.places.get(agent) ?? -1

function tableOf(roster: Roster): ReadonlyMap<string, Members> {
  const known = tables.get(roster)
  if (known) return known
  const made = new Map<string, { ids: string[]; places: Map<string, number> }>()
  for (const [id, { queues }] of Object.entries(roster.agents))
    for (const { queue } of queues) {
      const members = made.get(queue) ?? { ids: [], places: new Map<string, number>() }
      made.set(queue, members)
      members.places.set(id, members.ids.length)
      members.ids.push(id)
    }
  tables.set(roster, made)
  return made
}
