// Days of a call center that never were, as the journal would tell them: menus left, callers who give up at every
// moment, agents who decline, calls put back into a queue, wrap-ups that never end.
import type { CallEvent } from '../../src/calls/events.ts'
import type { FloorEvent } from '../../src/queues/events.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'

/** Half-open, each value as likely as the others; the same seed gives the same numbers. */
export type Dice = {
  chance(share: number): boolean
  ms(from: number, to: number): number
  one<T>(of: readonly T[]): T
  shuffled<T>(all: readonly T[]): T[]
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const ms = (from: number, to: number) => from + Math.floor(next() * (to - from))
  return {
    chance: share => next() < share,
    ms,
    one: of => of[ms(0, of.length)] as (typeof of)[number],
    shuffled: all =>
      all
        .map(value => ({ value, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ value }) => value),
  }
}

export type Day = { from: number; to: number; calls: number; agents: readonly string[] }

const QUEUES = ['sales', 'support', 'billing'] as const

/** @returns the records of all calls, each mailbox in its order */
export function randomDays(dice: Dice, { from, to, calls, agents }: Day): JournalRecord[] {
  const records = Array.from({ length: calls }, (_, i) =>
    new Call(`c${i}`, dice.ms(from, to), dice, agents).happen(),
  ).flat()
  // The floor's mailbox counts over all conversations, as things happen.
  let seq = 0
  const floors = records.filter(({ id }) => id === FLOOR).toSorted((a, b) => a.at - b.at)
  for (const record of floors) record.id = `floor:${++seq}`
  return records
}

const FLOOR = 'floor'

class Call {
  #id: string
  #at: number
  #arrivedAt: number
  #dice: Dice
  #agents: readonly string[]
  #seq = 0
  #offers = 0
  #records: JournalRecord[] = []

  constructor(id: string, at: number, dice: Dice, agents: readonly string[]) {
    this.#id = id
    this.#at = at
    this.#arrivedAt = at
    this.#dice = dice
    this.#agents = agents
  }

