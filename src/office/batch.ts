// One batch of the journal becomes rows: everything in one transaction, or nothing.
import type pg from 'pg'
import { type Cdr, toCdr } from '../cdrs/cdr.ts'
import { changesCdr } from '../cdrs/complete.ts'
import { orderOf } from '../cdrs/order.ts'
import { recordingsOf } from '../cdrs/recordings.ts'
import { FOLLOW_UP_MS } from '../config/files/follow-up.ts'
import { storeCdrs } from '../postgres/cdrs-writing.ts'
import { storeContacts } from '../postgres/contacts.ts'
import { storeLastAgents } from '../postgres/customers.ts'
import { type Database, inTransaction, mayPassLater } from '../postgres/database.ts'
import { type FollowUpTimes, storeFollowUps } from '../postgres/follow-ups-writing.ts'
import {
  copyAgentStates,
  copyRecords,
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
import { leftBehind, storeLeftBehind } from './left-behind.ts'

/** `line` is the record as COPY takes it. */
export type Read = JournalEntry & { record: JournalRecord; line: string }

export type Batch = {
  stream: string
  entries: readonly Read[]
  /** contact → number, of the callers in this batch. */
  numbers: ReadonlyMap<string, string>
  sealKey: Buffer
  /** Missing: a day in each queue. */
  followUp?: FollowUpTimes
}

const A_DAY: FollowUpTimes = () => FOLLOW_UP_MS

/** What is kept of a call, and what could not be: told to people by the scribe. */
export type Stored = { cdrs: number; tracks: number; unfolded: { conversation: string; error: unknown }[] }

/**
 * Stores a batch. Safe to repeat: what is stored already changes nothing but a CDR's revision.
 * After a throw, `conversations` holds records that are not stored: forget them.
 */
export async function storeBatch(db: Database, batch: Batch, conversations: Conversations): Promise<Stored> {
  try {
    return await store(db, batch, conversations, swiftly)
  } catch (error) {
    if (mayPassLater(error)) throw error
    // A record that came a second time, or a strange one.
    conversations.forget(new Set(batch.entries.flatMap(({ record }) => record.conversation ?? [])))
    return store(db, batch, conversations, carefully)
  }
}

/** When a batch is stored beside the one before it. */
export type Turn = {
  /** Resolves when the one before is committed; rejects when it won't be. */
  before(): Promise<void>
  /** Called when the next one may begin: our records are in the journal, and in mind. */
  isReady(): void
}

/** Stores a batch while the one before is being committed. @throws also for a record that is known already */
export function storeSwiftly(
  db: Database,
  batch: Batch,
  conversations: Conversations,
  turn: Turn,
): Promise<Stored> {
  return store(db, batch, conversations, swiftly, turn)
}

const alone: Turn = { before: async () => {}, isReady: () => {} }

/** How a batch gets into the journal: as if all of it were new, or with an eye on each record. */
type Way = (connection: pg.PoolClient, entries: readonly Read[]) => Promise<void>

const swiftly: Way = async (connection, entries) => {
  const records = entries.map(({ record }) => record)
  const lines = entries.map(({ line }) => line)
  await copyRecords(connection, lines)
  await copyAgentStates(connection, records)
}

const carefully: Way = async (connection, entries) => {
  const records = entries.map(({ record }) => record)
  const texts = entries.map(({ json }) => json)
  await storeRecords(connection, texts)
  await storeAgentStates(connection, records)
}

async function store(
  db: Database,
  batch: Batch,
  conversations: Conversations,
  way: Way,
  turn: Turn = alone,
): Promise<Stored> {
  const { entries, numbers, sealKey, stream, followUp = A_DAY } = batch
  const records = entries.map(({ record }) => record)
  return inTransaction(db, async connection => {
    const journaled = way(connection, entries)
    // PostgreSQL is busy with the journal for as long as we are with the CDRs: we fold meanwhile.
    const folded = (async () => {
      await recall(db, conversations, conversations.unknown(records, way === swiftly), turn)
      conversations.add(records)
      return {
        ...foldAll(conversations, records),
        tracks: tracksOf(conversations, records),
        left: leftBehind(conversations, records),
      }
    })()
    // Both are over before we fail: what is kept in mind must not change behind the next attempt's back.
    await Promise.allSettled([journaled, folded])
    const [, { cdrs, unfolded, tracks, left }] = await Promise.all([journaled, folded])
    turn.isReady()
    await turn.before()
    await storeContacts(connection, sealKey, numbers)
    await storeTracks(connection, tracks)
    await storeLeftBehind(connection, left)
    await storeCdrs(connection, cdrs)
    await storeLastAgents(connection, cdrs)
    await storeFollowUps(connection, cdrs, followUp)
    for (const { conversation, error } of unfolded) {
      await storeReject(connection, `fold:${conversation}`, '', String(error))
    }
    const last = entries.at(-1)
    if (last) await storePosition(connection, stream, last.entry)
    return { cdrs: cdrs.length, tracks: tracks.length + left.messages.length, unfolded }
  })
}

/** Brings conversations to mind that began before our start, or were forgotten. */
async function recall(
  db: Database,
  conversations: Conversations,
  unknown: readonly string[],
  turn: Turn,
): Promise<void> {
  if (unknown.length === 0) return
  // Their records may be among those that are being committed.
  await turn.before()
  conversations.add((await readRecords(db, unknown)).map(readRecord))
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

/** With the call's end it is known whether a track ended too early. */
function isAboutTrack({ event }: JournalRecord): boolean {
  return event.type === 'RecordingStarted' || event.type === 'RecordingEnded' || event.type === 'CallEnded'
}

/** The conversations of those records that are of this kind. */
function touched(records: readonly JournalRecord[], isKind: (record: JournalRecord) => boolean): Set<string> {
  return new Set(
    records.flatMap(record =>
      record.conversation !== undefined && isKind(record) ? [record.conversation] : [],
    ),
  )
}
