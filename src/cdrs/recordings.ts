// The tracks of a conversation, one per party.
import type { JournalRecord } from '../switchboard/journal.ts'

export type CdrRecording = {
  recording: string
  party: 'caller' | 'agent' | 'outside'
  agent: string
  startedAt: number
  /** Both are missing as long as the track has not been reported finished. */
  durationMs?: number
  outcome?: 'done' | 'failed'
}

export function recordingsOf(ordered: readonly JournalRecord[]): CdrRecording[] {
  const recordings = new Map<string, CdrRecording>()
  for (const { at, event } of ordered) {
    if (event.type !== 'RecordingStarted') continue
    const { recording, party, agent } = event
    if (!recordings.has(recording)) recordings.set(recording, { recording, party, agent, startedAt: at })
  }
  for (const { event } of ordered) {
    if (event.type !== 'RecordingEnded') continue
    const found = recordings.get(event.recording)
    if (found && found.outcome === undefined) {
      Object.assign(found, { durationMs: event.durationMs, outcome: event.outcome })
    }
  }
  return [...recordings.values()]
}
