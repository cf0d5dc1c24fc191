// The agent goes, and whoever he asked has the call from then on: he was there already, or his phone still rings, or
// he is still looked for. Then the customer waits for him as for anybody.
import type { Phase, Ringing } from '../call.ts'
import type { CallFact } from '../events.ts'
import type { Outsider } from '../outside.ts'
import type { AgentParty, OutsideParty, PartyHere, Talked } from '../parties.ts'
import { letGo, type Turn, toPhase } from '../turn.ts'
import type { Wait } from '../wait.ts'
import { hear } from './course.ts'
import { ringsFor } from './forwarding.ts'
import { takeBack } from './holding.ts'
import { talkOutside } from './outside.ts'
import { closeTapes, track } from './tracks.ts'

/** An agent to whom a customer was sent has so long to answer; then the customer goes back to the queue. */
const ANSWER_WITHIN_MS = 40_000

/** When his position is told first, where one is told. */
const TELL_AFTER_MS = 1_000

type CallingParty = Extract<OutsideParty, { state: 'calling' }>
type Moved = Extract<Phase, { name: 'consulting' | 'conference' }>

/** @param leg of the agent who goes: he hung up (gone), or is to be let go (up) */
export function handOver(turn: Turn, leg: 'gone' | 'up'): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting' && phase.name !== 'conference') return
  const { party } = phase
  if (phase.name === 'consulting')
    turn.facts.push({ type: 'ConsultEnded', agent: phase.with.agent, outcome: 'completed' })
  switch (party.state) {
    case 'here':
      return toNewAgent(turn, phase, party, leg)
    case 'outside':
      return alone(turn, phase, party.outsider, leg)
    case 'calling':
      return ringsOnFor(turn, phase, party, leg)
    default:
      agentGoes(turn, phase, leg)
      return waitForHim(turn, phase, party)
  }
}

function agentGoes(turn: Turn, { with: { agent, leg, wrapUpMs } }: Talked, whose: 'gone' | 'up'): void {
  turn.facts.push({ type: 'TalkEnded', agent, who: 'agent' })
  const told = { type: 'FinishTalk', agent, wrapUpMs } as const
  if (whose === 'gone') turn.commands.push(told)
  else letGo(turn, leg, told)
}

function toNewAgent(turn: Turn, phase: Moved, party: PartyHere, leg: 'gone' | 'up'): void {
  if (phase.name === 'consulting') takeBack(turn, phase)
  else turn.facts.push({ type: 'PartyLeft', agent: party.ringing.agent })
  agentGoes(turn, phase, leg)
  const queue = 'queue' in party.to ? party.queue : phase.queue
  turn.facts.push(talkStarted(party.ringing, queue))
  const { talk, waited } = phase
  const recordings = tapesOf(turn, phase, party.ringing, queue)
  toPhase(turn, {
    name: 'talking',
    queue,
    talk,
    with: party.ringing,
    recordings,
    ...(waited ? { waited } : {}),
  })
}

const talkStarted = ({ offer, agent, leg }: Ringing, queue: string): CallFact => ({
  type: 'TalkStarted',
  offer,
  agent,
  leg,
  queue,
})

/** The customer's tape goes on, the new agent gets one, as the policy of his queue says. */
function tapesOf(turn: Turn, phase: Moved, { agent, leg }: Ringing, queue: string): Talked['recordings'] {
  if (!turn.book.records(queue)) {
    closeTapes(turn, phase)
    return []
  }
  const kept = [...phase.recordings]
  if (!kept.some(({ party }) => party === 'caller'))
    kept.push(track(turn, turn.call.caller.leg, 'caller', agent))
  if (!kept.some(one => one.agent === agent && one.party === 'agent'))
    kept.push(track(turn, leg, 'agent', agent))
  return kept
}

/** He stands where the agent looked for somebody; what rings, rings on. */
function waitForHim(turn: Turn, phase: Talked, party: Exclude<AgentParty, PartyHere>): void {
  const { talk, waited } = phase
  if (!waited) return
  if (party.tone) turn.commands.push({ type: 'StopPlay', play: party.tone })
  const { priority, since, place } = waited
  const { queue } = party
  // He is in his talk again, where the music goes on.
  turn.commands.push({ type: 'JoinTalk', talk, leg: turn.call.caller.leg })
  turn.facts.push({ type: 'HoldEnded', agent: phase.with.agent }, { type: 'QueueJoined', queue, priority })
  closeTapes(turn, phase)
  const joinedAt = turn.now.house
  const wait: Wait = {
    ...{ queue, priority, since, place, talk, joinedAt, music: 'on' as const },
    ...('agent' in party.to ? { back: backFrom(turn, phase) } : { announceAt: joinedAt + TELL_AFTER_MS }),
  }
  if (party.state === 'looking') {
    // From now on with the customer's own wait.
    turn.commands.push({ type: 'JoinQueue', queue, priority, since })
    toPhase(turn, { name: 'waiting', wait })
  } else {
    const { ringing, ringUntil, greeting } = party
    const { offer, agent, leg } = ringing
    turn.facts.push({ type: 'AgentRinging', offer, agent, leg })
    toPhase(turn, { name: 'ringing', wait, ringing, ringUntil, ...(greeting ? { greeting } : {}) })
  }
  hear(turn, { type: 'returned' })
}

/** The customer, and who was asked outside: nobody of ours has him any more. */
function alone(turn: Turn, phase: Moved, outsider: Outsider, leg: 'gone' | 'up'): void {
  if (phase.name === 'consulting') takeBack(turn, phase)
  agentGoes(turn, phase, leg)
  const { talk, queue, recordings } = phase
  turn.call = { ...turn.call, answered: true }
  talkOutside(turn, { talk, outsider, queue, recordings })
}

/** Blonde: the customer hears that it rings. */
function ringsOnFor(turn: Turn, phase: Moved, { called, tone }: CallingParty, leg: 'gone' | 'up'): void {
  const { queue, waited, talk } = phase
  agentGoes(turn, phase, leg)
  if (tone) turn.commands.push({ type: 'StopPlay', play: tone })
  turn.commands.push({ type: 'StopMusic', leg: turn.call.caller.leg }, { type: 'CloseTalk', talk })
  turn.facts.push(
    { type: 'HoldEnded', agent: phase.with.agent },
    { type: 'ForwardingStarted', contact: called.contact },
  )
  closeTapes(turn, phase)
  turn.call = { ...turn.call, answered: true }
  ringsFor(turn, { called, queue, ...(waited ? { waited } : {}) })
}

/** Where the customer of this talk waits again when the agent to whom he was sent does not answer. */
export const backFrom = (turn: Turn, { queue }: Pick<Talked, 'queue'>): NonNullable<Wait['back']> => ({
  queue,
  at: turn.now.house + ANSWER_WITHIN_MS,
})
