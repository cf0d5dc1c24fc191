// The messages that a caller spoke, as far as the flow kept them.
import type { JournalRecord } from '../switchboard/journal.ts'

export type CdrMessage = {
  recording: string
  /** None: a `record` step; it belongs to its conversation only. */
  box?: string
  startedAt: number
  /** Both are missing as long as it has not been reported finished. */
  durationMs?: number
  outcome?: 'done' | 'failed'
  /** He recorded it again, or took it back. */
  dropped: boolean
}

/**
 * What is spoken in the studio lies here until the caller is gone: a box that no configuration can have. The library of
 * prompts takes what he saves while he is there, so for the record it is always dropped.
 */
export const STUDIO_BOX = '*studio'

/** Somebody who says less has hung up after the beep. */
export const SHORTEST_MESSAGE_MS = 1_000

export function messagesOf(ordered: readonly JournalRecord[]): CdrMessage[] {
  const messages = new Map<string, CdrMessage>()
  for (const { at, event } of ordered) {
    if (event.type !== 'MessageStarted' || messages.has(event.recording)) continue
    const { recording, box } = event
    messages.set(recording, {
      recording,
      startedAt: at,
      dropped: box === STUDIO_BOX,
      ...(box === undefined ? {} : { box }),
    })
  }
  for (const { event } of ordered) {
    if (event.type !== 'RecordingEnded' && event.type !== 'MessageDropped') continue
    const found = messages.get(event.recording)
    if (!found) continue
    if (event.type === 'MessageDropped') found.dropped = true
    else if (found.outcome === undefined)
      Object.assign(found, { durationMs: event.durationMs, outcome: event.outcome })
  }
  return [...messages.values()]
}
