// The goodbye: everybody is being released; the record closes when the last leg and the last tape are gone.
import type { CallInput } from '../events.ts'
import { finishIfDone, type Turn, toPhase } from '../turn.ts'

export function inEnding(turn: Turn, input: CallInput): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'ending') return
  switch (input.type) {
    case 'RecordingEnded':
      toPhase(turn, { ...phase, recordings: phase.recordings.filter(one => one !== input.recording) })
      return finishIfDone(turn)
    case 'TimeUp':
      return finishIfDone(turn, turn.now.house >= phase.giveUpAt)
    case 'Resumed': {
      // Released when we died, but perhaps never asked to go.
      if (caller.up) turn.commands.push({ type: 'Release', leg: caller.leg, cause: 'normal' })
      toPhase(turn, { ...phase, recordings: phase.recordings.filter(one => input.recordings.includes(one)) })
      return finishIfDone(turn)
    }
  }
}
