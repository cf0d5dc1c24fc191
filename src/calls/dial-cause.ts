// Why a number outside did not answer, and whether another trunk may do better. Decided by the SIP status, like
// offer-cause.ts: Asterisk's own causes mix these up.
import type { ReleaseCause } from './commands.ts'
import type { DialPlan } from './dial-plan.ts'
import type { Ending } from './ending.ts'
import type { DialCause } from './events.ts'

const BUSY = new Set([486, 600])
const DECLINED = new Set([603, 607, 403, 433])
const NO_SUCH_NUMBER = new Set([404, 484, 604, 410])
const NO_ANSWER = new Set([480, 487])

/** Asterisk's cause for a time-out of ours. It sets the status 480 by itself, so it is looked at first. */
const CAUSE_NO_ANSWER = 19

/**
 * @param cause Q.850 cause of the leg's end
 * @param techCause SIP status, when the trunk gave one
 * @param rang somebody outside has said that it rings
 */
export function dialCauseOf(
  { nextOn }: Pick<DialPlan, 'nextOn'>,
  cause: number,
  techCause: number | undefined,
  rang: boolean,
): DialCause {
  if (techCause !== undefined && nextOn.includes(techCause) && !(rang && cause === CAUSE_NO_ANSWER))
    return 'trunk-failed'
  if (techCause === undefined) return cause === CAUSE_NO_ANSWER && rang ? 'no-answer' : 'trunk-failed'
  if (BUSY.has(techCause)) return 'busy'
  if (DECLINED.has(techCause)) return 'declined'
  if (NO_SUCH_NUMBER.has(techCause)) return 'no-such-number'
  if (!NO_ANSWER.has(techCause)) return 'trunk-failed'
  // Our own time-out says the same of a phone that rang and of a trunk that never said a word.
  return rang || cause !== CAUSE_NO_ANSWER ? 'no-answer' : 'trunk-silent'
}

/** May the next trunk be tried? */
export const isTrunksFault = (cause: DialCause): boolean =>
  cause === 'trunk-failed' || cause === 'trunk-silent' || cause === 'trunk-full'

/** How such a call ends. */
export function endingOf(cause: DialCause): Ending {
  if (isTrunksFault(cause)) return { result: 'failed', reason: 'trunks-failed', who: 'system' }
  if (cause === 'caller-gone') return { result: 'unanswered', reason: 'agent-hung-up', who: 'agent' }
  const reason = cause as 'busy' | 'no-answer' | 'declined' | 'no-such-number'
  return { result: 'unanswered', reason, who: reason === 'no-such-number' ? 'system' : 'callee' }
}

/** What our own phone hears, as long as it was not picked up by us. */
export function releaseCauseOf(cause: DialCause): ReleaseCause {
  if (cause === 'busy' || cause === 'no-such-number' || cause === 'no-answer') return cause
  return isTrunksFault(cause) ? 'congestion' : 'busy'
}
