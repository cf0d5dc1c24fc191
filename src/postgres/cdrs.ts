// Questions about CDRs.
import type { Cdr, CdrKey } from '../cdrs/cdr.ts'
import type { CdrOffer, Why } from '../cdrs/offers.ts'
import type { Segment } from '../cdrs/segments.ts'
import { type Counted, whereCounted } from '../reports/counted.ts'
import { ask, type Database } from './database.ts'
import { inTimezone } from './timezone.ts'

/** A CDR's head as stored. `revision` counts how often it was folded: 1 at the end of the call. */
export type CdrHead = Omit<Cdr, 'segments' | 'keys' | 'offers' | 'encounters' | 'recordings'> & {
  revision: number
  /** Nothing of it is erased while this stands. */
  legalHold: boolean
}

export type StoredCdr = CdrHead & {
  hold?: { at: number; by: string; reason: string }
  /** In which conversation he was called back. */
  callback?: string
  segments: Segment[]
  keys: CdrKey[]
  offers: CdrOffer[]
  recordings: StoredRecording[]
}

export type StoredRecording = {
  recording: string
  party: string
  agent: string
  durationMs?: number
  /** So much of what was said is not on it. */
  missingMs?: number
  state: 'expected' | 'in-asterisk' | 'stored' | 'failed' | 'erased'
  bytes?: number
  sha256?: string
}

/** All are optional; `from` and `to` are epoch ms of the arrival, half-open. */
export type CdrQuestion = {
  from?: number | undefined
  to?: number | undefined
  contact?: string | undefined
  queue?: string | undefined
  /** Only of these. */
  queues?: readonly string[] | undefined
  /** Who talked last. */
  agent?: string | undefined
  hotline?: string | undefined
  result?: string | undefined
  /** Only those under a legal hold. */
  held?: boolean | undefined
  /** Only those of which a recording ends early, or is lost. */
  cut?: boolean | undefined
  /** Only those that a report's number counts; with `desk`, of that agent's number. */
  counted?: readonly Counted[] | undefined
  /** The agent whom they were offered to, or who talked. */
  desk?: string | undefined
  /** By the wall clock of `timezone`: `2026-03-02`, and the hour from `00` to `23`. */
  day?: string | undefined
  hour?: string | undefined
  timezone?: string | undefined
  /** Continue after this one, going back in time. */
  before?: { arrivedAt: number; conversation: string } | undefined
  limit: number
}

/** The latest arrivals first. */
export async function findCdrs(db: Database, question: CdrQuestion): Promise<CdrHead[]> {
  const { from, to, contact, queue, agent, hotline, result, desk, day, hour, timezone, before } = question
  // An agent's share leads to its conversations; both know when these arrived.
  const row = desk === undefined ? 'conversations' : 'encounters'
  const counted = question.counted?.map(one => `and ${whereCounted(one, row)}`) ?? []
  const query = ask<HeadRow>(
    db,
    `select conversations.*
     from ${row} ${desk === undefined ? '' : 'join conversations using (conversation)'}
     where ($1::timestamptz is null or ${row}.arrived_at >= $1)
       and ($2::timestamptz is null or ${row}.arrived_at < $2)
       and ($3::text is null or contact = $3)
       and ($4::text is null or queue = $4)
       and ($5::text is null or conversations.agent = $5)
       and ($6::text is null or hotline = $6)
       and ($7::text is null or result = $7)
       and ($8::date is null or ${row}.arrived_at >= ($8::date - 1)::timestamp at time zone $10
         and ${row}.arrived_at < ($8::date + 2)::timestamp at time zone $10
         and (${row}.arrived_at at time zone $10)::date = $8)
       and ($9::text is null or to_char(${row}.arrived_at at time zone $10::text, 'HH24') = $9)
       and ($11::timestamptz is null or (${row}.arrived_at, ${row}.conversation) < ($11, $12::text))
       and ($13::text is null or ${row}.agent = $13)
       and ($14::text[] is null or queue = any($14))
       ${question.held ? 'and legal_hold' : ''}
       ${question.cut ? `and conversation in (select conversation from recordings where missing_ms > 0 or state = 'failed')` : ''}
       ${counted.join(' ')}
     order by ${row}.arrived_at desc, ${row}.conversation desc
     limit $15`,
    [
      ...[date(from), date(to), contact, queue, agent, hotline, result],
      ...[day, hour, timezone, date(before?.arrivedAt), before?.conversation, desk],
      ...[question.queues, question.limit],
    ],
  )
  return (await inTimezone(timezone, query)).map(headOf)
}

