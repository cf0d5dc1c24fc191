// The floor as it is written down: one JSON entry for each thing that a step touched, and nothing else.
import { type Floor, indexed, queueOf, type StoredFloor as Stored } from '../../../src/queues/floor.ts'
import type { Roster } from '../../../src/queues/roster.ts'
import type { FloorStep } from '../../../src/queues/step.ts'

export class StoredFloor {
  readonly #entries = new Map<string, string>()
  #offers = 0

  write({ floor, touched }: FloorStep): void {
    this.#offers = floor.offers
    for (const name of touched) {
      const [kind, id = ''] = split(name)
      const value =
        kind === 'agent'
          ? floor.agents.get(id)
          : kind === 'waiting'
            ? floor.waiting.get(id)
            : kind === 'strategy'
              ? floor.stops[id]
              : queueOf(floor, id).memory
      if (value === undefined) this.#entries.delete(name)
      else this.#entries.set(name, JSON.stringify(value))
    }
  }

  read(roster: Roster): Floor {
    const kinds: Record<string, Record<string, unknown>> = { agent: {}, waiting: {}, queue: {}, strategy: {} }
    for (const [name, text] of this.#entries) {
      const [kind = '', id = ''] = split(name)
      const entries = kinds[kind]
      if (entries) entries[id] = JSON.parse(text)
    }
    const { agent, waiting, queue, strategy } = kinds as {
      agent: Stored['agents']
      waiting: Stored['waiting']
      queue: Stored['memories']
      strategy: NonNullable<Stored['stops']>
    }
    return indexed({ agents: agent, waiting, memories: queue, stops: strategy, offers: this.#offers }, roster)
  }
}

/** `queue:agent:an` is the queue `agent:an`. */
function split(name: string): [kind: string, id: string] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon), name.slice(colon + 1)]
}
