// Agents' phones ring for the waiting caller, who keeps his place until somebody answers: one phone, or several at
// once (the first who picks up has the call).
//
//   ringing ──LegJoined──▶ (greeted: he hears whom he gets, and may have to press 1) ──▶ talking
//      └── each phone's end ── the last one ──▶ waiting, same place

import type { Phase, Ringing } from '../call.ts'
import type { CallInput, OfferCause } from '../events.ts'
import { offerCauseOf } from '../offer-cause.ts'
import { letGo, mint, type Turn, toPhase } from '../turn.ts'
import type { Wait } from '../wait.ts'
import { followCourse } from './course.ts'
import { ACCEPT_KEY, accept, greet, isGreeted, takeGreeting } from './greeting.ts'
import { connect } from './talking.ts'
import { comeBack, passTime, talkFailed } from './waiting.ts'

/** Asterisk ends the ringing itself at ringMs; this much later we no longer believe that it will. */
export const RING_GRACE_MS = 1_500

/** With less time left, nobody could pick up. */
export const LEAST_RING_MS = 1_000

/** How long a caller waits for his position after nobody answered: long enough to be offered to the next one. */
const TELL_AFTER_MS = 1_000

/** Asterisk's timer and ours are not the same clock tick. */
export const CLOCK_SLACK_MS = 250

/** Asterisk's answer to an id that exists: an earlier ring of ours arrived. No failure. */
export const LEG_EXISTS = 409
/** The leg of a command is gone: its end is heard of anyway. */
export const LEG_GONE = 400

type RingingPhase = Extract<Phase, { name: 'ringing' }>
type Missed = Exclude<OfferCause, 'answered'>

/** @returns everybody whose phone rings. */
export const rungIn = ({ ringing, others = [] }: RingingPhase): readonly Ringing[] => [ringing, ...others]

export function ring(turn: Turn, wait: Wait, offered: Extract<CallInput, { type: 'Offered' }>): void {
  const { offer, ringMs, others: also = [] } = offered
  const [ringing, ...others] = [offered, ...also].map(({ agent, phone, wrapUpMs }): Ringing => {
    const leg = mint(turn, 'agent')
    turn.facts.push({ type: 'AgentRinging', offer, agent, leg })
    turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact: turn.call.contact })
    return { offer, agent, phone, leg, wrapUpMs }
  })
  if (!ringing) return
  toPhase(turn, {
    name: 'ringing',
    wait,
    ringing,
    ...(others.length > 0 ? { others } : {}),
    ringUntil: turn.now.house + ringMs + RING_GRACE_MS,
  })
}

export function inRinging(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  if (input.type === 'KeyPressed' && input.leg === phase.ringing.leg)
    return input.digit === ACCEPT_KEY ? accept(turn) : undefined
  if (takeGreeting(turn, input) || followCourse(turn, input)) return
  const { ringing, ringUntil } = phase
  const rung = rungIn(phase)
  switch (input.type) {
    case 'LegJoined':
      return pickedUp(turn, input.leg)
    case 'LegEnded': {
      const one = rung.find(({ leg }) => leg === input.leg)
      if (!one) return
      const rangOut = turn.now.house >= ringUntil - RING_GRACE_MS - CLOCK_SLACK_MS
      // He picked up, heard whom he would get, and hung up.
      const cause = isGreeted(phase) ? 'declined' : offerCauseOf(input.cause, input.techCause, rangOut)
      return missed(turn, [one], cause, 'gone')
    }
    case 'CommandFailed': {
      if (input.command !== 'ring') return talkFailed(turn, input)
      const one = rung.find(({ leg }) => leg === input.subject)
      return one && input.status !== LEG_EXISTS ? missed(turn, [one], 'unreachable', 'gone') : undefined
    }
    case 'OfferRevoked':
      return input.offer === ringing.offer ? revoked(turn) : undefined
    case 'TimeUp':
      return turn.now.house >= ringUntil ? missed(turn, rung, 'no-answer', 'up') : passTime(turn, input)
    case 'PlayEnded':
      return passTime(turn, input)
    case 'Resumed':
      comeBack(turn, input)
      return comeBackToPhones(turn, input.legs)
  }
}

/** The first has the call; the others' phones are told that it was answered elsewhere. */
function pickedUp(turn: Turn, leg: string): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  const winner = rungIn(phase).find(one => one.leg === leg)
  if (!winner || isGreeted(phase)) return
  const { others: _, ...rest } = phase
  toPhase(turn, { ...rest, ringing: winner })
  for (const { offer, agent, leg } of rungIn(phase)) {
    if (agent === winner.agent) continue
    turn.facts.push({ type: 'OfferEnded', offer, agent, cause: 'elsewhere' })
    letGo(turn, leg, { type: 'EndOffer', offer, agent, cause: 'elsewhere' }, 'elsewhere')
  }
  if (!greet(turn)) connect(turn)
}

/** By the same ids, for what is left of their time: if the first ring arrived after all, Asterisk says 409. */
function comeBackToPhones(turn: Turn, legs: readonly string[]): void {
  const { phase, contact } = turn.call
  if (phase.name !== 'ringing') return
  // What he heard is gone: he hears it again, and nobody gets a call by our restart who has not pressed the key.
  if (isGreeted(phase) && legs.includes(phase.ringing.leg)) return greet(turn) ? undefined : connect(turn)
  const ringMs = phase.ringUntil - RING_GRACE_MS - turn.now.house
  if (ringMs < LEAST_RING_MS) return
  for (const { leg, phone } of rungIn(phase))
    if (!legs.includes(leg)) turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact })
}

/** The floor took the offer back. */
export function revoked(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name === 'ringing') missed(turn, rungIn(phase), 'revoked', 'up')
}

/** When nobody rings any more, back to waiting. The floor hears of it when a leg is really gone: only then is he free. */
function missed(turn: Turn, gone: readonly Ringing[], cause: Missed, leg: 'gone' | 'up'): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  for (const { offer, agent, leg: rung } of gone) {
    const told = { type: 'EndOffer', offer, agent, cause } as const
    turn.facts.push({ type: 'OfferEnded', offer, agent, cause })
    if (leg === 'gone') turn.commands.push(told)
    else letGo(turn, rung, told)
  }
  const [ringing, ...others] = rungIn(phase).filter(one => !gone.includes(one))
  if (ringing) {
    const { others: _, ...rest } = phase
    return toPhase(turn, { ...rest, ringing, ...(others.length > 0 ? { others } : {}) })
  }
  // Whoever was offered at once, or while his position was on its way, has none to come.
  const announceAt = phase.wait.announceAt ?? turn.now.house + TELL_AFTER_MS
  toPhase(turn, { name: 'waiting', wait: { ...phase.wait, announceAt } })
}

/** The caller goes elsewhere while phones ring: the agents are not to blame. */
export function dropRinging(
  turn: Turn,
  cause: 'caller-gone' | 'revoked' = 'caller-gone',
  how: { gaveUp?: true } = {},
): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return
  // The offer may be one of a queue that he has left since: his place in the new one must go as well.
  if (cause === 'caller-gone') turn.commands.push({ type: 'LeaveQueue', ...how })
  for (const { offer, agent, leg } of rungIn(phase)) {
    turn.facts.push({ type: 'OfferEnded', offer, agent, cause })
    letGo(turn, leg, { type: 'EndOffer', offer, agent, cause })
  }
}
