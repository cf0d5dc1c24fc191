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
  /** It ended so long before what it records did: the disk was full. Known when that is over. */
  missingMs?: number
}

/** Asterisk reports the end of a track and of its leg in either order, some milliseconds apart. */
const AT_ONCE_MS = 2_000

export function recordingsOf(ordered: readonly JournalRecord[]): CdrRecording[] {
  const recordings = new Map<string, CdrRecording>()
  for (const { at, event } of ordered) {
    if (event.type !== 'RecordingStarted') continue
    const { recording, party, agent } = event
    if (!recordings.has(recording)) recordings.set(recording, { recording, party, agent, startedAt: at })
  }
  ordered.forEach(({ event }, n) => {
    if (event.type !== 'RecordingEnded') return
    const found = recordings.get(event.recording)
    if (found && found.outcome === undefined) {
      const missingMs = missingBehind(ordered, n, found)
      Object.assign(found, {
        durationMs: event.durationMs,
        outcome: event.outcome,
        ...(missingMs > 0 && { missingMs }),
      })
    }
  })
  return [...recordings.values()]
}

/** @param end the place of its `RecordingEnded` */
function missingBehind(ordered: readonly JournalRecord[], end: number, track: CdrRecording): number {
  const endedAt = ordered[end]?.at ?? 0
  const before = ordered.slice(0, end).filter(({ at }) => at >= track.startedAt)
  if (before.some(record => isOverFor(record, track) || isParting(record, endedAt - AT_ONCE_MS))) return 0
  const over = ordered.slice(end + 1).find(record => isOverFor(record, track))
  const missingMs = over ? over.at - endedAt : 0
  return missingMs > AT_ONCE_MS ? missingMs : 0
}

/** Whoever had the call while it was recorded has it no more. */
function isOverFor({ event }: JournalRecord, { agent, party }: CdrRecording): boolean {
  switch (event.type) {
    case 'TalkEnded':
    case 'PartyLeft':
      return event.agent === agent
    case 'OutsideLeft':
      return party === 'outside'
    default:
      return event.type === 'CallEnded'
  }
}

/** Somebody's line went, or somebody who was asked: with it goes a tape, whoever has the call. */
function isParting({ at, event }: JournalRecord, since: number): boolean {
  return at >= since && (event.type === 'LegEnded' || event.type === 'ConsultEnded')
}
