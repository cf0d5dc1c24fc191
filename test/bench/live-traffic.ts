// A floor at work, written as the switchboard writes it: calls that move, agents who change their state. Each
// change carries a number that can be read on a screen.
import type { RedisJournal } from '../../src/redis/journal.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'

export type FloorSize = { agents: number; queues: number; calls: number }

export const agentName = (n: number): string => `agent-${n}`
export const queueName = (n: number): string => `queue-${n}`
const callName = (n: number): string => `call${String(n).padStart(12, '0')}`

export class LiveTraffic {
  readonly #pen: RedisJournal
  readonly #size: FloorSize
  readonly #sealed: (n: number) => { contact: string; sealed: string }
  /** Calls arrived in their order, and keep their place on the screen. */
  readonly #openedAt = Date.now() - 600_000
  #seq = 0
  #first = 0

  constructor(
    pen: RedisJournal,
    size: FloorSize,
    sealed: (n: number) => { contact: string; sealed: string },
  ) {
    this.#pen = pen
    this.#size = size
    this.#sealed = sealed
  }

  /** Everybody at his desk, every call waiting or talking. */
  async fill(): Promise<void> {
    for (let n = 0; n < this.#size.agents; n++) await this.#agent(n, { name: 'ready' })
    for (let n = 0; n < this.#size.calls; n++) await this.#waiting(n)
  }

  /** One change: of ten, four calls step on in their menu, three agents change, two wait anew, one ends and one comes. */
  async change(mark: number): Promise<void> {
    const { agents, calls } = this.#size
    const n = this.#first + ((mark * 7_919) % calls)
    const kind = mark % 10
    if (kind < 4)
      return this.#write(n, { name: 'ivr', place: { flow: 'main', section: `n${mark}`, step: 0 } })
    if (kind < 7)
      return this.#agent((Math.floor(mark / 10) * 31 + mark * 33) % agents, {
        name: 'paused',
        reason: `n${mark}`,
      })
    if (kind < 9) return this.#waiting(n, `n${mark}`)
    const gone = callName(this.#first)
    await this.#pen.writeCall(gone, [this.#record(gone, 'PromptFinished')], undefined)
    await this.#pen.writeFloor([this.#record(gone, 'CallerLeft')], new Map([[`waiting:${gone}`, undefined]]))
    this.#first++
    return this.#write(this.#first + calls - 1, {
      name: 'ivr',
      place: { flow: 'main', section: `n${mark}`, step: 0 },
    })
  }

  async #agent(n: number, state: object): Promise<void> {
    const id = agentName(n)
    const agent = { v: 1, id, phone: id, reachable: true, state: { since: 1_000, ...state } }
    await this.#pen.writeFloor(
      [this.#record(undefined, 'AgentPaused', id)],
      new Map([[`agent:${id}`, JSON.stringify(agent)]]),
    )
  }

  async #waiting(n: number, section = 'sales'): Promise<void> {
    const conversation = callName(n)
    const queue = queueName(n % this.#size.queues)
    const wait = {
      queue,
      priority: 0,
      since: 1_000 + n,
      place: { flow: 'main', section, step: 0 },
      talk: 't',
      music: 'on',
    }
    await this.#write(n, { name: 'waiting', wait })
    const entry = { v: 1, conversation, queue, priority: 0, since: 1_000 + n }
    await this.#pen.writeFloor(
      [this.#record(conversation, 'CallerJoined')],
      new Map([[`waiting:${conversation}`, JSON.stringify(entry)]]),
    )
  }

  async #write(n: number, phase: object): Promise<void> {
    const id = callName(n)
    const caller = { leg: `${id}-leg`, up: true }
    const call = { v: 1, id, caller, hotline: 'main', ...this.#sealed(n), version: 'v1', language: 'vi' }
    const state = { ...call, arrivedAt: this.#openedAt + n, minted: 3, leaving: [], phase, seq: 4 }
    await this.#pen.writeCall(
      id,
      [this.#record(id, 'KeyPressed'), this.#record(id, 'PromptFinished')],
      JSON.stringify(state),
    )
  }

  #record(conversation: string | undefined, type: string, agent?: string): JournalRecord {
    const id = `${conversation ?? 'floor'}:b${++this.#seq}`
    const event = { type, ...(conversation && { conversation }) } as JournalRecord['event']
    return { id, v: 1, at: Date.now(), ...(conversation && { conversation }), ...(agent && { agent }), event }
  }
}
