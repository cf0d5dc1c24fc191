// The customer is on hold, and the agent asks somebody: another agent, or whoever of a queue is free. The floor looks
// for him as it does for a waiting caller, so nobody is rung who is not free, and who is asked is busy. What happens at
// his phone: asked.ts. A number outside may be asked as well: asking-outside.ts.
//
//   looking ──Offered──▶ ringing ──LegJoined──▶ here ──merge──▶ conference
//     ▲  │                │ │ │                  │ │
//     │  │ nobody in time │ │ └─ the agent goes  │ └─ complete, or the agent goes ──▶ talking (with who was asked)
//     │  │                │ │    ──▶ ringing     └─ who was asked goes ──▶ holding
//     │  └──▶ holding     │ │      (for the customer)
//     └──── missed ───────┘ └─ missed, and nobody else was meant ──▶ holding
//
//   cancel leads back to the customer from each of them; when he goes, everybody does.
import { queueOfAgent } from '../../flows/verbs/dial.ts'
import type { Ringing } from '../call.ts'
import type { Adviser, CallInput, ConsultOutcome, DialCause, OfferCause } from '../events.ts'
import type { AgentParty, Party } from '../parties.ts'
import { letGo, mint, type Turn, toPhase } from '../turn.ts'
import { whileHere, whileRinging } from './asked.ts'
import { consultOutside, whileCalling, whileOutside } from './asking-outside.ts'
import { believed, dropCalled, dropOutsider } from './calling-outside.ts'
import { greetingAt } from './greeting.ts'
import { handOver } from './handing-over.ts'
import { hold, playMusic, resume } from './holding.ts'
import { LEAST_RING_MS, RING_GRACE_MS } from './ringing.ts'
import { comeBackToTalk, talkGoesOn } from './talking.ts'
import { recordAgain } from './tracks.ts'

/** How long somebody is looked for before the agent hears that nobody can be had. */
const LOOK_FOR_MS = 30_000

/** In any phase but a talk, on hold or not, nothing happens. Nobody asks himself. */
export function consult(turn: Turn, { to }: Extract<CallInput, { type: 'ConsultAsked' }>): void {
  const { phase } = turn.call
  if ((phase.name !== 'talking' && phase.name !== 'holding') || !phase.waited) return
  if ('contact' in to) return consultOutside(turn, to)
  const queue = lineOf(to)
  const { agent, leg } = phase.with
  if (!turn.book.queue(queue) || ('agent' in to && to.agent === agent)) return
  if (phase.name === 'talking') hold(turn, phase)
  const { priority } = phase.waited
  const since = turn.now.house
  turn.facts.push({ type: 'ConsultStarted', agent, to })
  turn.commands.push({ type: 'JoinQueue', queue, priority, since })
  const tone = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg, play: tone, say: [{ tone: 'ring' }], language: turn.call.language })
  ask(turn, { to, queue, since, until: since + LOOK_FOR_MS, tone, state: 'looking' })
}

/** The customer is on hold; what became of asking somebody before is forgotten. */
export function ask(turn: Turn, party: Party): void {
  const { phase } = turn.call
  if (phase.name !== 'holding') return
  const { inVain: _, ...talked } = phase
  toPhase(turn, { ...talked, name: 'consulting', party })
}

/** The queue in which the floor finds him. */
export const lineOf = (to: Adviser): string => ('queue' in to ? to.queue : queueOfAgent(to.agent))

export function inConsulting(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  const { party } = phase
  if (input.type === 'LegEnded' && input.leg === phase.with.leg) return handOver(turn, 'gone')
  if (input.type === 'Resumed') return comeBack(turn, input)
  if (input.type === 'RecordingEnded') return talkGoesOn(turn, input)
  switch (party.state) {
    case 'looking':
      return whileLooking(turn, party, input)
    case 'ringing':
      return whileRinging(turn, party, input)
    case 'here':
      return whileHere(turn, party, input)
    case 'calling':
      return whileCalling(turn, party, input)
    case 'outside':
      return whileOutside(turn, party, input)
    default:
      party satisfies never
  }
}

function whileLooking(turn: Turn, party: AgentParty, input: CallInput): void {
  switch (input.type) {
    case 'Offered':
      return ring(turn, party, input)
    case 'Placed':
      // Nobody is free. Of a queue, somebody may soon be; an agent is either free or not.
      return 'agent' in party.to ? giveUp(turn, 'nobody') : undefined
    case 'JoinRefused':
      return giveUp(turn, 'nobody')
    case 'TimeUp':
      return turn.now.house >= party.until ? giveUp(turn, 'nobody') : undefined
    default:
      return talkGoesOn(turn, input)
  }
}

