// A call takes a step: (call, event) → the call as it becomes, what it concludes, what it asks for. Pure.
import type { Call } from './call.ts'
import type { CallCommand } from './commands.ts'
import type { CallFact, CallInput } from './events.ts'
import { otherAgentOf, outsideLegOf, standsInLine } from './parties.ts'
import { inConference } from './phases/conference.ts'
import { consult, inConsulting, missed } from './phases/consulting.ts'
import { inDialling, startDialling } from './phases/dialling.ts'
import { inEnding } from './phases/ending.ts'
import { inForwarding } from './phases/forwarding.ts'
import { asteriskLost, callerGone, hangUpAsked } from './phases/goodbyes.ts'
import { inHolding } from './phases/holding.ts'
import { enterFlow, inIvr } from './phases/ivr.ts'
import { moveAsked, transfer } from './phases/moved.ts'
import { inOutside } from './phases/outside.ts'
import { inPromised, remindOfPromise, startPromise } from './phases/promised.ts'
import { inReaching, offerLost } from './phases/reaching.ts'
import { requeue, tapeClosed } from './phases/requeued.ts'
import { inRinging, LEG_EXISTS, revoked, rungIn } from './phases/ringing.ts'
import { inTalking } from './phases/talking.ts'
import { inWaiting } from './phases/waiting.ts'
import { type Book, end, finishIfDone, letGo, type Now, type Turn } from './turn.ts'

export type Step = { call: Call; facts: readonly CallFact[]; commands: readonly CallCommand[] }

/** The first step: somebody is at the door. `id` is the hash of Asterisk's name and the leg's uniqueid. */
export function arrive(
  id: string,
  input: Extract<CallInput, { type: 'CallArrived' }>,
  now: Now,
  book: Book,
): Step {
  const { leg, hotline, contact, numberKind, version, language, arrivedAt } = input
  const call: Call = {
    v: 1,
    id,
    // Who is to be called back has none.
    caller: { leg, up: input.callback === undefined },
    hotline,
    contact,
    numberKind,
    version,
    language,
    arrivedAt,
    ...heldAtTheDoor(now.wall - arrivedAt),
    minted: 0,
    leaving: [],
    phase: { name: 'ivr', place: { flow: input.flow, section: 'start', step: 0 } },
  }
  const turn: Turn = { call, facts: [], commands: [], now, book }
  if (input.refused) turnAway(turn, input)
  else if (input.out) startDialling(turn, input.out)
  else if (input.callback) startPromise(turn, input.callback)
  else enterFlow(turn, input.flow)
  return turn
}

/** Let in at once: the way from Asterisk to us. Held for longer than the dialplan tries: a clock was moved. */
function heldAtTheDoor(ms: number): { heldMs?: number } {
  return ms > 1_000 && ms < 120_000 ? { heldMs: ms } : {}
}

/** Never picked up: the carrier hears why, and may try another way. */
function turnAway(turn: Turn, { refused: reason, busy }: Extract<CallInput, { type: 'CallArrived' }>): void {
  if (reason === undefined) return
  if (reason === 'blocked')
    return end(turn, { result: 'left', reason, who: 'system' }, turn.now.wall, busy ? 'busy' : 'normal')
  const cause = reason === 'no-such-hotline' ? 'no-such-number' : 'congestion'
  end(turn, { result: 'failed', reason, who: 'system' }, turn.now.wall, cause)
}

/** Every later step. Events may come in any order, twice, or never: what no longer fits a phase is a no-op. */
export function step(call: Call, input: CallInput, now: Now, book: Book): Step {
  const turn: Turn = { call, facts: [], commands: [], now, book }
  switch (input.type) {
    case 'CallArrived':
      return turn
    case 'LegEnded':
      legEnded(turn, input)
      break
    case 'LegJoined':
      legJoined(turn, input)
      break
    case 'Offered':
      offered(turn, input)
      break
    case 'CommandFailed':
      commandFailed(turn, input)
      break
    case 'HangUpAsked':
      hangUpAsked(turn)
      break
    case 'RequeueAsked':
      requeue(turn, input)
      break
    case 'MoveAsked':
      moveAsked(turn, input)
      break
    case 'TransferAsked':
      transfer(turn, input)
      break
    case 'ConsultAsked':
      consult(turn, input)
      break
    case 'RecordingEnded':
      if (!tapeClosed(turn, input.recording)) inPhase(turn, input)
      break
    case 'Resumed':
      resumed(turn, input)
      break
    default:
      inPhase(turn, input)
  }
  return turn
}

