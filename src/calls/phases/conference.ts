// Three people talk: the customer, the agent who has the call, and the one whom he brought in.
//
//   consulting ──merge──▶ conference ──the agent goes──▶ talking (with the one who was brought in)
//                            │   └──the other one goes, cancel──▶ talking (with the agent)
//                            └── the customer goes ──▶ ending
import type { Ringing } from '../call.ts'
import type { CallInput } from '../events.ts'
import { letGo, type Turn, toPhase } from '../turn.ts'
import { handOver } from './handing-over.ts'
import { takeBack } from './holding.ts'
import { comeBackToTalk, talkGoesOn } from './talking.ts'
import { recordAgain, track } from './tracks.ts'

export function merge(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting' || phase.party.state !== 'here') return
  const { party } = phase
  const { agent, leg } = party.ringing
  turn.facts.push({ type: 'ConsultEnded', agent: phase.with.agent, outcome: 'merged' })
  takeBack(turn, phase)
  turn.facts.push({ type: 'PartyJoined', agent })
  const recordings = turn.book.records(phase.queue)
    ? [...phase.recordings, track(turn, leg, 'agent', agent)]
    : phase.recordings
  toPhase(turn, { ...phase, name: 'conference', party, recordings })
}

export function inConference(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'conference') return
  const { offer, agent, leg, wrapUpMs } = phase.party.ringing
  switch (input.type) {
    case 'LegEnded':
      if (input.leg === phase.with.leg) return handOver(turn, 'gone')
      if (input.leg !== leg) return
      turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs })
      return twoGoOn(turn)
    case 'Resumed':
      comeBackToTalk(turn, phase, input, [caller.leg])
      turn.commands.push({ type: 'AcceptOffer', offer, agent }, { type: 'JoinTalk', talk: phase.talk, leg })
      return recordAgain(turn, phase, input)
    default:
      return talkGoesOn(turn, input)
  }
}

/** The one who was brought in is let go. */
export function sendThirdAway(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'conference') return
  const { agent, leg, wrapUpMs } = phase.party.ringing
  letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
  twoGoOn(turn)
}

/** Everybody goes. */
export function dropThird(turn: Turn, { agent, leg, wrapUpMs }: Ringing): void {
  turn.facts.push({ type: 'PartyLeft', agent })
  letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
}

function twoGoOn(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'conference') return
  const { party, ...talked } = phase
  turn.facts.push({ type: 'PartyLeft', agent: party.ringing.agent })
  toPhase(turn, { ...talked, name: 'talking' })
}
