// Owns every live conversation: one mailbox each. Event in, step, journal, commands out.
import { type Call, deadlineOf } from '../calls/call.ts'
import {
  type AskToDial,
  type CallCommand,
  type FloorCommand,
  isForFloor,
  type LegCommand,
  type LookUpCommand,
  type PromiseCommand,
} from '../calls/commands.ts'
import type { Ending } from '../calls/ending.ts'
import type { CallEvent, CallInput, LegId } from '../calls/events.ts'
import { keysAreDiscreet } from '../calls/phases/course.ts'
import { arrive, type Step, step } from '../calls/step.ts'
import type { Book, Now } from '../calls/turn.ts'
import type { Alarms } from './alarms.ts'
import type { Clock } from './clock.ts'
import { asWritten, type Seal } from './discretion.ts'
import type { Journal, JournalRecord } from './journal.ts'
import { type Live, storedForm } from './live.ts'
import { Mailbox } from './mailbox.ts'

type Arrival = Extract<CallInput, { type: 'CallArrived' }>
type Desk = { live: Live | undefined; sealed: string | undefined; book: Book; mailbox: Mailbox<CallInput> }

export type CallsDeskParts = {
  clock: Clock
  journal: Journal
  /** The rules of a version; of today's when that one is unknown. */
  book(version: string): Book
  /** Drives a leg. What fails comes back by happened(). */
  drive(conversation: string, command: LegCommand): void
  /** What this leg came to is written down, or nobody asks: the exchange need not remember it for us. */
  endNoted(leg: LegId): void
  tellFloor(conversation: string, command: FloorCommand): void
  /** Asks another system; its answer comes back by happened(). */
  lookUp(conversation: string, command: LookUpCommand): void
  /** May a flow call this number outside? The answer comes back by happened(). */
  askToDial(conversation: string, command: AskToDial): void
  /** Somebody is to be called back. */
  promise(conversation: string, command: PromiseCommand): void
  /** Closes a value that is nobody's business who reads the journal. */
  seal: Seal
  /** One line per transition, for the log. */
  moved(conversation: string, from: string, by: string, to: string): void
  ended(conversation: string, ending: Ending): void
  failed(error: unknown, conversation: string): void
  alarms: Alarms
}

export type CallsDesk = ReturnType<typeof openCallsDesk>

