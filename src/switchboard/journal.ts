// The journal: every event of a conversation and of the floor, as it happened, before its commands run.
import type { CallEvent } from '../calls/events.ts'
import type { FloorEvent } from '../queues/events.ts'

/** One line of the journal, as it stands in the stream (JSON in field `e`) and in PostgreSQL. */
export type JournalRecord = {
  /** `<conversation>:<seq>` or `floor:<seq>`; minted before writing, so a second write changes nothing. */
  id: string
  /** Version of the event's shape. */
  v: 1
  /** Wall clock, epoch ms, UTC: a label. */
  at: number
  /**
   * House time (ms). On the floor's inputs it is the one with which they were taken, for a replay. A moved wall clock is
   * noticed by it (cdrs/steady.ts). Missing in old records.
   */
  house?: number
  /** The conversation that it belongs to; on the floor's records: the one it is about, if any. */
  conversation?: string
  /** Present on the floor's records about one agent. */
  agent?: string
  event: CallEvent | FloorEvent
}

/**
 * The port that the switchboard writes through. One call = one atomic write: events appended and live state
 * replaced (`undefined` deletes it), refused when our fencing token is no longer the newest.
 * Resolves when written (or spilled to disk, when Redis is away); rejects with Fenced.
 */
export type Journal = {
  writeCall(conversation: string, records: readonly JournalRecord[], state: string | undefined): Promise<void>
  writeFloor(
    records: readonly JournalRecord[],
    entries: ReadonlyMap<string, string | undefined>,
  ): Promise<void>
}
