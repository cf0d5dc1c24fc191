// Two people talk, each on a track of his own, until one of them hangs up.
import { atQueueStep } from '../../flows/interpreter.ts'
import type { Track } from '../call.ts'
import type { CallInput } from '../events.ts'
import { end, letGo, mint, type Turn, toPhase } from '../turn.ts'
import { silence } from './waiting.ts'

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
  const recordings: Track[] = []
  if (turn.book.records(wait.queue)) {
    recordings.push(record(turn, caller.leg, 'caller', ringing.agent))
    recordings.push(record(turn, ringing.leg, 'agent', ringing.agent))
  }
  const { queue, talk, priority, since, place } = wait
  const waited = { priority, since, place: atQueueStep(place) }
  toPhase(turn, { name: 'talking', queue, talk, with: ringing, recordings, waited })
}

export function inTalking(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'talking') return
  const { agent, leg, wrapUpMs } = phase.with
  switch (input.type) {
    case 'LegEnded': {
      if (input.leg !== leg) return
      turn.facts.push({ type: 'TalkEnded', agent, who: 'agent' })
      turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs })
      return end(turn, { result: 'answered', reason: 'agent-hung-up', who: 'agent' }, input.endedAt)
    }
    case 'RecordingEnded':
      return toPhase(turn, {
        ...phase,
        recordings: phase.recordings.filter(one => one.recording !== input.recording),
      })
    case 'CommandFailed': {
      // Without the bridge nobody hears anybody. A party that is gone (400) will be heard of as LegEnded.
      if (input.command !== 'join-talk' || input.status === 400) return
      dropTalking(turn, 'system')
      return end(turn, { result: 'failed', reason: 'command-failed', who: 'system' }, turn.now.wall)
    }
    case 'Resumed': {
      // The floor may never have heard that he picked up: it must not ring him again.
      turn.commands.push({ type: 'AcceptOffer', offer: phase.with.offer, agent })
      if (!input.talks.includes(phase.talk)) turn.commands.push({ type: 'OpenTalk', talk: phase.talk })
      turn.commands.push({ type: 'JoinTalk', talk: phase.talk, leg: caller.leg })
      turn.commands.push({ type: 'JoinTalk', talk: phase.talk, leg })
      for (const track of phase.recordings) {
        if (!input.recordings.includes(track.recording))
          turn.commands.push(recordCommand(track, legOf(turn, track, leg)))
      }
    }
  }
}

/** The talk is over and it was not the agent who hung up: his leg goes, and then he is told free. */
export function dropTalking(turn: Turn, who: 'caller' | 'system'): void {
  const { phase } = turn.call
  if (phase.name !== 'talking') return
  const { agent, leg, wrapUpMs } = phase.with
  turn.facts.push({ type: 'TalkEnded', agent, who })
  letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
}

function record(turn: Turn, leg: string, party: Track['party'], agent: string): Track {
  const recording = mint(turn, 'rec')
  const track: Track = { recording, ear: mint(turn, 'ear'), party }
  turn.facts.push({ type: 'RecordingStarted', recording, party, agent })
  turn.commands.push(recordCommand(track, leg))
  return track
}

const recordCommand = (track: Track, leg: string) =>
  ({ type: 'Record', leg, ear: track.ear, recording: track.recording }) as const

const legOf = (turn: Turn, track: Track, agentLeg: string) =>
  track.party === 'caller' ? turn.call.caller.leg : agentLeg
