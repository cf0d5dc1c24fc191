// What can be done with a live call at this moment: asked before an order is obeyed, and shown as buttons.
import type { Call } from './call.ts'
import type { Move } from './events.ts'

/** `transfer`: it can be sent elsewhere; `consult`: somebody can be asked. */
export type PossibleMove = Move | 'transfer' | 'consult'

const NONE: readonly PossibleMove[] = []

export function movesOf({ phase }: Pick<Call, 'phase'>): readonly PossibleMove[] {
  switch (phase.name) {
    case 'waiting':
    case 'ringing':
      return ['transfer']
    case 'talking':
      return phase.waited ? ['hold', 'transfer', 'consult'] : ['hold']
    case 'holding':
      return phase.waited ? ['resume', 'transfer', 'consult'] : ['resume']
    case 'consulting':
      return phase.party.state === 'here' || phase.party.state === 'outside'
        ? ['merge', 'complete', 'cancel']
        : ['complete', 'cancel']
    case 'conference':
      return ['complete', 'cancel']
    case 'ivr':
    case 'promised':
    case 'reaching':
    case 'dialling':
    case 'forwarding':
    case 'outside':
    case 'ending':
    case 'ended':
      return NONE
    default:
      // Another version may have written it.
      phase satisfies never
      return NONE
  }
}
