// An agent's phone rings for the waiting caller, who keeps his place until somebody answers.
import type { Wait } from '../call.ts'
import type { CallInput, OfferCause } from '../events.ts'
import { offerCauseOf } from '../offer-cause.ts'
import { letGo, mint, type Turn, toPhase } from '../turn.ts'
import { followCourse } from './course.ts'
import { connect } from './talking.ts'
import { comeBack, passTime, talkFailed } from './waiting.ts'

/** Asterisk ends the ringing itself at ringMs; this much later we no longer believe that it will. */
const RING_GRACE_MS = 1_500

/** With less time left, nobody could pick up. */
const LEAST_RING_MS = 1_000

/** How long a caller waits for his position after nobody answered: long enough to be offered to the next one. */
const TELL_AFTER_MS = 1_000

/** Asterisk's answer to an id that exists: an earlier ring of ours arrived. No failure. */
export const LEG_EXISTS = 409

export function ring(turn: Turn, wait: Wait, offered: Extract<CallInput, { type: 'Offered' }>): void {
  const { offer, agent, phone, ringMs, wrapUpMs } = offered
  const leg = mint(turn, 'agent')
  turn.facts.push({ type: 'AgentRinging', offer, agent, leg })
  turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact: turn.call.contact })
  const ringUntil = turn.now.house + ringMs
  toPhase(turn, {
    name: 'ringing',
    wait,
    ringing: { offer, agent, phone, leg, wrapUpMs },
    ringUntil: ringUntil + RING_GRACE_MS,
  })
}

export function inRinging(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  if (followCourse(turn, input)) return
  const { ringing, ringUntil } = phase
  switch (input.type) {
    case 'LegJoined':
      return input.leg === ringing.leg ? connect(turn) : undefined
    case 'LegEnded': {
      if (input.leg !== ringing.leg) return
      const rangOut = turn.now.house >= ringUntil - RING_GRACE_MS - CLOCK_SLACK_MS
      return missed(turn, offerCauseOf(input.cause, input.techCause, rangOut), 'gone')
    }
    case 'CommandFailed':
      if (input.command !== 'ring') return talkFailed(turn, input)
      if (input.subject !== ringing.leg || input.status === LEG_EXISTS) return
      return missed(turn, 'unreachable', 'gone')
    case 'OfferRevoked':
      return input.offer === ringing.offer ? revoked(turn) : undefined
    case 'TimeUp':
      return turn.now.house >= ringUntil ? missed(turn, 'no-answer', 'up') : passTime(turn, input)
    case 'PlayEnded':
      return passTime(turn, input)
    case 'Resumed':
      comeBack(turn, input)
      return input.legs.includes(ringing.leg) ? undefined : ringAgain(turn)
  }
}

/** By the same id, for what is left of its time: if the first one arrived after all, Asterisk says 409. */
function ringAgain(turn: Turn): void {
  const { phase, contact } = turn.call
  if (phase.name !== 'ringing') return
  const { leg, phone } = phase.ringing
  const ringMs = phase.ringUntil - RING_GRACE_MS - turn.now.house
  if (ringMs < LEAST_RING_MS) return
  turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact })
}

/** The floor took the offer back. */
export function revoked(turn: Turn): void {
  missed(turn, 'revoked', 'up')
}

/** Asterisk's timer and ours are not the same clock tick. */
const CLOCK_SLACK_MS = 250

/** Back to waiting, same place. The floor hears of it when the leg is really gone: only then is the agent free. */
function missed(turn: Turn, cause: Exclude<OfferCause, 'answered'>, leg: 'gone' | 'up'): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  const { ringing, wait } = phase
  const told = { type: 'EndOffer', offer: ringing.offer, agent: ringing.agent, cause } as const
  turn.facts.push({ type: 'OfferEnded', offer: ringing.offer, agent: ringing.agent, cause })
  // Whoever was offered at once, or while his position was on its way, has none to come.
  const announceAt = wait.announceAt ?? turn.now.house + TELL_AFTER_MS
  toPhase(turn, { name: 'waiting', wait: { ...wait, announceAt } })
  if (leg === 'gone') turn.commands.push(told)
  else letGo(turn, ringing.leg, told)
}

/** The caller goes elsewhere while the phone rings: the agent is not to blame. */
export function dropRinging(turn: Turn, cause: 'caller-gone' | 'revoked' = 'caller-gone'): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  const { offer, agent, leg } = phase.ringing
  turn.facts.push({ type: 'OfferEnded', offer, agent, cause })
  letGo(turn, leg, { type: 'EndOffer', offer, agent, cause })
}
