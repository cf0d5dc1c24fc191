// The customer talks with a number outside, and nobody of ours: both legs are ours to end. What is recorded, the queue
// says whose call it was.
//
//   outside ──either of them hangs up, a supervisor ends it──▶ ending
import type { CallInput } from '../events.ts'
import type { TalkOutside } from '../outside.ts'
import { end, resultInFlow, type Turn, toPhase } from '../turn.ts'
import { dropOutsider } from './calling-outside.ts'
import { LEG_GONE } from './ringing.ts'
import { recordAgain, track } from './tracks.ts'
import { openTalk } from './waiting.ts'

/** Both are in the talk. Tapes that run already go on. */
export function talkOutside(turn: Turn, { talk, outsider, queue, recordings: before }: TalkOutside): void {
  turn.facts.push({
    ...{ type: 'OutsideTalkStarted', leg: outsider.leg },
    ...(queue === undefined ? {} : { queue }),
  })
  const recordings = [...before]
  if (turn.book.records(queue ?? '')) {
    if (!before.some(({ party }) => party === 'caller'))
      recordings.push(track(turn, turn.call.caller.leg, 'caller', ''))
    if (!before.some(({ party }) => party === 'outside'))
      recordings.push(track(turn, outsider.leg, 'outside', ''))
  }
  toPhase(turn, {
    ...{ name: 'outside', talk, outsider, recordings },
    ...(queue === undefined ? {} : { queue }),
  })
}

export function inOutside(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'outside') return
  const { talk, outsider, queue, recordings } = phase
  const { leg } = outsider
  switch (input.type) {
    case 'LegEnded':
      if (input.leg !== leg) return
      turn.facts.push({ type: 'OutsideLeft', leg })
      return end(
        turn,
        { result: resultInFlow(turn.call), reason: 'outside-hung-up', who: 'callee' },
        input.endedAt,
      )
    case 'RecordingEnded': {
      const left = recordings.filter(one => one.recording !== input.recording)
      if (left.length < recordings.length) toPhase(turn, { ...phase, recordings: left })
      return
    }
    case 'CommandFailed':
      // Without the bridge nobody hears anybody. A party that is gone (400) will be heard of as LegEnded.
      if (input.command !== 'join-talk' || input.status === LEG_GONE) return
      dropTalkOutside(turn)
      return end(turn, { result: 'failed', reason: 'command-failed', who: 'system' }, turn.now.wall)
    case 'Resumed':
      if (!input.talks.includes(talk)) turn.commands.push(openTalk(turn, talk, queue ?? ''))
      for (const one of [caller.leg, leg]) turn.commands.push({ type: 'JoinTalk', talk, leg: one })
      return recordAgain(turn, phase, input)
  }
}

/** Whoever is outside goes. */
export function dropTalkOutside(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name === 'outside') dropOutsider(turn, phase.outsider)
}