export async function readCdr(db: Database, conversation: string): Promise<StoredCdr | undefined> {
  const [row] = await ask<HeadRow>(db, 'select * from conversations where conversation = $1', [conversation])
  if (!row) return undefined
  const [segments, offers, recordings, [callback]] = await Promise.all([
    ask<SegmentRow>(db, 'select * from segments where conversation = $1 order by number', [conversation]),
    ask<OfferRow>(db, 'select * from offers where conversation = $1 order by number', [conversation]),
    ask<RecordingRow>(
      db,
      `select recording, party, agent, duration_ms, missing_ms, state, bytes, sha256
       from recordings where conversation = $1 order by started_at, recording`,
      [conversation],
    ),
    ask<{ conversation: string }>(db, 'select conversation from conversations where callback_of = $1', [
      conversation,
    ]),
  ])
  return {
    ...headOf(row),
    ...known({ hold: holdOf(row), callback: callback?.conversation }),
    segments: segments.map(segmentOf),
    keys: row.keys,
    offers: offers.map(offerOf),
    recordings: recordings.map(recordingOf),
  }
}

type HeadRow = {
  conversation: string
  revision: number
  channel: 'voice'
  direction: Cdr['direction']
  hotline: string
  via: string
  contact: string
  number_kind: string
  flow: string
  version: string
  language: string
  queue: string | null
  agent: string | null
  arrived_at: Date
  queued_at: Date | null
  answered_at: Date | null
  ended_at: Date
  wait_ms: number
  ring_ms: number
  talk_ms: number
  wrap_up_ms: number
  result: Cdr['ending']['result']
  reason: Cdr['ending']['reason']
  who: Cdr['ending']['who']
  keys: CdrKey[]
  callback_of: string | null
  legal_hold: boolean
  held_at: Date | null
  held_by: string | null
  held_reason: string | null
}

/** A hold from before holds had a reason has none to tell. */
function holdOf({ held_at, held_by, held_reason }: HeadRow): StoredCdr['hold'] {
  if (held_at === null || held_by === null || held_reason === null) return undefined
  return { at: held_at.getTime(), by: held_by, reason: held_reason }
}

function headOf(row: HeadRow): CdrHead {
  const { conversation, revision, channel, direction, hotline, via, contact, flow, version, language } = row
  return {
    ...{ conversation, revision, channel, direction, hotline, via, contact, flow, version, language },
    numberKind: row.number_kind,
    arrivedAt: row.arrived_at.getTime(),
    ...known({ queue: row.queue, agent: row.agent }),
    ...known({ queuedAt: row.queued_at?.getTime(), answeredAt: row.answered_at?.getTime() }),
    endedAt: row.ended_at.getTime(),
    ...known({ callbackOf: row.callback_of }),
    waitMs: row.wait_ms,
    ringMs: row.ring_ms,
    talkMs: row.talk_ms,
    wrapUpMs: row.wrap_up_ms,
    ending: { result: row.result, reason: row.reason, who: row.who },
    legalHold: row.legal_hold,
  }
}

type SegmentRow = {
  kind: Segment['kind']
  from_at: Date
  to_at: Date
  queue: string | null
  agent: string | null
  section: string | null
}

function segmentOf({ kind, from_at, to_at, queue, agent, section }: SegmentRow): Segment {
  return { kind, from: from_at.getTime(), to: to_at.getTime(), ...known({ queue, agent, section }) }
}

type OfferRow = {
  offer: string
  agent: string
  from_at: Date
  to_at: Date | null
  cause: NonNullable<CdrOffer['cause']> | null
  why: Why | null
}

function offerOf({ offer, agent, from_at, to_at, cause, why }: OfferRow): CdrOffer {
  return { offer, agent, at: from_at.getTime(), ...known({ until: to_at?.getTime(), cause, why }) }
}

type RecordingRow = {
  recording: string
  party: string
  agent: string
  duration_ms: number | null
  missing_ms: number
  state: StoredRecording['state']
  bytes: string | null
  sha256: string | null
}

function recordingOf(row: RecordingRow): StoredRecording {
  const { recording, party, agent, state } = row
  const bytes = row.bytes === null ? null : Number(row.bytes)
  return {
    recording,
    party,
    agent,
    state,
    ...known({ durationMs: row.duration_ms, missingMs: row.missing_ms || null, bytes, sha256: row.sha256 }),
  }
}

type Known<T> = { [K in keyof T]?: NonNullable<T[K]> }

/** Leaves out what is null: the core says "not there" by leaving it out. */
function known<T extends Record<string, unknown>>(fields: T): Known<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Known<T>
}

function date(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms)
}
