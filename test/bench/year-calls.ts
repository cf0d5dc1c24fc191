// A year of a large call center, as its records would be: weeks, holidays, busy hours, queues, agents, callers who
// come again. Not from a journal, but with the numbers that real calls leave.
import { type Dice, diceOf } from '../support/random-days.ts'

export type YearSize = { calls: number; queues: number; agents: number; hotlines: number; contacts: number }

/** Rows as COPY takes them, a text a table. */
export type Rows = Record<'conversations' | 'segments' | 'offers' | 'encounters', string>

export const COLUMNS: Readonly<Record<keyof Rows, string>> = {
  conversations: `conversations (conversation, revision, channel, hotline, via, contact, number_kind, flow, version,
    language, queue, agent, arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
    result, reason, who, keys)`,
  segments: 'segments (conversation, number, kind, from_at, to_at, queue, agent, section)',
  offers: 'offers (conversation, number, offer, agent, from_at, to_at, cause, why)',
  encounters:
    'encounters (conversation, agent, arrived_at, answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms)',
}

export const YEAR_FROM = Date.parse('2026-01-01T00:00:00+07:00')
export const YEAR_TO = Date.parse('2027-01-01T00:00:00+07:00')

const DAY = 86_400_000
/** Monday first. */
const WEEK = [1.15, 1.05, 1, 1, 1.05, 0.55, 0.2]
const HOURS = [
  ...[0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.6, 2, 6, 9, 9.5, 8],
  ...[4, 6, 8.5, 9, 8, 6, 3.5, 3, 2.5, 2, 1, 0.5],
]

export const queueName = (n: number) => `queue-${n + 1}`
export const agentName = (n: number) => `agent-${n + 1}`
export const hotlineName = (n: number) => `hotline-${n + 1}`
export const contactName = (n: number) => `contact${n.toString(36).padStart(12, '0')}`

/** A batch of rows for each day of the year, in the order of time; the same seed gives the same year. */
export function* yearOf(size: YearSize, seed = 1): Generator<Rows> {
  const dice = diceOf(seed)
  const days = Array.from({ length: 365 }, (_, day) => weightOf(day))
  const all = sum(days)
  let due = 0
  let made = 0
  for (const [day, weight] of days.entries()) {
    due += (size.calls * weight) / all
    const count = Math.round(due) - made
    made += count
    const arrivals = Array.from({ length: count }, () => YEAR_FROM + day * DAY + timeOfDay(dice))
    yield rowsOf(
      arrivals.sort((a, b) => a - b),
      size,
      dice,
    )
  }
}

/** 1 January 2026 is a Thursday; Tết falls into the middle of February. */
function weightOf(day: number): number {
  const isTet = day >= 45 && day < 51
  return (WEEK[(day + 3) % 7] ?? 1) * (isTet || day === 0 ? 0.15 : 1) * (1 + 0.2 * Math.sin(day / 58))
}

function timeOfDay(dice: Dice): number {
  return pick(HOURS, dice) * 3_600_000 + dice.ms(0, 3_600_000)
}

/** An index, each as likely as its weight says. */
function pick(weights: readonly number[], dice: Dice): number {
  let left = (dice.ms(0, 1e9) / 1e9) * sum(weights)
  return Math.max(
    0,
    weights.findIndex(weight => {
      left -= weight
      return left < 0
    }),
  )
}

/** Exponential: most are short, some are long. */
function about(meanMs: number, dice: Dice): number {
  return Math.round(-Math.log(1 - dice.ms(0, 1e9) / 1e9) * meanMs)
}

/** Few of many come often. */
function often(many: number, dice: Dice): number {
  return Math.floor(many * (dice.ms(0, 1e9) / 1e9) ** 2)
}

