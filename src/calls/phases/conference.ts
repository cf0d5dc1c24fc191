// Three people talk: the customer, the agent who has the call, and the one whom he brought in.
//
//   consulting ──merge──▶ conference ──the agent goes──▶ talking (with the one who was brought in)
//                            │   └──the other one goes, cancel──▶ talking (with the agent)
//                            └── the customer goes ──▶ ending
import type { CallInput } from '../events.ts'
import type { OutsiderHere, PartyHere } from '../parties.ts'
import { letGo, type Turn, toPhase } from '../turn.ts'
import { dropOutsider } from './calling-outside.ts'
import { handOver } from './handing-over.ts'
import { takeBack } from './holding.ts'
import { comeBackToTalk, talkGoesOn } from './talking.ts'
import { recordAgain, track } from './tracks.ts'

export function merge(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  const { party } = phase
  if (party.state !== 'here' && party.state !== 'outside') return
  turn.facts.push({ type: 'ConsultEnded', agent: phase.with.agent, outcome: 'merged' })
  takeBack(turn, phase)
  if (party.state === 'here') turn.facts.push({ type: 'PartyJoined', agent: party.ringing.agent })
  const recordings = turn.book.records(phase.queue)
    ? [...phase.recordings, trackOf(turn, party, phase.with.agent)]
    : phase.recordings
  toPhase(turn, { ...phase, name: 'conference', party, recordings })
}

const trackOf = (turn: Turn, party: PartyHere | OutsiderHere, agent: string) =>
  party.state === 'here'
    ? track(turn, party.ringing.leg, 'agent', party.ringing.agent)
    : track(turn, party.outsider.leg, 'outside', agent)

export function inConference(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'conference') return
  const { party, talk } = phase
  const { leg } = party.state === 'here' ? party.ringing : party.outsider
  switch (input.type) {
    case 'LegEnded':
      if (input.leg === phase.with.leg) return handOver(turn, 'gone')
      if (input.leg !== leg) return
      thirdIsGone(turn, party)
      return twoGoOn(turn)
    case 'Resumed':
      comeBackToTalk(turn, phase, input, [caller.leg])
      if (party.state === 'here') {
        const { offer, agent } = party.ringing
        turn.commands.push({ type: 'AcceptOffer', offer, agent })
      }
      turn.commands.push({ type: 'JoinTalk', talk, leg })
      return recordAgain(turn, phase, input)
    default:
      return talkGoesOn(turn, input)
  }
}

/** The one who was brought in is let go. */
export function sendThirdAway(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'conference') return
  dropThird(turn, phase.party)
  twoGoOn(turn)
}

/** He goes, alone or with everybody. */
export function dropThird(turn: Turn, party: PartyHere | OutsiderHere): void {
  if (party.state === 'outside') return dropOutsider(turn, party.outsider)
  const { agent, leg, wrapUpMs } = party.ringing
  turn.facts.push({ type: 'PartyLeft', agent })
  letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
}

function thirdIsGone(turn: Turn, party: PartyHere | OutsiderHere): void {
  if (party.state === 'outside') {
    turn.facts.push({ type: 'OutsideLeft', leg: party.outsider.leg })
    return
  }
  const { agent, wrapUpMs } = party.ringing
  turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs })
  turn.facts.push({ type: 'PartyLeft', agent })
}

function twoGoOn(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'conference') return
  const { party: _, ...talked } = phase
  toPhase(turn, { ...talked, name: 'talking' })
}
