// The live floor in the office's memory: entries of Redis' two hashes, parsed once, and when each was last changed.
import {
  floorEntryFrom,
  type LiveAgent,
  type LiveCall,
  type LiveWaiting,
  liveCallFrom,
} from '../redis/live.ts'
import type { LiveEntries } from '../redis/live-feed.ts'

/** What changed: ids of calls and agents, names of queues. A call that is gone is among them. */
export type Touched = { calls: ReadonlySet<string>; agents: ReadonlySet<string>; queues: ReadonlySet<string> }

/** Ids of calls that ended are remembered, so that a client who missed it can be told. */
const REMEMBERED_GONE = 2_000

export class LiveState {
  readonly calls = new Map<string, LiveCall>()
  readonly agents = new Map<string, LiveAgent>()
  readonly waiting = new Map<string, LiveWaiting>()
  /** Grows with every change. Begins with the time, so that no number of an earlier office means anything here. */
  seq = Date.now()
  #oldest = this.seq
  #texts = new Map<string, string>()
  #changedAt = {
    calls: new Map<string, number>(),
    agents: new Map<string, number>(),
    queues: new Map<string, number>(),
  }
  #gone = new Map<string, number>()

  /**
   * Takes what was read; what is as it was counts as untouched.
   * @param whole whether these are all entries that there are
   * @param queuesOf the queues that an agent sits in: they count his state
   */
  take(read: LiveEntries, whole: boolean, queuesOf: (agent: string) => readonly string[]): Touched {
    const calls = new Set<string>()
    const agents = new Set<string>()
    const queues = new Set<string>()
    for (const [id, text] of complete(read.calls, whole, this.calls.keys())) {
      if (!this.#isNew(`call:${id}`, text)) continue
      calls.add(id)
      const call = text === undefined ? undefined : liveCallFrom(text)
      if (call) this.calls.set(id, call)
      else this.calls.delete(id)
    }
    for (const [name, text] of complete(read.floor, whole, this.#floorNames())) {
      if (!this.#isNew(name, text)) continue
      const id = name.slice(name.indexOf(':') + 1)
      const entry = text === undefined ? {} : floorEntryFrom(name, text)
      if (name.startsWith('agent:')) {
        agents.add(id)
        for (const queue of queuesOf(id)) queues.add(queue)
        put(this.agents, id, entry.agent)
      } else if (name.startsWith('waiting:')) {
        for (const one of [this.waiting.get(id), entry.waiting]) if (one) queues.add(one.queue)
        put(this.waiting, id, entry.waiting)
      }
    }
    return { calls, agents, queues }
  }

  /** Makes one change of it. @returns its number */
  note({ calls, agents, queues }: Touched): number {
    const seq = ++this.seq
    for (const id of agents) this.#changedAt.agents.set(id, seq)
    for (const queue of queues) this.#changedAt.queues.set(queue, seq)
    for (const id of calls) {
      const [at, other] = this.calls.has(id)
        ? [this.#changedAt.calls, this.#gone]
        : [this.#gone, this.#changedAt.calls]
      other.delete(id)
      at.delete(id)
      at.set(id, seq)
    }
    for (const [id, goneAt] of this.#gone) {
      if (this.#gone.size <= REMEMBERED_GONE) break
      this.#gone.delete(id)
      this.#oldest = goneAt
    }
    return seq
  }

  /** @returns undefined when that is too long ago, or no number of ours: then all must be told */
  changedSince(seq: number): Touched | undefined {
    if (!(seq >= this.#oldest && seq <= this.seq)) return undefined
    const after = (at: ReadonlyMap<string, number>) => [...at].flatMap(([id, n]) => (n > seq ? [id] : []))
    const { calls, agents, queues } = this.#changedAt
    return {
      calls: new Set([...after(calls), ...after(this.#gone)]),
      agents: new Set(after(agents)),
      queues: new Set(after(queues)),
    }
  }

  #isNew(name: string, text: string | undefined): boolean {
    if (this.#texts.get(name) === text) return false
    if (text === undefined) this.#texts.delete(name)
    else this.#texts.set(name, text)
    return true
  }

  *#floorNames(): Iterable<string> {
    for (const id of this.agents.keys()) yield `agent:${id}`
    for (const id of this.waiting.keys()) yield `waiting:${id}`
  }
}

/** Of a whole reading, what we have and it has not is gone. */
function* complete(
  read: ReadonlyMap<string, string | undefined>,
  whole: boolean,
  known: Iterable<string>,
): Iterable<[string, string | undefined]> {
  if (whole) for (const name of [...known]) if (!read.has(name)) yield [name, undefined]
  yield* read
}

function put<T>(map: Map<string, T>, id: string, value: T | undefined): void {
  if (value === undefined) map.delete(id)
  else map.set(id, value)
}
