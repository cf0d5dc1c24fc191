// A number outside is called into a call, over one trunk after the other; and what remains to be done with its leg.
import { dialCauseOf, isTrunksFault } from '../dial-cause.ts'
import type { CallInput, DialCause } from '../events.ts'
import type { Called, Outsider, Outward } from '../outside.ts'
import { letGo, type Turn } from '../turn.ts'
import { LEG_EXISTS } from './ringing.ts'
import { dialTrunk, leaveTrunk, overdue, TRUNK_FULL, withVoice } from './trunks.ts'

/** What a word from Asterisk means to it; undefined: it was nothing new. */
export type News =
  | { called: Called }
  | { answered: Outsider }
  /** No trunk is left that could help. `endedAt`: epoch ms. */
  | { lost: DialCause; endedAt: number }

/** @returns undefined when the plan has no trunk. */
export function callOutside(turn: Turn, { contact, plan }: Outward): Called | undefined {
  const next = dialTrunk(turn, plan, plan.trunks, contact)
  return next && { contact, plan, ...next }
}

export function hearOutside(turn: Turn, called: Called, input: CallInput): News | undefined {
  const { contact, plan, dialled } = called
  const { leg, trunk } = dialled
  switch (input.type) {
    case 'LegJoined':
      if (input.leg !== leg) return undefined
      turn.facts.push({ type: 'OutsideAnswered', contact, leg, trunk })
      return { answered: { contact, phone: plan.phone, trunk, leg } }
    case 'LegRinging':
      return input.leg === leg ? believed(called) : undefined
    case 'LegEnded': {
      if (input.leg !== leg) return undefined
      const { cause, techCause, endedAt } = input
      const why = dialCauseOf(plan, cause, techCause, dialled.silentUntil === undefined)
      return goOn(turn, called, why, { isGone: true, techCause, endedAt })
    }
    case 'CommandFailed': {
      const { command, subject, status } = input
      if (command !== 'dial-out' || subject !== leg || status === LEG_EXISTS) return undefined
      return goOn(turn, called, status === TRUNK_FULL ? 'trunk-full' : 'trunk-failed', { isGone: true })
    }
    case 'TimeUp': {
      const cause = overdue(dialled, turn.now.house)
      return cause && goOn(turn, called, cause, {})
    }
    default:
      return undefined
  }
}

/** What a trunk said while we were away is lost: it is believed to have said something. */
export const believed = (called: Called): { called: Called } | undefined =>
  called.dialled.silentUntil === undefined
    ? undefined
    : { called: { ...called, dialled: withVoice(called.dialled) } }

type Missing = { isGone?: boolean; techCause?: number | undefined; endedAt?: number }

/** The next trunk, if that may help. */
function goOn(turn: Turn, called: Called, cause: DialCause, how: Missing): News {
  const { isGone = false, techCause, endedAt = turn.now.wall } = how
  leaveTrunk(turn, called.dialled, cause, isGone, techCause)
  const { contact, plan, left } = called
  const next = isTrunksFault(cause) ? dialTrunk(turn, plan, left, contact) : undefined
  return next ? { called: { contact, plan, ...next } } : { lost: cause, endedAt }
}

/** Nobody waits any more for it to be answered. */
export const dropCalled = (turn: Turn, { dialled }: Called): void =>
  leaveTrunk(turn, dialled, 'caller-gone', false)

/** Who was called outside is let go. */
export function dropOutsider(turn: Turn, { leg }: Outsider): void {
  turn.facts.push({ type: 'OutsideLeft', leg })
  letGo(turn, leg)
}
