// A number outside is called for the customer, and nobody of ours has him: his agent sent him there, or went while it
// rang, or a flow did. He hears that it rings.
//
//   forwarding ──it answers──▶ outside
//      │  │ └── the customer hangs up ──▶ ending
//      │  └── nobody answers, no trunk takes it ──▶ waiting where he came from, at the front; or the flow goes on
//      └── a supervisor hangs up ──▶ ending
import { endingOf } from '../dial-cause.ts'
import type { CallInput, DialCause } from '../events.ts'
import type { Forwarding, Outward } from '../outside.ts'
import { end, mint, resultInFlow, type Turn, toPhase } from '../turn.ts'
import { believed, callOutside, dropCalled, hearOutside } from './calling-outside.ts'
import { hear } from './course.ts'
import { talkOutside } from './outside.ts'
import { openTalk, standInLine } from './waiting.ts'

/** He is alone, in no talk, and hears nothing. @param from where he goes on when nobody is reached */
export function forward(turn: Turn, to: Outward, from: Omit<Forwarding, 'called'>): void {
  turn.facts.push({ type: 'ForwardingStarted', contact: to.contact })
  const called = callOutside(turn, to)
  if (called) ringsFor(turn, { ...from, called })
  else missed(turn, from, { lost: 'trunk-failed', endedAt: turn.now.wall })
}

/** What was called before rings on, for him. */
export function ringsFor(turn: Turn, forwarding: Forwarding): void {
  turn.commands.push({ type: 'StartRingback', leg: turn.call.caller.leg })
  toPhase(turn, { name: 'forwarding', ...forwarding })
}

export function inForwarding(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'forwarding') return
  const { called, queue } = phase
  if (input.type === 'Resumed') {
    turn.commands.push({ type: 'StartRingback', leg: caller.leg })
    return toPhase(turn, { ...phase, ...believed(called) })
  }
  const news = hearOutside(turn, called, input)
  if (!news) return
  if ('called' in news) return toPhase(turn, { ...phase, called: news.called })
  turn.commands.push({ type: 'StopRingback', leg: caller.leg })
  if ('lost' in news) return missed(turn, phase, news)
  const talk = mint(turn, 'talk')
  const { answered: outsider } = news
  turn.commands.push(
    openTalk(turn, talk, queue ?? ''),
    { type: 'JoinTalk', talk, leg: caller.leg },
    { type: 'JoinTalk', talk, leg: outsider.leg },
  )
  talkOutside(turn, { talk, outsider, ...(queue === undefined ? {} : { queue }), recordings: [] })
}

/** Nobody is called for him any more. */
export function dropForwarding(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name === 'forwarding') dropCalled(turn, phase.called)
}

function missed(
  turn: Turn,
  { queue, waited, place }: Omit<Forwarding, 'called'>,
  { lost, endedAt }: { lost: DialCause; endedAt: number },
): void {
  turn.facts.push({ type: 'ForwardingMissed', cause: lost })
  if (place) {
    toPhase(turn, { name: 'ivr', place })
    return hear(turn, { type: 'not-reached' })
  }
  if (!waited || queue === undefined || !turn.book.queue(queue)) {
    const { reason, who } = endingOf(lost)
    return end(turn, { result: resultInFlow(turn.call), reason, who }, endedAt)
  }
  const talk = mint(turn, 'talk')
  turn.commands.push(openTalk(turn, talk, queue), { type: 'JoinTalk', talk, leg: turn.call.caller.leg })
  standInLine(turn, { queue, ...waited, talk }, { position: 1 })
  hear(turn, { type: 'returned' })
}
