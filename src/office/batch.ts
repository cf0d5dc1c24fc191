// One batch of the journal becomes rows: everything in one transaction, or nothing.
import { type Cdr, toCdr } from '../cdrs/cdr.ts'
import { changesCdr } from '../cdrs/complete.ts'
import { orderOf } from '../cdrs/order.ts'
import { recordingsOf } from '../cdrs/recordings.ts'
import { storeCdrs } from '../postgres/cdrs-writing.ts'
import { storeContacts } from '../postgres/contacts.ts'
import { type Connection, type Database, inTransaction } from '../postgres/database.ts'
import {
  readRecords,
  storeAgentStates,
  storePosition,
  storeRecords,
  storeReject,
} from '../postgres/journal.ts'
import { storeTracks } from '../postgres/recordings.ts'
import type { JournalEntry } from '../redis/journal-reader.ts'
import type { JournalRecord } from '../switchboard/journal.ts'
import { readRecord } from '../switchboard/upcasters.ts'
import type { Conversations } from './conversations.ts'

export type Read = JournalEntry & { record: JournalRecord }

export type Batch = {
  stream: string
  entries: readonly Read[]
  /** contact → number, of the callers in this batch. */
  numbers: ReadonlyMap<string, string>
  sealKey: Buffer
}

/** What is kept of a call, and what could not be: told to people by the scribe. */
export type Stored = { cdrs: number; tracks: number; unfolded: { conversation: string; error: unknown }[] }

/**
 * Stores a batch. Safe to repeat: what is stored already changes nothing but a CDR's revision.
 * After a throw, `conversations` holds records that are not stored: forget them.
 */
export async function storeBatch(db: Database, batch: Batch, conversations: Conversations): Promise<Stored> {
  const { entries, numbers, sealKey, stream } = batch
  const records = entries.map(({ record }) => record)
  return inTransaction(db, async connection => {
    const journaled = storeRecords(
      connection,
      entries.map(({ json }) => json),
    )
    // PostgreSQL is busy with the journal for as long as we are with the CDRs: we fold meanwhile.
    const folded = (async () => {
      await recall(connection, conversations, records)
      conversations.add(records)
      return { ...foldAll(conversations, records), tracks: tracksOf(conversations, records) }
    })()
    const [, { cdrs, unfolded, tracks }] = await Promise.all([journaled, folded])
    await storeContacts(connection, sealKey, numbers)
    await storeAgentStates(connection, records)
    await storeTracks(connection, tracks)
    await storeCdrs(connection, cdrs)
    for (const { conversation, error } of unfolded) {
      await storeReject(connection, `fold:${conversation}`, '', String(error))
    }
    const last = entries.at(-1)
    if (last) await storePosition(connection, stream, last.entry)
    return { cdrs: cdrs.length, tracks: tracks.length, unfolded }
  })
}

/** Brings conversations to mind that began before our start, or were forgotten. */
async function recall(
  connection: Connection,
  conversations: Conversations,
  records: readonly JournalRecord[],
): Promise<void> {
  const unknown = conversations.unknown(records)
  if (unknown.length === 0) return
  conversations.add((await readRecords(connection, unknown)).map(readRecord))
}

function foldAll(conversations: Conversations, records: readonly JournalRecord[]) {
  const cdrs: Cdr[] = []
  const unfolded: Stored['unfolded'] = []
  for (const conversation of touched(records, changesCdr)) {
    try {
      const cdr = toCdr(conversations.recordsOf(conversation))
      if (cdr) cdrs.push(cdr)
    } catch (error) {
      // One call's strange journal must not keep all others from their records.
      unfolded.push({ conversation, error })
    }
  }
  return { cdrs, unfolded }
}

function tracksOf(conversations: Conversations, records: readonly JournalRecord[]) {
  return [...touched(records, isAboutTrack)].flatMap(conversation =>
    recordingsOf(orderOf(conversations.recordsOf(conversation))).map(track => ({ conversation, ...track })),
  )
}

function isAboutTrack({ event }: JournalRecord): boolean {
  return event.type === 'RecordingStarted' || event.type === 'RecordingEnded'
}

/** The conversations of those records that are of this kind. */
function touched(records: readonly JournalRecord[], isKind: (record: JournalRecord) => boolean): Set<string> {
  return new Set(
    records.flatMap(record =>
      record.conversation !== undefined && isKind(record) ? [record.conversation] : [],
    ),
  )
}
