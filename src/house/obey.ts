// Orders of people, through the office: each becomes an event of the floor or of a call, or a new configuration.
import { movesOf } from '../calls/moves.ts'
import type { Answer, Order } from '../redis/orders.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'
import { BadConfiguration } from './configuration.ts'
import { dial } from './dial-order.ts'
import { obeyFloor } from './floor-orders.ts'
import { callOutside, moveCall } from './moves.ts'

export type Obedience = {
  switchboard: Switchboard
  /** Reads the files again. @returns the new version. @throws BadConfiguration: the old one goes on */
  reload(): Promise<string>
  teamChanged(): Promise<void>
  /** Reads again whose calls are refused. */
  blockedChanged(): Promise<void>
  switchHours(order: Extract<Order, { type: 'switch-hours' }>): Promise<Answer>
  /** A number that travelled sealed; undefined: it does not open. */
  opened(sealed: string): string | undefined
}

export async function obey(
  order: Order,
  { switchboard, reload, teamChanged, switchHours, opened, blockedChanged }: Obedience,
): Promise<Answer> {
  switch (order.type) {
    case 'ready-agent':
    case 'pause-agent':
    case 'log-out-agent':
    case 'extend-wrap-up':
    case 'give-priority':
    case 'why-now':
      return obeyFloor(order, switchboard)
    case 'hang-up': {
      const { conversation, by } = order
      const isThere = switchboard.calls.happened(conversation, { type: 'HangUpAsked', by })
      return isThere ? { ok: true } : noSuchCall(conversation)
    }
    case 'dial':
      return dial(order, opened(order.sealed), switchboard)
    case 'requeue':
      return requeue(order, switchboard)
    case 'move':
    case 'transfer':
    case 'consult':
      return moveCall(order, switchboard)
    case 'transfer-outside':
    case 'consult-outside':
      return callOutside(order, opened(order.sealed), switchboard)
    case 'reload':
      try {
        return { ok: true, details: { version: await reload() } }
      } catch (error) {
        if (!(error instanceof BadConfiguration)) throw error
        const sentence = 'The configuration has mistakes; the running one goes on.'
        return { ok: false, status: 422, code: error.code, sentence, findings: [...error.findings] }
      }
    case 'switch-hours':
      return switchHours(order)
    case 'team-changed':
      await teamChanged()
      return { ok: true }
    case 'blocked-changed':
      await blockedChanged()
      return { ok: true }
    default:
      return order satisfies never
  }
}

/** Judged by the call as it is now; should it move on in this very moment, the call itself ignores the order. */
function requeue(
  { conversation, queue, by }: Extract<Order, { type: 'requeue' }>,
  switchboard: Switchboard,
): Answer {
  const call = switchboard.calls.call(conversation)
  if (!call) return noSuchCall(conversation)
  if (!switchboard.config.queues[queue])
    return { ok: false, status: 422, code: 'no-such-queue', sentence: `There is no queue "${queue}".` }
  if (!movesOf(call).includes('transfer')) {
    const sentence =
      'Only who waits or talks can be sent into a queue; this caller is in the menu or leaving.'
    return { ok: false, status: 409, code: 'not-now', sentence }
  }
  switchboard.calls.happened(conversation, { type: 'RequeueAsked', queue, by })
  return { ok: true }
}

const noSuchCall = (conversation: string): Answer => ({
  ok: false,
  status: 404,
  code: 'no-such-call',
  sentence: `There is no call "${conversation}" (any more).`,
})
