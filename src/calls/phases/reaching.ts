// It is his turn: an agent is reserved, and who was promised a call is called, over one trunk after the other.
//
//   customer first:  dialling ──LegJoined──▶ asked (press 1) ──1──▶ ringing (the agent's phone)
//   agent first:     his phone rings ──LegJoined──▶ dialling ──LegJoined──▶ talking
//
//   nobody there, no trunk, no key ──▶ promised, later     the agent does not pick up ──▶ promised, in line
import type { Phase } from '../call.ts'
import { dialCauseOf, isTrunksFault } from '../dial-cause.ts'
import type { CallInput, DialCause, OfferCause } from '../events.ts'
import { offerCauseOf } from '../offer-cause.ts'
import type { Promised, Reaching } from '../promise.ts'
import { letGo, mint, type Turn, toPhase } from '../turn.ts'
import { ACCEPT_KEY } from './greeting.ts'
import { customerCame, mayCallNow, notReached, ruleOf, standAgain } from './promised.ts'
import { askAgent, connectReached, customerThere, WAITS_AT } from './reached.ts'
import { CLOCK_SLACK_MS, LEAST_RING_MS, LEG_EXISTS, LEG_GONE, RING_GRACE_MS } from './ringing.ts'
import { soundsOf } from './sounds.ts'
import { dialTrunk, leaveTrunk, overdue, TRUNK_FULL, withVoice } from './trunks.ts'
import { openTalk, standInLine } from './waiting.ts'

type Offer = Extract<CallInput, { type: 'Offered' }>
type ReachingPhase = Extract<Phase, { name: 'reaching' }>

export function reach(turn: Turn, promise: Promised, { type: _, queue: __, others, out, ...offer }: Offer) {
  // One customer, one phone: whoever else was to be rung is free.
  for (const { agent } of others ?? [])
    turn.commands.push({ type: 'EndOffer', offer: offer.offer, agent, cause: 'elsewhere' })
  const { agent, phone, ringMs } = offer
  const isClosed = !mayCallNow(turn, promise.queue)
  if (!out || 'denied' in out || isClosed) {
    turn.commands.push({ type: 'EndOffer', offer: offer.offer, agent, cause: 'caller-gone' })
    if (out && 'denied' in out && !isClosed)
      return notReached(turn, promise, out.passes ? 'not-now' : 'not-allowed')
    // The offer crossed with what he was doing; or the hours closed while he stood in line.
    return standAgain(turn, promise)
  }
  const reaching: Reaching = { promise, offered: offer, plan: out, left: out.trunks }
  if (ruleOf(turn, promise.queue).first === 'customer') return dialNext(turn, reaching)
  const leg = mint(turn, 'agent')
  turn.facts.push({ type: 'AgentRinging', offer: offer.offer, agent, leg })
  turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact: turn.call.contact })
  toPhase(turn, {
    ...{ name: 'reaching', ...reaching },
    agent: { leg, until: turn.now.house + ringMs + RING_GRACE_MS },
  })
}

export function inReaching(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'reaching') return
  const { dialled, agent, asked } = phase
  switch (input.type) {
    case 'LegJoined':
      if (input.leg === agent?.leg) return agentThere(turn, phase)
      if (input.leg !== dialled?.leg) return
      return agent ? connectReached(turn, phase) : customerThere(turn, phase)
    case 'LegRinging':
      return input.leg === dialled?.leg ? rings(turn, phase) : undefined
    case 'LegEnded': {
      const { leg, cause, techCause } = input
      if (leg === agent?.leg) return agentGone(turn, phase, cause, techCause)
      if (leg !== dialled?.leg) return
      const why = dialCauseOf(phase.plan, cause, techCause, dialled.silentUntil === undefined)
      return missed(turn, phase, why, { isGone: true, techCause })
    }
    case 'CommandFailed': {
      const { command, subject, status } = input
      if (status === LEG_EXISTS) return
      if (command === 'join-talk' && asked && subject === caller.leg && status !== LEG_GONE)
        return deaf(turn, phase)
      if (command === 'ring' && subject === agent?.leg) return agentAway(turn, phase, 'unreachable', 'gone')
      if (command !== 'dial-out' || subject !== dialled?.leg) return
      return missed(turn, phase, status === TRUNK_FULL ? 'trunk-full' : 'trunk-failed', { isGone: true })
    }
    case 'KeyPressed':
      return asked && input.leg === caller.leg && input.digit === ACCEPT_KEY
        ? askAgent(turn, phase)
        : undefined
    case 'OfferRevoked':
      return input.offer === phase.offered.offer ? offerLost(turn) : undefined
    case 'CustomerCame':
      drop(turn, phase, 'caller-gone')
      return customerCame(turn)
    case 'TimeUp':
      return timeUp(turn, phase)
    case 'Resumed':
      return comeBack(turn, phase, input)
  }
}

