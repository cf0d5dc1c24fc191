// What each agent had to do with the conversation: what reports count per agent, one row for both of them.
import type { OfferCause } from '../calls/events.ts'
import type { JournalRecord } from '../switchboard/journal.ts'
import type { CdrOffer } from './offers.ts'
import { IN_HAND, type Segment } from './segments.ts'

export type Encounter = {
  agent: string
  /** How long the caller had waited when this agent first talked to him; missing: he never did. */
  answerWaitMs?: number
  /** How long the caller had waited when he hung up while this agent was to take him. */
  abandonWaitMs?: number
  /** While he had the call: holds and consultations included. */
  talkMs: number
  /** Wrap-up that is over. */
  wrapUpMs: number
  /** How often he was offered it and did not answer: no answer, busy, declined, out of reach. Missing: never. */
  missed?: number
}

const MISSES: ReadonlySet<OfferCause> = new Set(['no-answer', 'busy', 'declined', 'unreachable'] as const)

/**
 * One for each agent to whom the conversation was ever offered, or who talked in it.
 * @param span the conversation's first and last moment, epoch ms: nothing is counted beyond it
 */
export function encountersOf(
  ordered: readonly JournalRecord[],
  { segments, offers }: { segments: readonly Segment[]; offers: readonly CdrOffer[] },
  span: { arrivedAt: number; endedAt: number },
): Encounter[] {
  const encounters = new Map<string, Encounter>()
  const gone = new Set<string>()
  const asked = onlyAsked(ordered)
  let waitingSince: number | undefined
  let hasTalked = false
  const met = (agent: string): Encounter => {
    const found = encounters.get(agent) ?? { agent, talkMs: 0, wrapUpMs: 0 }
    encounters.set(agent, found)
    return found
  }
  for (const { at, event } of ordered) {
    const now = Math.min(Math.max(at, span.arrivedAt), span.endedAt)
    if ('offer' in event && asked.has(event.offer)) continue
    if (event.type === 'QueueJoined') waitingSince ??= now
    else if (event.type === 'CallOffered') event.agents.forEach(met)
    else if (event.type === 'Offered') met(event.agent)
    else if (event.type === 'OfferEnded' && event.cause === 'caller-gone') gone.add(met(event.agent).agent)
    else if (event.type === 'TalkStarted') {
      const encounter = met(event.agent)
      encounter.answerWaitMs ??= now - (waitingSince ?? now)
      waitingSince = undefined
      hasTalked = true
    } else if (event.type === 'CallEnded' && event.ending.result === 'abandoned' && !hasTalked) {
      for (const agent of gone) met(agent).abandonWaitMs = span.endedAt - (waitingSince ?? span.endedAt)
    }
  }
  for (const { kind, agent, from, to } of segments) {
    if (agent === undefined) continue
    if (IN_HAND.has(kind)) met(agent).talkMs += to - from
    else if (kind === 'wrap-up') met(agent).wrapUpMs += to - from
  }
  for (const { offer, agent, cause } of offers) {
    if (cause === undefined || !MISSES.has(cause) || asked.has(offer)) continue
    const encounter = encounters.get(agent)
    if (encounter) encounter.missed = (encounter.missed ?? 0) + 1
  }
  return [...encounters.values()]
}

/** Offers of a consultation: a colleague wanted him, not the customer; unless it rang for the customer in the end. */
function onlyAsked(ordered: readonly JournalRecord[]): Set<string> {
  const asked = new Set<string>()
  for (const { event } of ordered) {
    if (event.type === 'PartyRinging') asked.add(event.offer)
    else if (event.type === 'AgentRinging' || event.type === 'TalkStarted') asked.delete(event.offer)
  }
  return asked
}
