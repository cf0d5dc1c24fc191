// Callbacks that are owed: each is a conversation of its own, and this knows whose it is, so that nobody is promised two
// and whoever calls again before us is recognised.
import type { Call } from '../calls/call.ts'
import type { PromiseCommand } from '../calls/commands.ts'
import { OUTBOUND_FLOW } from '../calls/dial-plan.ts'
import type { CallInput } from '../calls/events.ts'
import type { CallsDesk } from './calls-desk.ts'
import type { Clock } from './clock.ts'
import type { Contacts } from './contacts.ts'
import type { DialDesk } from './dial-desk.ts'

export type PromisesParts = {
  clock: Clock
  contacts: Contacts
  dialDesk: DialDesk
  calls: CallsDesk
  /** Hash of today's configuration: a promise is kept by the rules under which it was made. */
  version(): string
  /** A conversation's id that is the same for the same name. */
  conversationOf(name: string): string
}

export type Promises = ReturnType<typeof openPromises>

export function openPromises(parts: PromisesParts) {
  const { calls, contacts } = parts
  /** Contact and queue → conversation that is to call him. */
  const owed = new Map<string, string>()

  return {
    /** @returns what this caller is owed in this queue. `since`: house ms */
    owed(contact: string, queue: string) {
      const found = find(contact, queue)
      if (!found) return undefined
      const { since, priority } = found.promise
      return { callback: found.call.id, since, priority }
    },

    keep(conversation: string, command: PromiseCommand): void {
      if (command.type === 'TakeOverPlace') calls.happened(command.callback, { type: 'CustomerCame' })
      else make(conversation, command)
    },

    /** How the customer of a callback can be reached at this moment; nothing for any other call. */
    wayTo(conversation: string): Pick<Extract<CallInput, { type: 'Offered' }>, 'out'> {
      const call = calls.call(conversation)
      if (call?.phase.name !== 'promised') return {}
      const number = contacts.numberOf(call.contact, calls.sealed(conversation))
      return { out: parts.dialDesk.askForCallback(number, call.phase.promise.queue, call.hotline) }
    },

    /** After a start of ours. */
    remember(call: Call): void {
      const { phase } = call
      if (phase.name === 'promised' || phase.name === 'reaching')
        owed.set(nameOf(call.contact, phase.promise.queue), call.id)
    },

    over(conversation: string): void {
      for (const [name, one] of owed) if (one === conversation) owed.delete(name)
    },
  }

  /** Once for each conversation that asks for it, and once for each caller. */
  function make(of: string, command: Extract<PromiseCommand, { type: 'PromiseCallback' }>): void {
    const { type: _, hotline, language, contact, numberKind, ...wish } = command
    const name = nameOf(contact, wish.queue)
    const before = owed.get(name) ?? ''
    // Promised already; or that is under way in this moment.
    if (find(contact, wish.queue) || (calls.has(before) && !calls.call(before))) return
    const conversation = parts.conversationOf(`callback ${of}`)
    owed.set(name, conversation)
    const number = contacts.numberOf(contact, undefined)
    const arrival = {
      type: 'CallArrived' as const,
      ...{ leg: `${conversation}-out-0`, hotline, via: 'callback', contact },
      numberKind,
      ...{ flow: OUTBOUND_FLOW, version: parts.version(), language },
      arrivedAt: parts.clock.now().wall,
      callback: { of, ...wish },
    }
    calls.arrived(conversation, arrival, number && contacts.remember(contact, number))
  }

  function find(contact: string, queue: string) {
    const conversation = owed.get(nameOf(contact, queue))
    const call = conversation === undefined ? undefined : calls.call(conversation)
    const { phase } = call ?? {}
    if (!call || (phase?.name !== 'promised' && phase?.name !== 'reaching')) return undefined
    return { call, promise: phase.promise }
  }
}

const nameOf = (contact: string, queue: string): string => `${contact} ${queue}`