function ring(
  turn: Turn,
  { to, queue, since, until, tone }: AgentParty,
  offered: Extract<CallInput, { type: 'Offered' }>,
) {
  const { offer, agent, phone, ringMs, wrapUpMs, others = [] } = offered
  // A queue may ring all of its agents for a customer; to be asked, one is enough.
  for (const other of others)
    turn.commands.push({ type: 'EndOffer', offer, agent: other.agent, cause: 'revoked' })
  const leg = mint(turn, 'agent')
  turn.facts.push({ type: 'PartyRinging', offer, agent, leg })
  turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact: turn.call.contact })
  const ringing: Ringing = { offer, agent, phone, leg, wrapUpMs }
  const ringUntil = turn.now.house + ringMs + RING_GRACE_MS
  withParty(turn, {
    to,
    queue,
    since,
    until,
    ...(tone ? { tone } : {}),
    state: 'ringing',
    ringing,
    ringUntil,
  })
}

/** Somebody else of the queue may be had; of an agent there is only one. */
export function missed(
  turn: Turn,
  party: Extract<Party, { state: 'ringing' }>,
  cause: Exclude<OfferCause, 'answered'>,
  leg: 'gone' | 'up',
): void {
  const { to, queue, since, until, tone, ringing } = party
  const isOver = 'agent' in to || turn.now.house >= until
  if (isOver) turn.commands.push({ type: 'LeaveQueue' })
  const { offer, agent } = ringing
  const told = { type: 'EndOffer', offer, agent, cause } as const
  turn.facts.push({ type: 'OfferEnded', offer, agent, cause })
  if (leg === 'gone') turn.commands.push(told)
  else letGo(turn, ringing.leg, told)
  if (isOver) backOnHold(turn, 'nobody')
  else withParty(turn, { to, queue, since, until, ...(tone ? { tone } : {}), state: 'looking' })
}

function giveUp(turn: Turn, outcome: ConsultOutcome): void {
  turn.commands.push({ type: 'LeaveQueue' })
  backOnHold(turn, outcome)
}

/** The customer is still on hold, and the agent there. @param cause why a number outside was not reached */
export function backOnHold(turn: Turn, outcome: ConsultOutcome, cause?: DialCause): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  const { party, ...talked } = phase
  if (party.tone) turn.commands.push({ type: 'StopPlay', play: party.tone })
  const { agent } = phase.with
  turn.facts.push({ type: 'ConsultEnded', agent, outcome, ...(cause === undefined ? {} : { cause }) })
  const inVain = outcome === 'nobody' || outcome === 'party-gone'
  toPhase(turn, {
    ...talked,
    name: 'holding',
    ...(inVain && { inVain: { outcome, ...(cause === undefined ? {} : { cause }) } }),
  })
}

/** Back to the customer; whoever was asked is let go. */
export function cancel(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  dropParty(turn, phase.party, 'revoked')
  backOnHold(turn, 'cancelled')
  resume(turn, phase)
}

/** Nobody is looked for any more, or his leg goes; then the floor is told. */
export function dropParty(turn: Turn, party: Party, cause: 'caller-gone' | 'revoked'): void {
  if (party.state === 'here') {
    const { agent, leg, wrapUpMs } = party.ringing
    return letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
  }
  if (party.state === 'calling') return dropCalled(turn, party.called)
  if (party.state === 'outside') return dropOutsider(turn, party.outsider)
  turn.commands.push({ type: 'LeaveQueue' })
  if (party.state === 'looking') return
  const { offer, agent, leg } = party.ringing
  turn.facts.push({ type: 'OfferEnded', offer, agent, cause })
  letGo(turn, leg, { type: 'EndOffer', offer, agent, cause })
}

function comeBack(turn: Turn, input: Extract<CallInput, { type: 'Resumed' }>): void {
  const { phase, contact } = turn.call
  if (phase.name !== 'consulting') return
  const { party, waited, talk } = phase
  comeBackToTalk(turn, phase, input)
  playMusic(turn, phase)
  recordAgain(turn, phase, input)
  if (party.state === 'here') {
    const { offer, agent, leg } = party.ringing
    turn.commands.push({ type: 'AcceptOffer', offer, agent }, { type: 'JoinTalk', talk, leg })
  }
  if (party.state === 'looking' && waited) {
    const { queue, since } = party
    turn.commands.push({ type: 'JoinQueue', queue, priority: waited.priority, since })
  }
  if (party.state === 'calling') withParty(turn, { ...party, ...believed(party.called) })
  if (party.state === 'outside') turn.commands.push({ type: 'JoinTalk', talk, leg: party.outsider.leg })
  if (party.state !== 'ringing') return
  if (input.legs.includes(party.ringing.leg)) return greetAgain(turn, party)
  const ringMs = party.ringUntil - RING_GRACE_MS - turn.now.house
  const { leg, phone } = party.ringing
  if (ringMs >= LEAST_RING_MS) turn.commands.push({ type: 'Ring', leg, phone, ringMs, contact })
}

/** What he heard is gone: he hears it again, and talks to nobody by our restart who has not pressed the key. */
function greetAgain(turn: Turn, party: Extract<Party, { state: 'ringing' }>): void {
  if (!party.greeting) return
  const greeting = greetingAt(turn, party.ringing.leg, party)
  if (greeting) withParty(turn, { ...party, greeting })
}

export function withParty(turn: Turn, party: Party): void {
  const { phase } = turn.call
  if (phase.name === 'consulting') toPhase(turn, { ...phase, party })
}
