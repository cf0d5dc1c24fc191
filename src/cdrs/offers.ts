// Whom the conversation was offered to, why him, and what became of it.
import { OWN_OFFER } from '../calls/dial-plan.ts'
import type { OfferCause } from '../calls/events.ts'
import type { JournalRecord } from '../switchboard/journal.ts'

/** The floor's reasons, as they stand in the journal. */
export type Why = Extract<JournalRecord['event'], { type: 'CallOffered' }>['why']

export type CdrOffer = {
  offer: string
  agent: string
  at: number
  /** When it was decided. Missing, like the cause: nobody said, e.g. the caller left before it was told to him. */
  until?: number
  cause?: OfferCause
  why?: Why
}

/** In the order in which they were made; one per agent, so an offer to several agents gives several. */
export function offersOf(ordered: readonly JournalRecord[]): CdrOffer[] {
  const offers = new Map<string, CdrOffer>()
  const offerOf = (offer: string, agent: string, at: number): CdrOffer => {
    const key = `${offer} ${agent}`
    const found = offers.get(key) ?? { offer, agent, at }
    offers.set(key, found)
    return found
  }
  for (const { at, event } of ordered) {
    // Who dialled himself was offered nothing.
    if ('offer' in event && event.offer === OWN_OFFER) continue
    if (event.type === 'CallOffered') {
      for (const agent of event.agents) offerOf(event.offer, agent, at).why = event.why
    } else if (event.type === 'Offered') {
      offerOf(event.offer, event.agent, at)
    } else if (event.type === 'OfferEnded') {
      end(offerOf(event.offer, event.agent, at), at, event.cause)
    } else if (event.type === 'OfferAccepted' || event.type === 'TalkStarted') {
      end(offerOf(event.offer, event.agent, at), at, 'answered')
    }
  }
  return [...offers.values()]
}

/** The call says it first, the floor after it; an answer outweighs what the floor may still have thought. */
function end(offer: CdrOffer, at: number, cause: OfferCause): void {
  if (offer.cause !== undefined && (offer.cause === 'answered' || cause !== 'answered')) return
  offer.until = at
  offer.cause = cause
}
