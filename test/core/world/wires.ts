// What is under way between the mailboxes. In order on each wire, as the switchboard keeps it; the wires to and
// from Asterisk lose, repeat and reorder when the world is a rough one.
import type { LegCommand } from '../../../src/calls/commands.ts'
import type { CallInput } from '../../../src/calls/events.ts'
import type { FloorInput } from '../../../src/queues/events.ts'
import type { Random } from './random.ts'

export type Message =
  | { to: 'call'; conversation: string; input: CallInput }
  | { to: 'floor'; input: FloorInput }
  | { to: 'asterisk'; conversation: string; command: LegCommand }

type Wire = { name: string; rough: boolean; messages: Message[] }

export class Wires {
  readonly #wires = new Map<string, Wire>()
  readonly #random: Random
  /** May the wires to and from Asterisk lose, repeat and reorder? */
  rough: boolean

  constructor(random: Random, rough: boolean) {
    this.#random = random
    this.rough = rough
  }

  put(name: string, message: Message): void {
    const wire = this.#wires.get(name) ?? { name, rough: name.includes('asterisk'), messages: [] }
    const wild = wire.rough && this.rough
    if (wild && this.#random.oneIn(25)) return
    wire.messages.push(message)
    if (wild && this.#random.oneIn(20)) wire.messages.push(message)
    this.#wires.set(name, wire)
  }

  /** @returns a message that arrives now, from a wire of chance's choice; undefined: nothing is under way. */
  take(): Message | undefined {
    if (this.#wires.size === 0) return undefined
    const wire = this.#random.pick([...this.#wires.values()])
    const shuffled = wire.rough && this.rough && this.#random.oneIn(3)
    const at = shuffled ? this.#random.below(wire.messages.length) : 0
    const [message] = wire.messages.splice(at, 1)
    if (wire.messages.length === 0) this.#wires.delete(wire.name)
    return message
  }

  /** The line to Asterisk broke: its events are lost; of the commands, some have left already. */
  cutLine(): void {
    for (const [name, wire] of this.#wires) {
      if (!wire.rough) continue
      const left = this.#random.below(wire.messages.length + 1)
      this.#keep(name, wire, ({ to }, at) => to === 'asterisk' && at < left)
    }
  }

  /** We were killed: what lay in mailboxes is lost as well. */
  cutAll(): void {
    this.cutLine()
    for (const [name, wire] of this.#wires) this.#keep(name, wire, ({ to }) => to === 'asterisk')
  }

  #keep(name: string, wire: Wire, which: (message: Message, at: number) => boolean): void {
    wire.messages = wire.messages.filter(which)
    if (wire.messages.length === 0) this.#wires.delete(name)
  }
}
