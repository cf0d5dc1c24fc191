// On hold: the customer has left the talk and hears music; the agent stays in it and hears nobody.
//
//   talking ──hold──▶ holding ──resume──▶ talking
//                        │ │
//                        │ └── consult ──▶ consulting
//                        └── one of them hangs up ──▶ ending
//
// The tapes go on: they are as long as the talk, and so can be mixed.
import type { CallInput } from '../events.ts'
import type { Talked } from '../parties.ts'
import { type Turn, toPhase } from '../turn.ts'
import { OWN_MUSIC } from './music.ts'
import { agentGone, comeBackToTalk, talkGoesOn } from './talking.ts'
import { recordAgain } from './tracks.ts'

export function hold(turn: Turn, phase: Talked): void {
  const { queue, talk, with: agent, recordings, waited } = phase
  turn.facts.push({ type: 'HoldStarted', agent: agent.agent })
  playMusic(turn, phase)
  toPhase(turn, { name: 'holding', queue, talk, with: agent, recordings, ...(waited ? { waited } : {}) })
}

/** The customer leaves the talk and hears music; asked for twice, it is as once. */
export function playMusic(turn: Turn, { talk }: Talked): void {
  const { leg } = turn.call.caller
  turn.commands.push({ type: 'LeaveTalk', talk, leg })
  turn.commands.push({ type: 'StartMusic', leg, music: OWN_MUSIC })
}

/** The customer is in the talk again. */
export function takeBack(turn: Turn, { talk, with: { agent } }: Talked): void {
  const { leg } = turn.call.caller
  turn.commands.push({ type: 'StopMusic', leg }, { type: 'JoinTalk', talk, leg })
  turn.facts.push({ type: 'HoldEnded', agent })
}

/** From hold, or from asking somebody, back to two people who talk. */
export function resume(turn: Turn, phase: Talked): void {
  const { queue, talk, with: agent, recordings, waited } = phase
  takeBack(turn, phase)
  toPhase(turn, { name: 'talking', queue, talk, with: agent, recordings, ...(waited ? { waited } : {}) })
}

export function inHolding(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'holding') return
  switch (input.type) {
    case 'LegEnded':
      return input.leg === phase.with.leg ? agentGone(turn, phase, input.endedAt) : undefined
    case 'Resumed':
      comeBackToTalk(turn, phase, input)
      playMusic(turn, phase)
      return recordAgain(turn, phase, input)
    default:
      return talkGoesOn(turn, input)
  }
}
