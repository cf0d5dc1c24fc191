// Two people talk, each on a track of his own, until one of them hangs up, or the agent moves the call.
import { atQueueStep } from '../../flows/interpreter.ts'
import type { CallInput } from '../events.ts'
import type { Talked } from '../parties.ts'
import { end, letGo, type Turn, toPhase } from '../turn.ts'
import { dropThird } from './conference.ts'
import { dropParty } from './consulting.ts'
import { hear } from './course.ts'
import { LEG_GONE } from './ringing.ts'
import { closeTapes, recordAgain, track } from './tracks.ts'
import { openTalk, silence, standInLine } from './waiting.ts'

/** The agent picked up: join him to the caller's talk. */
export function connect(turn: Turn): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'ringing') return
  const { ringing, wait } = phase
  silence(turn, wait)
  turn.commands.push({ type: 'JoinTalk', talk: wait.talk, leg: ringing.leg })
  turn.commands.push({ type: 'AcceptOffer', offer: ringing.offer, agent: ringing.agent })
  turn.facts.push(
    { type: 'OfferEnded', offer: ringing.offer, agent: ringing.agent, cause: 'answered' },
    { type: 'TalkStarted', offer: ringing.offer, agent: ringing.agent, leg: ringing.leg, queue: wait.queue },
  )
  const recordings = turn.book.records(wait.queue)
    ? [track(turn, caller.leg, 'caller', ringing.agent), track(turn, ringing.leg, 'agent', ringing.agent)]
    : []
  const { queue, talk, priority, since, place, back } = wait
  const waited = { priority, since, place: atQueueStep(place) }
  const met = { at: turn.now.house, ...(back ? { back } : {}) }
  toPhase(turn, { name: 'talking', queue, talk, with: ringing, recordings, waited, met })
}

export function inTalking(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'talking') return
  switch (input.type) {
    case 'LegEnded':
      if (input.leg !== phase.with.leg) return
      if (phase.waited && wasDropped(turn, phase.met)) return droppedAtOnce(turn, phase, phase.waited)
      return agentGone(turn, phase, input.endedAt)
    case 'Resumed':
      comeBackToTalk(turn, phase, input, [caller.leg])
      return recordAgain(turn, phase, input)
    default:
      return talkGoesOn(turn, input)
  }
}

/** Nobody has said a word in this time: a phone that fails as it is picked up, a wrong key, a handset put down again. */
const DROPPED_WITHIN_MS = 1_000

const wasDropped = ({ now }: Turn, met: Talked['met']): boolean =>
  met !== undefined && now.house - met.at < DROPPED_WITHIN_MS

/** He picked up and was gone: the caller waits on where he stood, and the agent rests as if he had declined. */
function droppedAtOnce(turn: Turn, phase: Talked, waited: NonNullable<Talked['waited']>): void {
  const { queue, talk, met } = phase
  const { agent } = phase.with
  turn.facts.push({ type: 'TalkEnded', agent, who: 'agent' })
  turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs: 0, dropped: true })
  closeTapes(turn, phase)
  standInLine(turn, { queue, ...waited, talk, ...(met?.back ? { back: met.back } : {}) })
  // The queue's step wants to be woken again.
  hear(turn, { type: 'returned' })
}

/** The agent hung up while nobody else could have the call: that is its end. */
export function agentGone(turn: Turn, { with: { agent, wrapUpMs } }: Talked, endedAt: number): void {
  turn.facts.push({ type: 'TalkEnded', agent, who: 'agent' })
  turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs })
  end(turn, { result: 'answered', reason: 'agent-hung-up', who: 'agent' }, endedAt)
}

/** What is the same whoever hears whom at the moment. */
export function talkGoesOn(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (!('with' in phase)) return
  switch (input.type) {
    case 'RecordingEnded': {
      const recordings = phase.recordings.filter(one => one.recording !== input.recording)
      if (recordings.length < phase.recordings.length) toPhase(turn, { ...phase, recordings })
      return
    }
    case 'CommandFailed': {
      // Without the bridge nobody hears anybody. A party that is gone (400) will be heard of as LegEnded.
      if (input.command !== 'join-talk' || input.status === LEG_GONE) return
      dropEverybody(turn, 'system')
      return end(turn, { result: 'failed', reason: 'command-failed', who: 'system' }, turn.now.wall)
    }
  }
}

/** After a restart of ours: what was written but perhaps never asked for is asked for again. */
export function comeBackToTalk(
  turn: Turn,
  { talk, queue, with: { offer, agent, leg } }: Talked,
  input: Extract<CallInput, { type: 'Resumed' }>,
  before: readonly string[] = [],
): void {
  // The floor may never have heard that he picked up: it must not ring him again.
  turn.commands.push({ type: 'AcceptOffer', offer, agent })
  if (!input.talks.includes(talk)) turn.commands.push(openTalk(turn, talk, queue))
  for (const one of [...before, leg]) turn.commands.push({ type: 'JoinTalk', talk, leg: one })
}

/** The talk is over and it was not the agent who hung up: his leg goes, and then he is told free. */
export function dropTalking(turn: Turn, who: 'caller' | 'agent' | 'system'): void {
  const { phase } = turn.call
  if (!('with' in phase)) return
  const { agent, leg, wrapUpMs } = phase.with
  turn.facts.push({ type: 'TalkEnded', agent, who })
  letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
}

/** The same, and whoever was asked or talked along goes too. */
export function dropEverybody(turn: Turn, who: 'caller' | 'system'): void {
  const { phase } = turn.call
  if (phase.name === 'consulting') {
    dropParty(turn, phase.party, 'caller-gone')
    turn.facts.push({ type: 'ConsultEnded', agent: phase.with.agent, outcome: 'call-over' })
  }
  if (phase.name === 'conference') dropThird(turn, phase.party)
  dropTalking(turn, who)
}
