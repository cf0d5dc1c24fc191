// A phone of ours dials out. Until somebody outside answers, our phone's leg stands where a caller's does; from then on
// who was called is the caller, and our phone his agent: hold, transfer, records and reports need not know who dialled.
//
//   arrives ──(own phone first)──▶ own phone rings ──LegJoined──┐
//      └────────────────────────────────────────────────────────┴──▶ next trunk ──LegRinging──▶ it rings
//                                                                     ▲  │                        │
//                                          trunk failed, silent, full ┘  └────── LegJoined ───────┴──▶ talking
//
//   our phone hangs up, busy, declined, no answer, no trunk left ──▶ ending

import { dialCauseOf, endingOf, isTrunksFault, releaseCauseOf } from '../dial-cause.ts'
import { type DialPlan, OUTBOUND_FLOW, OWN_OFFER } from '../dial-plan.ts'
import type { CallInput, DialCause } from '../events.ts'
import { end, letGo, mint, type Turn, toPhase } from '../turn.ts'
import { LEG_EXISTS, RING_GRACE_MS } from './ringing.ts'
import { track } from './tracks.ts'
import { dialTrunk, leaveTrunk as left, overdue, TRUNK_FULL, withVoice } from './trunks.ts'

/** How long the phone of who asked on a screen rings. */
const OWN_RING_MS = 20_000

/** The first step of a call that a phone of ours makes. From now on its agent is busy. */
export function startDialling(turn: Turn, plan: DialPlan): void {
  turn.commands.push({ type: 'AcceptOffer', offer: OWN_OFFER, agent: plan.agent })
  const { trunks: left } = plan
  if (!plan.ownFirst) {
    toPhase(turn, { name: 'dialling', plan, left })
    return dialNext(turn)
  }
  const { caller, contact } = turn.call
  toPhase(turn, { name: 'dialling', plan, left, ownUntil: turn.now.house + OWN_RING_MS + RING_GRACE_MS })
  const { phone } = plan
  turn.commands.push({ type: 'Ring', leg: caller.leg, phone, ringMs: OWN_RING_MS, contact })
}

export function inDialling(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'dialling') return
  const { dialled, plan } = phase
  switch (input.type) {
    case 'LegJoined':
      if (input.leg === caller.leg) return phase.ownUntil === undefined ? undefined : dialNext(turn)
      return input.leg === dialled?.leg ? connectOutside(turn) : undefined
    case 'LegRinging':
      if (input.leg === dialled?.leg) rings(turn)
      return
    case 'LegEnded': {
      if (!dialled || input.leg !== dialled.leg) return
      const { cause, techCause, endedAt } = input
      const rang = dialled.silentUntil === undefined
      return missed(turn, dialCauseOf(plan, cause, techCause, rang), { isGone: true, endedAt, techCause })
    }
    case 'CommandFailed': {
      const { command, subject, status } = input
      if (command === 'ring' && subject === caller.leg && status !== LEG_EXISTS) return ownPhoneAway(turn)
      if (command !== 'dial-out' || subject !== dialled?.leg || status === LEG_EXISTS) return
      return missed(turn, status === TRUNK_FULL ? 'trunk-full' : 'trunk-failed', { isGone: true })
    }
    case 'TimeUp':
      return timeUp(turn)
    case 'Resumed':
      // What was said while we were away is lost: the trunk is believed to have said something.
      if (dialled) rings(turn)
      if (phase.ownUntil === undefined) turn.commands.push({ type: 'StartRingback', leg: caller.leg })
  }
}

/** Our own phone hung up, or is made to, before anybody answered. @param endedAt epoch ms */
export function dropDialling(turn: Turn): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'dialling') return
  const { plan, dialled } = phase
  if (dialled) leaveTrunk(turn, 'caller-gone', false)
  const done = { type: 'FinishTalk', agent: plan.agent, wrapUpMs: 0 } as const
  // He is free when his phone is.
  if (caller.up) letOwnGo(turn, plan, 'normal')
  else turn.commands.push(done)
}

