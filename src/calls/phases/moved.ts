// The agent, or a supervisor, moves a call: hold and back, what becomes of a consultation, and the blind transfer.
// What does not fit the phase is a no-op: it crossed with a hang-up.
import { atQueueStep, start } from '../../flows/interpreter.ts'
import type { Phase } from '../call.ts'
import type { CallInput } from '../events.ts'
import type { Outward } from '../outside.ts'
import type { Talked } from '../parties.ts'
import { type Turn, toPhase } from '../turn.ts'
import { merge, sendThirdAway } from './conference.ts'
import { cancel, lineOf } from './consulting.ts'
import { hear } from './course.ts'
import { forward } from './forwarding.ts'
import { backFrom, handOver } from './handing-over.ts'
import { hold, resume, takeBack } from './holding.ts'
import { waitAnew } from './requeued.ts'
import { dropRinging } from './ringing.ts'
import { dropTalking } from './talking.ts'
import { closeTapes } from './tracks.ts'
import { leaveQueue, silence, standInLine } from './waiting.ts'

export function moveAsked(turn: Turn, { move }: Extract<CallInput, { type: 'MoveAsked' }>): void {
  const { phase } = turn.call
  switch (move) {
    case 'hold':
      return phase.name === 'talking' ? hold(turn, phase) : undefined
    case 'resume':
      return phase.name === 'holding' ? resume(turn, phase) : undefined
    case 'merge':
      return merge(turn)
    case 'complete':
      return handOver(turn, 'up')
    case 'cancel':
      return phase.name === 'conference' ? sendThirdAway(turn) : cancel(turn)
    default:
      move satisfies never
  }
}

/** A blind transfer: the customer goes, and whoever had him is free once his leg is gone. */
export function transfer(turn: Turn, { to }: Extract<CallInput, { type: 'TransferAsked' }>): void {
  const { phase } = turn.call
  if ('flow' in to) return intoFlow(turn, to)
  if ('contact' in to) return outwards(turn, to)
  const queue = lineOf(to)
  if (!turn.book.queue(queue)) return
  if (phase.name === 'talking' || phase.name === 'holding') {
    if ('agent' in to && to.agent === phase.with.agent) return
    return fromTalk(turn, phase, queue, 'agent' in to)
  }
  if (phase.name === 'waiting' || phase.name === 'ringing') fromLine(turn, phase, queue, 'agent' in to)
}

/** He keeps the time that he has waited. @param comesBack he goes back to the queue if nobody answers in time */
export function fromTalk(
  turn: Turn,
  phase: Extract<Phase, { name: 'talking' | 'holding' }>,
  queue: string,
  comesBack = false,
): void {
  const { waited, talk } = phase
  // A call that began to talk before this was written down.
  if (!waited) return
  dropTalking(turn, 'system')
  if (phase.name === 'holding') takeBack(turn, phase)
  closeTapes(turn, phase)
  standInLine(turn, { queue, ...waited, talk, ...(comesBack ? { back: backFrom(turn, phase) } : {}) })
  waitAnew(turn)
}

/** @param comesBack as above */
export function fromLine(
  turn: Turn,
  phase: Extract<Phase, { name: 'waiting' | 'ringing' }>,
  queue: string,
  comesBack = false,
): void {
  const { priority, since, place, talk, queue: before } = phase.wait
  if (before === queue) return
  if (phase.name === 'ringing') dropRinging(turn, 'revoked')
  silence(turn, phase.wait)
  const back = comesBack ? { back: backFrom(turn, { queue: before }) } : {}
  standInLine(turn, { queue, priority, since, place: atQueueStep(place), talk, ...back })
  waitAnew(turn)
}

function intoFlow(turn: Turn, { flow, section }: { flow: string; section?: string }): void {
  const { phase } = turn.call
  const target = turn.book.flow(flow)
  if (!target || (section !== undefined && !target.sections[section])) return
  if (phase.name === 'talking' || phase.name === 'holding') aloneWithFlow(turn, phase)
  else if (phase.name === 'waiting' || phase.name === 'ringing') leaveQueue(turn)
  if (turn.call.phase.name !== 'ivr') return
  const place = start(flow)
  toPhase(turn, { name: 'ivr', place: section === undefined ? place : { ...place, section } })
  hear(turn, { type: 'entered' })
}

/** He hears that it rings outside; whoever had him is free. */
function outwards(turn: Turn, to: Outward): void {
  const { phase } = turn.call
  if (phase.name === 'talking' || phase.name === 'holding') {
    const { queue, waited } = phase
    aloneWithFlow(turn, phase)
    return forward(turn, to, { queue, ...(waited ? { waited } : {}) })
  }
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { queue, back, priority, since, place } = phase.wait
  leaveQueue(turn)
  const { phase: left } = turn.call
  if (left.name === 'ivr' && left.playing) turn.commands.push({ type: 'StopPlay', play: left.playing })
  // Where he would have gone back to, had nobody taken him there either.
  const waited = { priority, since, place: atQueueStep(place) }
  forward(turn, to, { queue: back?.queue ?? queue, waited })
}

function aloneWithFlow(turn: Turn, phase: Talked & Pick<Phase, 'name'>): void {
  const { talk } = phase
  const { leg } = turn.call.caller
  dropTalking(turn, 'system')
  closeTapes(turn, phase)
  if (phase.name === 'holding') turn.commands.push({ type: 'StopMusic', leg })
  else turn.commands.push({ type: 'LeaveTalk', talk, leg })
  turn.commands.push({ type: 'CloseTalk', talk })
  turn.call = { ...turn.call, answered: true }
  toPhase(turn, { name: 'ivr', place: start('') })
}
