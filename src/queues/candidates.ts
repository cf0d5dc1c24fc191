// Who may be rung for a caller, and in which order.
import { type Agent, excludedBy } from '../agents/agent.ts'
import { meets } from '../agents/skills.ts'
import { type Share, shareOf } from '../agents/tally.ts'
import type { Exclusion } from './events.ts'
import { queueOf } from './floor.ts'
import { place } from './line.ts'
import { ownMeasures, strategyOf } from './own-strategy.ts'
import { COUNT_OVER_MS, DEFAULT_LEVEL, type QueueRules, type SeatRule } from './roster.ts'
import { type Candidate, type Seat, seatOrder } from './strategies/strategy.ts'
import type { FloorTurn } from './turn.ts'
import { costOf, reach, type Waiting } from './waiting.ts'

/** @returns the rule that keeps this agent from this caller; undefined: he may be rung. */
export function exclusionOf(
  { roster }: Pick<FloorTurn, 'roster'>,
  agent: Agent,
  waiting: Waiting,
  rules: QueueRules,
  seat: Pick<Seat, 'level'> | undefined,
): Exclusion | undefined {
  return excludedBy(agent, costOf(waiting)) ?? unfit(roster.agents[agent.id], agent.id, waiting, rules, seat)
}

/** The same for an agent who is known to be free. */
export function unfit(
  known: { skills?: Readonly<Record<string, number>> } | undefined,
  agent: string,
  waiting: Waiting,
  rules: QueueRules,
  seat: Pick<Seat, 'level'> | undefined,
): Exclusion | undefined {
  if (waiting.last && waiting.last.agent !== agent) return 'last-agent'
  const { level, eased, anySkill } = reach(waiting, rules)
  // The one who served him last may be of any level.
  if (!waiting.last && (seat?.level ?? DEFAULT_LEVEL) > level) return 'level'
  if (anySkill) return undefined
  if (rules.skills && !meets(known?.skills, rules.skills, eased)) return 'skill'
  return waiting.skills && !meets(known?.skills, waiting.skills, eased) ? 'skill' : undefined
}

/** Measured, the first to be rung first. */
export type Ranked = { readonly seat: Seat; readonly measure: number; readonly turn: number }

/** Beyond so many the order behind the first is of no interest to anybody. */
const SORTED = 50

/** @returns those who may be rung in the strategy's order; only the first is sure to be in its place when there are many. */
export function ranked(turn: FloorTurn, waiting: Waiting, rules: QueueRules): Ranked[] {
  const { free, memory } = queueOf(turn.floor, waiting.queue)
  const strategy = strategyOf(turn.roster, rules)
  if (!strategy || free.length === 0) return []
  const able = free.filter(seat => isAble(turn, seat, waiting, rules))
  if (able.length === 0) return []
  const lowest = Math.min(...able.map(levelOf))
  const asked = strategy.byLevel === false ? able : able.filter(seat => levelOf(seat) === lowest)
  const next = turnAfter(asked, memory.last)
  const view = new View(turn, rules)
  const turnOf = (index: number) => (index - next + asked.length) % asked.length
  const measures = ownMeasures(turn, strategy, waiting, () =>
    asked.map((seat, index) => view.of(seat, index, turnOf(index)).written()),
  )
  const found = asked.map(
    (seat, index): Ranked => ({
      seat,
      measure: measures?.[index] ?? strategy.measure(view.of(seat, index, turnOf(index))),
      turn: turnOf(index),
    }),
  )
  if (found.length <= SORTED) return found.sort(measuredOrder)
  let first = 0
  for (const [index, one] of found.entries())
    if (measuredOrder(one, found[first] as Ranked) < 0) first = index
  const [chosen] = found.splice(first, 1)
  return chosen ? [chosen, ...found] : found
}

const measuredOrder = (a: Ranked, b: Ranked): number => a.measure - b.measure || a.turn - b.turn

const levelOf = ({ level }: Seat): number => level ?? DEFAULT_LEVEL

function isAble(turn: FloorTurn, seat: Seat, waiting: Waiting, rules: QueueRules): boolean {
  const agent = turn.floor.agents.get(seat.agent)
  return agent !== undefined && exclusionOf(turn, agent, waiting, rules, seat) === undefined
}

/** The first seat after the last one; he himself, if free again, comes when everybody else has had his turn. */
function turnAfter(seats: readonly Seat[], last: Seat | undefined): number {
  if (!last) return 0
  const at = place(seats, last, seatOrder)
  const after = seats[at]?.agent === last.agent ? at + 1 : at
  return after >= seats.length ? 0 : after
}

/** One candidate after the other, read lazily: most strategies look at one of these only. */
class View implements Candidate {
  readonly #turn: FloorTurn
  readonly #overMs: number
  #seat: Seat = { agent: '', rank: 0 }
  #agent: Agent | undefined
  #share: Share | undefined
  seat = 0
  turn = 0

  constructor(turn: FloorTurn, rules: QueueRules) {
    this.#turn = turn
    this.#overMs = rules.countOverMs ?? COUNT_OVER_MS
  }

  of(seat: Seat, index: number, turn: number): this {
    this.#seat = seat
    this.#agent = undefined
    this.#share = undefined
    this.seat = index
    this.turn = turn
    return this
  }

  get agent(): string {
    return this.#seat.agent
  }
  get rank(): number {
    return this.#seat.rank
  }
  get level(): number {
    return levelOf(this.#seat)
  }
  get idleMs(): number {
    return this.#turn.now - (this.#known()?.idleSince ?? this.#turn.now)
  }
  get calls(): number {
    return this.#counted().calls
  }
  get talkMs(): number {
    return this.#counted().talkMs
  }
  get workMs(): number {
    return this.#counted().workMs
  }
  get weight(): number {
    return this.#turn.roster.agents[this.agent]?.weight ?? 1
  }
  get chance(): number {
    const { roster, floor } = this.#turn
    return roster.chance?.(`${floor.offers} ${this.agent}`) ?? 0
  }

  /** All of it, to be given away. */
  written(): Candidate {
    const { agent, level, rank, seat, turn, idleMs, calls, talkMs, workMs, weight, chance } = this
    return { agent, level, rank, seat, turn, idleMs, calls, talkMs, workMs, weight, chance }
  }

  #known(): Agent | undefined {
    this.#agent ??= this.#turn.floor.agents.get(this.agent)
    return this.#agent
  }

  #counted(): Share {
    this.#share ??= shareOf(this.#known()?.tally, this.#turn.now, this.#overMs)
    return this.#share
  }
}

/** @returns his seat in the queue, if he has one. */
export const seatIn = (
  { roster }: Pick<FloorTurn, 'roster'>,
  agent: string,
  queue: string,
): SeatRule | undefined => roster.agents[agent]?.queues.find(seat => seat.queue === queue)