function dialNext(turn: Turn): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'dialling') return
  const { plan, left } = phase
  if (left.length === plan.trunks.length) turn.commands.push({ type: 'StartRingback', leg: caller.leg })
  const next = dialTrunk(turn, plan, left)
  if (next) toPhase(turn, { name: 'dialling', plan, ...next })
}

function rings(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'dialling' || phase.dialled?.silentUntil === undefined) return
  toPhase(turn, { ...phase, dialled: withVoice(phase.dialled) })
}

function timeUp(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'dialling') return
  const { house } = turn.now
  const { ownUntil, dialled } = phase
  if (ownUntil !== undefined) return ownUntil <= house ? ownPhoneAway(turn) : undefined
  const cause = dialled && overdue(dialled, house)
  if (cause) missed(turn, cause)
}

/** He clicked, and does not pick up his own phone. */
function ownPhoneAway(turn: Turn): void {
  dropDialling(turn)
  end(turn, { result: 'unanswered', reason: 'agent-hung-up', who: 'agent' }, turn.now.wall)
}

type Missing = { isGone?: boolean; endedAt?: number; techCause?: number | undefined }

/** This trunk did not lead to anybody: the next one, if that may help; else it is over. */
function missed(turn: Turn, cause: DialCause, { isGone = false, endedAt, techCause }: Missing = {}): void {
  leaveTrunk(turn, cause, isGone, techCause)
  const { phase } = turn.call
  if (phase.name !== 'dialling') return
  if (isTrunksFault(cause) && phase.left.length > 0) return dialNext(turn)
  letOwnGo(turn, phase.plan, releaseCauseOf(cause))
  end(turn, endingOf(cause), endedAt ?? turn.now.wall)
}

function leaveTrunk(turn: Turn, cause: DialCause, isGone: boolean, techCause?: number): void {
  const { phase } = turn.call
  if (phase.name !== 'dialling' || !phase.dialled) return
  const { dialled, ...rest } = phase
  toPhase(turn, rest)
  left(turn, dialled, cause, isGone, techCause)
}

/** Our phone's leg goes, and then its agent is free. */
function letOwnGo(turn: Turn, { agent }: DialPlan, cause: ReturnType<typeof releaseCauseOf>): void {
  const { caller } = turn.call
  if (!caller.up) return
  turn.call = { ...turn.call, caller: { ...caller, up: false } }
  letGo(turn, caller.leg, { type: 'FinishTalk', agent, wrapUpMs: 0 }, cause)
}

/** Somebody outside picked up: he is the caller now, and who dialled is his agent. */
function connectOutside(turn: Turn): void {
  const { phase, caller: own } = turn.call
  if (phase.name !== 'dialling' || !phase.dialled) return
  const { plan, dialled } = phase
  const { agent, phone, queue, wrapUpMs } = plan
  const talk = mint(turn, 'talk')
  const { leg, trunk } = dialled
  turn.call = { ...turn.call, caller: { leg, up: true }, dialledBy: { phone, trunk, leg } }
  turn.commands.push(
    { type: 'StopRingback', leg: own.leg },
    { type: 'Answer', leg: own.leg },
    { type: 'OpenTalk', talk },
    { type: 'JoinTalk', talk, leg: dialled.leg },
    { type: 'JoinTalk', talk, leg: own.leg },
  )
  turn.facts.push({ type: 'TalkStarted', offer: OWN_OFFER, agent, leg: own.leg, queue })
  const recordings = turn.book.records(queue)
    ? [track(turn, dialled.leg, 'caller', agent), track(turn, own.leg, 'agent', agent)]
    : []
  const waited = {
    priority: 0,
    since: turn.now.house,
    place: { flow: OUTBOUND_FLOW, section: 'start', step: 0 },
  }
  const him = { offer: OWN_OFFER, agent, phone, leg: own.leg, wrapUpMs }
  toPhase(turn, { name: 'talking', queue, talk, with: him, recordings, waited })
}