export function openCallsDesk(parts: CallsDeskParts) {
  const { clock, journal, alarms } = parts
  const desks = new Map<string, Desk>()

  return {
    /** A new conversation. Known already (a repeated start, an adoption): nothing happens. */
    arrived(conversation: string, arrival: Arrival, sealed: string | undefined): void {
      if (desks.has(conversation)) return
      openDesk(conversation, undefined, arrival.version, sealed).mailbox.put(arrival)
    },

    /** After a restart of ours: a conversation as Redis kept it. */
    restore(conversation: string, live: Live): void {
      openDesk(conversation, live, live.call.version, live.sealed)
      alarms.set(conversation, deadlineOf(live.call))
    },

    /** @returns false when no such conversation is alive. */
    happened(conversation: string, input: CallInput): boolean {
      const desk = desks.get(conversation)
      if (desk) desk.mailbox.put(input)
      else noteEnds([input])
      return desk !== undefined
    },

    has: (conversation: string): boolean => desks.has(conversation),

    /** One live call as it is after its last step. */
    call: (conversation: string): Call | undefined => desks.get(conversation)?.live?.call,

    /** A number outside is to be called into it: kept with it, sealed, until it is over. */
    keepOutside(conversation: string, contact: string, sealed: string): void {
      const desk = desks.get(conversation)
      if (!desk?.live) return
      desk.live = { ...desk.live, outside: { ...desk.live.outside, [contact]: sealed } }
    },

    /** The number of who called, or is called, sealed. */
    sealed: (conversation: string): string | undefined => desks.get(conversation)?.sealed,

    /** All live calls as they are after their last step. */
    calls(): Call[] {
      return [...desks.values()].flatMap(({ live }) => (live ? [live.call] : []))
    },

    /** No step is being written. */
    get isIdle(): boolean {
      return [...desks.values()].every(({ mailbox }) => mailbox.isIdle)
    },

    /** Calls that somebody is in, or will be in a moment; what is promised for later can wait for another day. */
    get inHand(): number {
      let count = 0
      for (const { live } of desks.values()) if (live?.call.phase.name !== 'promised') count++
      return count
    },
  }

  function openDesk(
    conversation: string,
    live: Live | undefined,
    version: string,
    sealed: string | undefined,
  ): Desk {
    const failed = (error: unknown) => parts.failed(error, conversation)
    const mailbox = new Mailbox<CallInput>(async inputs => {
      await take(conversation, inputs)
      noteEnds(inputs)
    }, failed)
    const desk: Desk = { live, sealed: sealed ?? live?.sealed, book: parts.book(version), mailbox }
    desks.set(conversation, desk)
    return desk
  }

  function noteEnds(inputs: readonly CallInput[]): void {
    for (const input of inputs) if (input.type === 'LegEnded') parts.endNoted(input.leg)
  }

  async function take(conversation: string, inputs: readonly CallInput[]): Promise<void> {
    const desk = desks.get(conversation)
    if (!desk) return
    const records: JournalRecord[] = []
    const commands: CallCommand[] = []
    for (const input of inputs) {
      const before = desk.live?.call
      const now = clock.now()
      const taken = stepOnce(conversation, desk, input, now)
      if (!taken || isNothing(before, taken)) continue
      const live: Live = desk.live ?? { call: taken.call, seq: 0, sealed: desk.sealed }
      let { seq } = live
      const discreet = before !== undefined && keysAreDiscreet(before, desk.book)
      for (const event of [input, ...taken.facts]) {
        const written = asWritten(event, discreet, text => parts.seal(text, taken.call.contact))
        records.push(record(conversation, ++seq, now, written))
      }
      desk.live = { ...live, call: taken.call, seq }
      commands.push(...taken.commands)
      logMove(conversation, before, input, taken)
    }
    if (!desk.live) return
    // Also when nothing happened: an alarm that rang is gone, and a deadline must never be without one.
    if (records.length === 0) {
      alarms.set(conversation, deadlineOf(desk.live.call))
      return
    }
    const { phase } = desk.live.call
    const ending = phase.name === 'ended' ? phase.ending : undefined
    await journal.writeCall(conversation, records, ending ? undefined : storedForm(desk.live))
    for (const command of commands) {
      if (isForFloor(command)) parts.tellFloor(conversation, command)
      else if (command.type === 'LookUp') parts.lookUp(conversation, command)
      else if (command.type === 'AskToDial') parts.askToDial(conversation, command)
      else if (command.type === 'PromiseCallback' || command.type === 'TakeOverPlace')
        parts.promise(conversation, command)
      else parts.drive(conversation, command)
    }
    if (ending) {
      desks.delete(conversation)
      alarms.set(conversation, undefined)
      parts.ended(conversation, ending)
    } else alarms.set(conversation, deadlineOf(desk.live.call))
  }

  function stepOnce(conversation: string, desk: Desk, input: CallInput, now: Now): Step | undefined {
    if (desk.live) return step(desk.live.call, input, now, desk.book)
    return input.type === 'CallArrived' ? arrive(conversation, input, now, desk.book) : undefined
  }

  function logMove(conversation: string, before: Call | undefined, input: CallInput, { call }: Step): void {
    const from = before?.phase.name ?? 'door'
    if (from !== call.phase.name) parts.moved(conversation, from, input.type, call.phase.name)
  }
}

/** Late and repeated events change nothing, and what changes nothing is not journaled. */
function isNothing(before: Call | undefined, { call, facts, commands }: Step): boolean {
  return call === before && facts.length === 0 && commands.length === 0
}

function record(conversation: string, seq: number, { wall, house }: Now, event: CallEvent): JournalRecord {
  return { id: `${conversation}:${seq}`, v: 1, at: wall, house: Math.round(house), conversation, event }
}