/** He was there, and hung up without pressing the key. */
export function customerGone(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'reaching') return
  drop(turn, phase, 'caller-gone')
  notReached(turn, phase.promise, 'declined')
}

/** He could never hear an agent: later again. */
function deaf(turn: Turn, phase: ReachingPhase): void {
  drop(turn, phase, 'caller-gone')
  notReached(turn, phase.promise, 'trunk-failed')
}

/** The floor gave the agent to somebody else: who is there already waits like anybody; else his turn comes again. */
export function offerLost(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'reaching') return
  const { asked, promise } = phase
  const { offer, agent } = phase.offered
  if (!asked) {
    drop(turn, phase, 'revoked')
    return standAgain(turn, promise)
  }
  turn.commands.push({ type: 'EndOffer', offer, agent, cause: 'revoked' })
  turn.commands.push({ type: 'StopPlay', play: asked.play })
  const { queue, priority, since, skills } = promise
  standInLine(turn, { queue, priority, since, place: WAITS_AT, talk: asked.talk, ...(skills && { skills }) })
}

function dialNext(turn: Turn, reaching: Reaching): void {
  const { dialled: _, ...rest } = reaching
  const next = dialTrunk(turn, reaching.plan, reaching.left)
  if (next) toPhase(turn, { name: 'reaching', ...rest, ...next })
}

function rings(turn: Turn, phase: ReachingPhase): void {
  if (phase.dialled) toPhase(turn, { ...phase, dialled: withVoice(phase.dialled) })
}

/** Agent first: he is there, and hears that it rings outside. */
function agentThere(turn: Turn, phase: ReachingPhase): void {
  const { agent, offered } = phase
  if (!agent || agent.until === undefined) return
  turn.facts.push({ type: 'OfferEnded', offer: offered.offer, agent: offered.agent, cause: 'answered' })
  turn.commands.push(
    { type: 'AcceptOffer', offer: offered.offer, agent: offered.agent },
    { type: 'StartRingback', leg: agent.leg },
  )
  dialNext(turn, { ...phase, agent: { leg: agent.leg } })
}

type Missing = { isGone?: boolean; techCause?: number | undefined }

/** This trunk did not lead to him: the next one, if that may help; else later. */
function missed(
  turn: Turn,
  phase: ReachingPhase,
  cause: DialCause,
  { isGone = false, techCause }: Missing = {},
) {
  const { dialled, ...rest } = phase
  if (!dialled) return
  leaveTrunk(turn, dialled, cause, isGone, techCause)
  if (isTrunksFault(cause) && phase.left.length > 0) return dialNext(turn, rest)
  drop(turn, rest, 'caller-gone')
  notReached(turn, phase.promise, cause)
}

function timeUp(turn: Turn, phase: ReachingPhase): void {
  const { dialled, agent, asked, promise } = phase
  const { house } = turn.now
  if (asked) {
    if (asked.until > house) return
    // Whatever picked up, nobody is there.
    drop(turn, phase, 'caller-gone')
    return notReached(turn, promise, 'no-key')
  }
  if (agent?.until !== undefined && agent.until <= house) return agentAway(turn, phase, 'no-answer', 'up')
  const cause = dialled && overdue(dialled, house)
  if (cause) missed(turn, phase, cause)
}

