// Why an agent's phone did not answer. Decided by the SIP status (tech_cause), because Asterisk's own causes
// and Dial events mix these up (facts: 401 looks like a reject, a dead address looks like no answer).
import type { OfferCause } from './events.ts'

const DECLINED = new Set([480, 603, 403, 488, 606])
const BUSY = new Set([486, 600])

/** Asterisk's cause for a ring time-out of ours: "no answer" (19). It sets tech_cause 480 by itself. */
const CAUSE_NO_ANSWER = 19

/**
 * @param cause Q.850 cause of the leg's end
 * @param techCause SIP status, when the phone gave one
 * @param rangOut our ring time-out had passed
 */
export function offerCauseOf(
  cause: number,
  techCause: number | undefined,
  rangOut: boolean,
): Exclude<OfferCause, 'answered'> {
  if (rangOut && cause === CAUSE_NO_ANSWER) return 'no-answer'
  if (techCause === undefined) return rangOut ? 'no-answer' : 'unreachable'
  if (BUSY.has(techCause)) return 'busy'
  return DECLINED.has(techCause) ? 'declined' : 'unreachable'
}
