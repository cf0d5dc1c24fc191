// Dialling a number outside over one trunk after the other: what is asked for, and what is told, each time.
import type { Dialled } from '../call.ts'
import type { DialPlan } from '../dial-plan.ts'
import type { DialCause } from '../events.ts'
import { letGo, mint, type Turn } from '../turn.ts'
import { RING_GRACE_MS } from './ringing.ts'

/** The caps of the trunk are reached: nothing was dialled. */
export const TRUNK_FULL = 429

/** @returns what the phase keeps; undefined when no trunk is left. */
export function dialTrunk(
  turn: Turn,
  plan: DialPlan,
  [trunk, ...left]: readonly string[],
  contact = turn.call.contact,
): { dialled: Dialled; left: readonly string[] } | undefined {
  if (trunk === undefined) return undefined
  const { house } = turn.now
  const leg = mint(turn, 'out')
  const { route, callerId, ringMs, silentMs, urgent, byLeg, phone } = plan
  turn.facts.push({ type: 'TrunkDialled', leg, trunk, route })
  turn.commands.push({
    ...{ type: 'DialOut', leg, contact, trunk, callerId, ringMs, urgent },
    ...(byLeg ? { account: phone } : {}),
  })
  return {
    dialled: { leg, trunk, until: house + ringMs + RING_GRACE_MS, silentUntil: house + silentMs },
    left,
  }
}

/** @param isGone its leg is no more */
export function leaveTrunk(
  turn: Turn,
  { leg, trunk }: Dialled,
  cause: DialCause,
  isGone: boolean,
  techCause?: number,
): void {
  turn.facts.push({ type: 'TrunkLeft', leg, trunk, cause, ...(techCause === undefined ? {} : { techCause }) })
  if (!isGone) letGo(turn, leg)
}

/** The trunk has said something: it is not given up for its silence any more. */
export function withVoice(dialled: Dialled): Dialled {
  const { silentUntil: _, ...rest } = dialled
  return rest
}

/** @returns why it is to be given up now, if it is. */
export function overdue({ silentUntil, until }: Dialled, house: number): DialCause | undefined {
  if (silentUntil !== undefined && silentUntil <= house) return 'trunk-silent'
  return until <= house ? 'no-answer' : undefined
}