/** Agent first: his phone is quiet again, or he has had enough of waiting for the customer. */
function agentGone(turn: Turn, phase: ReachingPhase, cause: number, techCause: number | undefined): void {
  const { agent, offered, dialled, promise } = phase
  if (agent?.until !== undefined) {
    const rangOut = turn.now.house >= agent.until - RING_GRACE_MS - CLOCK_SLACK_MS
    return agentAway(turn, phase, offerCauseOf(cause, techCause, rangOut), 'gone')
  }
  if (dialled) leaveTrunk(turn, dialled, 'caller-gone', false)
  turn.commands.push({ type: 'FinishTalk', agent: offered.agent, wrapUpMs: offered.wrapUpMs })
  standAgain(turn, promise)
}

/** Nobody was called yet: he keeps his place, and the next agent is asked. */
function agentAway(
  turn: Turn,
  { agent, offered, promise }: ReachingPhase,
  cause: Exclude<OfferCause, 'answered'>,
  leg: 'gone' | 'up',
): void {
  if (!agent) return
  const ended = { offer: offered.offer, agent: offered.agent, cause }
  turn.facts.push({ type: 'OfferEnded', ...ended })
  if (leg === 'gone') turn.commands.push({ type: 'EndOffer', ...ended })
  else letGo(turn, agent.leg, { type: 'EndOffer', ...ended })
  toPhase(turn, { name: 'promised', promise })
}

/** Everybody is let go; the agent is free once his phone is quiet. */
export function drop(turn: Turn, phase: ReachingPhase, cause: 'caller-gone' | 'revoked'): void {
  const { agent, offered, dialled, asked } = phase
  const { caller } = turn.call
  if (asked) turn.commands.push({ type: 'CloseTalk', talk: asked.talk })
  if (dialled && (dialled.leg !== caller.leg || caller.up)) letGo(turn, dialled.leg)
  if (dialled?.leg === caller.leg) turn.call = { ...turn.call, caller: { ...caller, up: false } }
  const ended = { offer: offered.offer, agent: offered.agent, cause }
  if (!agent) return void turn.commands.push({ type: 'EndOffer', ...ended })
  if (agent.until === undefined)
    return letGo(turn, agent.leg, { type: 'FinishTalk', agent: offered.agent, wrapUpMs: 0 })
  turn.facts.push({ type: 'OfferEnded', ...ended })
  letGo(turn, agent.leg, { type: 'EndOffer', ...ended })
}

/** What was said while we were away is lost: trunks are believed to have said something, and words are said again. */
function comeBack(
  turn: Turn,
  phase: ReachingPhase,
  { legs, talks }: Extract<CallInput, { type: 'Resumed' }>,
): void {
  const { agent, asked, offered, dialled } = phase
  if (asked) {
    const { language, caller } = turn.call
    const { talk } = asked
    const play = mint(turn, 'play')
    const say = soundsOf(['callback-here', 'press-1-to-talk'], language)
    if (!talks.includes(talk)) turn.commands.push(openTalk(turn, talk, phase.promise.queue))
    turn.commands.push({ type: 'JoinTalk', talk, leg: caller.leg })
    turn.commands.push({ type: 'Play', leg: caller.leg, play, say, language })
    return toPhase(turn, { ...phase, asked: { ...asked, play } })
  }
  if (dialled) return rings(turn, phase)
  if (agent?.until === undefined) return
  const ringMs = agent.until - RING_GRACE_MS - turn.now.house
  if (ringMs < LEAST_RING_MS || legs.includes(agent.leg)) return
  const { phone } = offered
  turn.commands.push({ type: 'Ring', leg: agent.leg, phone, ringMs, contact: turn.call.contact })
}