function rowsOf(arrivals: readonly number[], size: YearSize, dice: Dice): Rows {
  const lines = { conversations: '', segments: '', offers: '', encounters: '' }
  for (const arrivedAt of arrivals) {
    const call = new YearCall(idOf(dice), arrivedAt, size, dice)
    call.live()
    for (const table of Object.keys(lines) as (keyof Rows)[]) lines[table] += call.lines[table]
  }
  return lines
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** As real ones look: a hash, 16 letters and digits. */
function idOf(dice: Dice): string {
  let id = ''
  for (let i = 0; i < 16; i++) id += ALPHABET[dice.ms(0, 32)]
  return id
}

class YearCall {
  lines: Rows = { conversations: '', segments: '', offers: '', encounters: '' }
  #id: string
  #arrivedAt: number
  #now: number
  #size: YearSize
  #dice: Dice
  #segments = 0

  constructor(id: string, arrivedAt: number, size: YearSize, dice: Dice) {
    this.#id = id
    this.#arrivedAt = arrivedAt
    this.#now = arrivedAt
    this.#size = size
    this.#dice = dice
  }

  live(): void {
    const { chance } = this.#dice
    this.#segment('ivr', 2_000 + about(6_000, this.#dice), { section: 'start' })
    if (chance(0.12)) return this.#record({ result: 'left', who: 'caller' })
    const n = often(this.#size.queues, this.#dice)
    const queue = queueName(n)
    const queuedAt = this.#now
    const waitsFor = about(14_000, this.#dice)
    if (chance(0.06)) {
      this.#segment('waiting', about(45_000, this.#dice), { queue })
      return this.#record({ result: 'abandoned', who: 'caller', queue, queuedAt })
    }
    this.#segment('waiting', waitsFor, { queue })
    for (let offer = 0; ; offer++) {
      const agent = agentName((n * 5 + this.#dice.ms(0, 12)) % this.#size.agents)
      const rings = 1_000 + about(4_000, this.#dice)
      const from = this.#now
      this.#segment('ringing', rings, { queue, agent })
      const cause = chance(0.02) ? 'caller-gone' : chance(0.1) && offer < 3 ? 'no-answer' : 'answered'
      const why = {
        strategy: 'round-robin',
        queue,
        position: 1,
        waitedMs: rings,
        free: [agent],
        excluded: {},
      }
      const ids = [this.#id, offer, `${this.#id}-offer-${offer}`, agent]
      this.lines.offers += line([...ids, time(from), time(this.#now), cause, JSON.stringify(why)])
      const waited = this.#now - queuedAt
      if (cause === 'answered') return this.#talk(queue, agent, queuedAt)
      const gaveUp = cause === 'caller-gone' ? waited : null
      if (offer === 0 || gaveUp !== null) this.#encounter(agent, null, gaveUp, 0, 0)
      if (gaveUp !== null) return this.#record({ result: 'abandoned', who: 'caller', queue, queuedAt })
    }
  }

  #talk(queue: string, agent: string, queuedAt: number): void {
    const answeredAt = this.#now
    const talkMs = 5_000 + about(170_000, this.#dice)
    this.#segment('talking', talkMs, { queue, agent })
    const endedAt = this.#now
    const wrapUpMs = Math.min(60_000, about(20_000, this.#dice))
    this.#segment('wrap-up', wrapUpMs, { agent })
    this.#now = endedAt
    this.#encounter(agent, answeredAt - queuedAt, null, talkMs, wrapUpMs)
    const who = this.#dice.chance(0.6) ? 'caller' : 'agent'
    const talk = { agent, answeredAt, talkMs, wrapUpMs }
    this.#record({ result: 'answered', who, queue, queuedAt, ...talk })
  }

  /** The same agent is not met twice; were he drawn twice, the first time counts. */
  #met = new Set<string>()

  #encounter(
    agent: string,
    answered: number | null,
    gaveUp: number | null,
    talkMs: number,
    wrapUpMs: number,
  ) {
    if (this.#met.has(agent)) this.lines.encounters = ''
    this.#met.add(agent)
    const waits = [answered, gaveUp, talkMs, wrapUpMs]
    this.lines.encounters += line([this.#id, agent, time(this.#arrivedAt), ...waits])
  }

  #segment(kind: string, ms: number, of: { queue?: string; agent?: string; section?: string }): void {
    const from = this.#now
    this.#now += ms
    const what = [of.queue, of.agent, of.section]
    this.lines.segments += line([this.#id, this.#segments++, kind, time(from), time(this.#now), ...what])
  }

  #record(call: {
    result: string
    who: string
    queue?: string
    agent?: string
    queuedAt?: number
    answeredAt?: number
    talkMs?: number
    wrapUpMs?: number
  }): void {
    const { result, who, queue, agent, queuedAt, answeredAt, talkMs = 0, wrapUpMs = 0 } = call
    const wait = queuedAt === undefined ? 0 : (answeredAt ?? this.#now) - queuedAt
    const keys = JSON.stringify([{ at: this.#arrivedAt + 2_000, section: 'start', digit: '1' }])
    const hotline = hotlineName(often(this.#size.hotlines, this.#dice))
    const contact = contactName(often(this.#size.contacts, this.#dice))
    this.lines.conversations += line([
      ...[this.#id, 2, 'voice', hotline, 'trunk', contact, 'national', 'main', 'v1', 'vi', queue, agent],
      ...[time(this.#arrivedAt), maybe(queuedAt), maybe(answeredAt), time(this.#now)],
      ...[wait, 0, talkMs, wrapUpMs, result, `${who}-hung-up`, who, keys],
    ])
  }
}

function line(values: readonly (string | number | null | undefined)[]): string {
  return `${values.map(value => value ?? '\\N').join('\t')}\n`
}

function time(ms: number): string {
  return new Date(ms).toISOString()
}

function maybe(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : time(ms)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
