// What was decided about a call that a phone of ours makes: over which trunks, under which number of ours, for whom.
// Made once, at the door (trunks/outbound.ts); the call follows it and asks nobody.
import type { AgentId } from './events.ts'

export type DialPlan = {
  /** Account of the phone that dials. */
  phone: string
  /** Whose phone it is; of a phone that is no agent's, its account. */
  agent: AgentId
  /** On whose behalf: its rules of recording and wrap-up hold. Empty: nobody's. */
  queue: string
  wrapUpMs: number
  route: string
  /** In the order in which they are tried. */
  trunks: readonly string[]
  /** Number of ours that is shown, in its normal form. */
  callerId: string
  /** How long it may ring outside. */
  ringMs: number
  /** A trunk that has said nothing for so long is given up for the next one. */
  silentMs: number
  /** SIP answers that lead to the next trunk. */
  nextOn: readonly number[]
  /** An emergency: no limit stops it. */
  urgent: boolean
  /** He asked on a screen: his own phone rings first. */
  ownFirst: boolean
  /** Nobody's phone takes part yet: what is counted for it is counted by each leg that is dialled. */
  byLeg?: true
}

/** The offer of whoever dials himself: nobody offered him anything. */
export const OWN_OFFER = ''

/** Whoever is blocked hears a sentence, where the owner wants that, and nothing else. */
export const BLOCKED_FLOW = '*blocked'

/** Such a call has no menu; who is sent back from its talk into a queue waits at this flow's only step. */
export const OUTBOUND_FLOW = '*outbound'