  happen(): JournalRecord[] {
    const { one, chance, ms } = this.#dice
    this.#pass(ms(0, 300))
    this.#tell({
      ...{ type: 'CallArrived', leg: 'in', hotline: one(['main', 'english']), via: 'itsp' },
      ...{ contact: `k${ms(0, 50)}`, numberKind: 'national', flow: 'main', version: 'v1', language: 'vi' },
      arrivedAt: this.#arrivedAt,
    })
    this.#tell({ type: 'SectionEntered', flow: 'main', section: 'start' })
    this.#pass(ms(0, 20_000))
    this.#tell({ type: 'KeyPressed', leg: 'in', digit: '1' })
    this.#tell({ type: 'KeyTaken', section: 'start', digit: '1' })
    if (chance(0.15)) return this.#end('left', 'caller')
    this.#join(one(QUEUES))
    return this.#records
  }

  #join(queue: string): JournalRecord[] {
    const { chance, ms, one } = this.#dice
    this.#tell({ type: 'QueueJoined', queue, priority: 0 })
    this.#tellFloor({ type: 'CallerJoined', conversation: this.#id, queue, priority: 0, since: this.#at })
    for (;;) {
      this.#pass(chance(0.2) ? 0 : ms(1, 25_000))
      if (chance(0.2)) return this.#end('abandoned', 'caller')
      if (chance(0.03) || this.#agents.length === 0) return this.#end('failed', 'system')
      // A person sends him into another queue; he keeps the time that he has waited.
      if (chance(0.03)) return this.#join(one(QUEUES))
      if (this.#offer(queue, one(this.#agents))) return this.#records
    }
  }

  /** @returns whether the call is over */
  #offer(queue: string, agent: string): boolean {
    const { chance, ms, one } = this.#dice
    const offer = `${this.#id}-offer-${++this.#offers}`
    const why = { strategy: 'round-robin', queue, position: 1, waitedMs: 0, free: [agent], excluded: {} }
    this.#tellFloor({ type: 'CallOffered', offer, conversation: this.#id, agents: [agent], mode: 'one', why })
    this.#move(agent, 'ready', 'offered')
    this.#pass(ms(0, 20))
    // The caller may leave before the offer reaches him.
    if (chance(0.03)) return this.#end('abandoned', 'caller').length > 0
    this.#tell({ type: 'Offered', offer, agent, phone: agent, ringMs: 20_000, wrapUpMs: 10_000 })
    this.#tell({ type: 'AgentRinging', offer, agent, leg: `${offer}-leg` })
    this.#pass(ms(1, 15_000))
    if (chance(0.3)) {
      const cause = one(['declined', 'busy', 'no-answer', 'unreachable'] as const)
      this.#tell({ type: 'OfferEnded', offer, agent, cause })
      this.#tellFloor({ type: 'OfferEnded', offer, conversation: this.#id, agent, cause })
      this.#move(agent, 'offered', 'ready')
      return false
    }
    if (chance(0.12)) {
      this.#tell({ type: 'OfferEnded', offer, agent, cause: 'caller-gone' })
      this.#tellFloor({ type: 'OfferEnded', offer, conversation: this.#id, agent, cause: 'caller-gone' })
      this.#move(agent, 'offered', 'ready')
      return this.#end('abandoned', 'caller').length > 0
    }
    return this.#talk(queue, agent, offer)
  }

  #talk(queue: string, agent: string, offer: string): boolean {
    const { chance, ms, one } = this.#dice
    this.#tell({ type: 'LegJoined', leg: `${offer}-leg` })
    this.#tell({ type: 'TalkStarted', offer, agent, leg: `${offer}-leg`, queue })
    const tracks = (['caller', 'agent'] as const).map(party => ({ recording: `${offer}-${party}`, party }))
    for (const track of tracks) this.#tell({ type: 'RecordingStarted', ...track, agent })
    this.#tellFloor({ type: 'OfferAccepted', offer, conversation: this.#id, agent })
    this.#move(agent, 'offered', 'busy')
    const talkedAt = this.#at
    this.#pass(ms(1, 600_000))
    const isPutBack = chance(0.1)
    const who = one(['caller', 'agent'] as const)
    this.#tell({ type: 'TalkEnded', agent, who: isPutBack ? 'system' : who })
    const endedAt = this.#at
    this.#pass(ms(0, 50))
    this.#move(agent, 'busy', 'wrap-up')
    const wrapUp = () => {
      this.#pass(ms(0, 30_000))
      this.#move(agent, 'wrap-up', one(['ready', 'paused'] as const))
    }
    if (isPutBack) {
      const at = this.#at
      const isDone = chance(0.8)
      if (isDone) wrapUp()
      if (!isDone || chance(0.5)) {
        // The caller goes on at once, to somebody else.
        this.#at = at
        this.#agents = this.#agents.filter(one => one !== agent)
      }
      this.#join(one(QUEUES))
      return true
    }
    this.#end('answered', who, endedAt)
    for (const { recording } of tracks)
      this.#tell({ type: 'RecordingEnded', recording, durationMs: endedAt - talkedAt, outcome: 'done' })
    if (chance(0.95)) wrapUp()
    return true
  }

  /** True end times are found later than the moment that they name. */
  #end(
    result: 'left' | 'abandoned' | 'answered' | 'failed',
    who: 'caller' | 'agent' | 'system',
    endedAt = this.#at,
  ) {
    const reason = who === 'system' ? 'asterisk-lost' : `${who}-hung-up`
    this.#tell({ type: 'CallEnded', ending: { result, reason, who }, endedAt } as CallEvent)
    return this.#records
  }

  #pass(ms: number): void {
    this.#at += ms
  }

  #tell(event: CallEvent): void {
    this.#records.push({
      id: `${this.#id}:${++this.#seq}`,
      v: 1,
      at: this.#at,
      conversation: this.#id,
      event,
    })
  }

  #tellFloor(event: FloorEvent, agent?: string): void {
    const about = { conversation: this.#id, ...(agent !== undefined && { agent }) }
    this.#records.push({ id: FLOOR, v: 1, at: this.#at, ...about, event })
  }

  #move(agent: string, from: string, to: string): void {
    const event = { type: 'AgentStateChanged', agent, from, to, conversation: this.#id } as FloorEvent
    this.#tellFloor(event, agent)
  }
}
