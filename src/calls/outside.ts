// A number outside that is called into a call: its agent asks it, or the customer is sent to it and nobody of ours
// has him any more.
import type { Place } from '../flows/flow.ts'
import type { Dialled, Track } from './call.ts'
import type { DialPlan } from './dial-plan.ts'
import type { LegId, TalkId } from './events.ts'
import type { Wait } from './wait.ts'

/** A number that may be called: who that is (the number itself stands in no event), and how. */
export type Outward = { readonly contact: string; readonly plan: DialPlan }

/** It is being called. */
export type Called = Outward & {
  /** Trunks that have not been tried. */
  left: readonly string[]
  dialled: Dialled
}

/** It has answered. `phone`: on whose account it is counted. */
export type Outsider = { contact: string; phone: string; trunk: string; leg: LegId }

/** The customer hears that it rings outside. When nobody is reached, he goes on where he came from. */
export type Forwarding = {
  called: Called
  /** Whose call it was; its rule says whether the talk outside is recorded. */
  queue?: string
  /** He waits there again, at the front. */
  waited?: Pick<Wait, 'priority' | 'since' | 'place'>
  /** The step of the flow that sent him there. */
  place?: Place
}

/** The customer talks with it, and nobody of ours. */
export type TalkOutside = { talk: TalkId; outsider: Outsider; queue?: string; recordings: Track[] }