function inPhase(turn: Turn, input: CallInput): void {
  switch (turn.call.phase.name) {
    case 'ivr':
      return inIvr(turn, input)
    case 'dialling':
      return inDialling(turn, input)
    case 'promised':
      return inPromised(turn, input)
    case 'reaching':
      return inReaching(turn, input)
    case 'waiting':
      return inWaiting(turn, input)
    case 'ringing':
      return inRinging(turn, input)
    case 'talking':
      return inTalking(turn, input)
    case 'holding':
      return inHolding(turn, input)
    case 'consulting':
      return inConsulting(turn, input)
    case 'conference':
      return inConference(turn, input)
    case 'forwarding':
      return inForwarding(turn, input)
    case 'outside':
      return inOutside(turn, input)
    case 'ending':
      return inEnding(turn, input)
    case 'ended':
      return
    default:
      turn.call.phase satisfies never
  }
}

function legEnded(turn: Turn, input: Extract<CallInput, { type: 'LegEnded' }>): void {
  const { caller, leaving } = turn.call
  if (leaving.some(one => one.leg === input.leg)) return hasLeft(turn, input.leg)
  if (input.leg !== caller.leg) return inPhase(turn, input)
  if (!caller.up) return
  turn.call = { ...turn.call, caller: { ...caller, up: false } }
  callerGone(turn, input.endedAt)
}

/** A leg that was let go is gone: now the floor may know. */
function hasLeft(turn: Turn, leg: string): void {
  const { leaving } = turn.call
  turn.call = { ...turn.call, leaving: leaving.filter(one => one.leg !== leg) }
  for (const { leg: left, then } of leaving) if (left === leg && then) turn.commands.push(then)
  finishIfDone(turn)
}

/** A phone that we let go before it rang never will: no end of its leg is to come. */
function commandFailed(turn: Turn, input: Extract<CallInput, { type: 'CommandFailed' }>): void {
  const { command, subject, status } = input
  const neverRang = (command === 'ring' || command === 'dial-out') && status !== LEG_EXISTS
  if (neverRang && turn.call.leaving.some(one => one.leg === subject)) return hasLeft(turn, subject)
  inPhase(turn, input)
}

/** Glare is normal: a leg that the call no longer rings may still be picked up. It must not stay alone. */
function legJoined(turn: Turn, input: Extract<CallInput, { type: 'LegJoined' }>): void {
  const { phase, caller, leaving } = turn.call
  const isLeaving = leaving.some(one => one.leg === input.leg)
  if (input.leg === caller.leg && !isLeaving)
    return phase.name === 'dialling' ? inPhase(turn, input) : undefined
  const wanted =
    (phase.name === 'dialling' && phase.dialled?.leg === input.leg) ||
    (phase.name === 'reaching' && [phase.dialled, phase.agent].some(one => one?.leg === input.leg)) ||
    (phase.name === 'ringing' && rungIn(phase).some(one => one.leg === input.leg)) ||
    ('with' in phase && phase.with.leg === input.leg) ||
    otherAgentOf(turn.call)?.leg === input.leg ||
    outsideLegOf(turn.call) === input.leg
  if (wanted) return inPhase(turn, input)
  if (isLeaving) {
    turn.commands.push({ type: 'Release', leg: input.leg, cause: 'normal' })
  } else letGo(turn, input.leg)
}

/** An offer that comes when nobody waits for it any more goes straight back: the caller left first. */
function offered(turn: Turn, input: Extract<CallInput, { type: 'Offered' }>): void {
  const { phase } = turn.call
  if (phase.name === 'ringing' && phase.ringing.offer === input.offer) return
  if ('with' in phase && phase.with.offer === input.offer) return
  if (phase.name === 'reaching' && phase.offered.offer === input.offer) return
  if (otherAgentOf(turn.call)?.offer === input.offer) return
  // The floor owns the offers: one that still rings is no longer its own.
  if (phase.name === 'ringing') revoked(turn)
  if (phase.name === 'reaching') offerLost(turn)
  if (phase.name === 'consulting' && phase.party.state === 'ringing')
    missed(turn, phase.party, 'revoked', 'up')
  const queue = standsInLine(turn.call)?.queue
  if (queue !== undefined && queue === (input.queue ?? queue)) return inPhase(turn, input)
  // He has gone elsewhere, or stands in another line now.
  const cause = queue === undefined ? 'caller-gone' : 'revoked'
  for (const { agent } of [input, ...(input.others ?? [])])
    turn.commands.push({ type: 'EndOffer', offer: input.offer, agent, cause })
}

/** After a restart of ours: each phase has its rule. What was let go may never have been asked to go. */
function resumed(turn: Turn, input: Extract<CallInput, { type: 'Resumed' }>): void {
  if (input.asteriskRestarted) return asteriskLost(turn)
  for (const { leg } of turn.call.leaving) turn.commands.push({ type: 'Release', leg, cause: 'normal' })
  remindOfPromise(turn)
  for (const tape of turn.call.closing ?? []) if (!input.recordings.includes(tape)) tapeClosed(turn, tape)
  inPhase(turn, input)
}
