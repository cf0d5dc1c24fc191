// Messages in boxes: what the journal says of them, who has heard them, and which are of no more use.
import type { CdrMessage } from '../cdrs/messages.ts'
import { SHORTEST_MESSAGE_MS } from '../cdrs/messages.ts'
import { ask, type Connection, type Database } from './database.ts'

/** Says what the journal says. Its sound becomes a recording like others, which the archiver fetches. */
export async function storeMessages(
  db: Connection,
  messages: readonly (CdrMessage & { conversation: string })[],
): Promise<void> {
  if (messages.length === 0) return
  await ask(
    db,
    `with rows as (
       select * from jsonb_to_recordset($1::jsonb) as m (
         recording text, conversation text, box text, "startedAt" double precision, "durationMs" integer,
         outcome text, dropped boolean)),
     sounds as (
       insert into recordings (recording, conversation, party, agent, started_at, duration_ms, state)
       select recording, conversation, 'message', '', to_timestamp("startedAt" / 1000), "durationMs",
         case outcome when 'done' then 'in-asterisk' when 'failed' then 'failed' else 'expected' end
       from rows
       on conflict (recording) do update set duration_ms = excluded.duration_ms, state = excluded.state
         where recordings.state = 'expected')
     insert into messages (recording, conversation, box, at, dropped)
     select recording, conversation, box, to_timestamp("startedAt" / 1000), dropped from rows
     on conflict (recording) do update set dropped = messages.dropped or excluded.dropped`,
    [JSON.stringify(messages)],
  )
}

/** What counts as a message: whole, kept by its caller, and not taken away since. */
const IS_KEPT = `recordings.state in ('in-asterisk', 'stored') and not dropped
  and coalesce(duration_ms, 0) >= ${SHORTEST_MESSAGE_MS}
  and exists (select from conversations where conversations.conversation = messages.conversation)`

export type BoxCount = { box: string; fresh: number; total: number }

/** By box, without what was deleted. */
export async function countMessages(db: Database, boxes: readonly string[]): Promise<BoxCount[]> {
  return ask<BoxCount>(
    db,
    `select box, count(*) filter (where heard_at is null)::integer as fresh, count(*)::integer as total
     from messages join recordings using (recording)
     where box = any($1) and deleted_at is null and ${IS_KEPT}
     group by box`,
    [boxes],
  )
}

/** Boxes beside the known ones that still hold messages, deleted ones too: they may be brought back. */
export async function otherBoxes(db: Database, known: readonly string[]): Promise<string[]> {
  const rows = await ask<{ box: string }>(
    db,
    `select distinct box from messages join recordings using (recording)
     where box <> all($1) and ${IS_KEPT} order by box`,
    [known],
  )
  return rows.map(({ box }) => box)
}

export type Message = {
  recording: string
  conversation: string
  contact: string
  hotline: string
  box: string
  at: Date
  durationMs: number
  state: 'in-asterisk' | 'stored'
  path: string | null
  heardAt: Date | null
  heardBy: string | null
  /** Sealed about the recording. */
  note: string | null
  deletedAt: Date | null
}

const COLUMNS = `recording, messages.conversation, contact, hotline, box, messages.at, duration_ms as "durationMs",
  recordings.state, path, heard_at as "heardAt", heard_by as "heardBy", note, deleted_at as "deletedAt"`

const FROM = `messages join recordings using (recording)
  join conversations on conversations.conversation = messages.conversation`

export type MessageQuestion = {
  box: string
  /** Undefined: all that are not deleted. */
  state?: 'new' | 'heard' | 'deleted' | undefined
  before?: { at: number; recording: string } | undefined
  limit: number
}

/** The latest first. */
export async function findMessages(db: Database, question: MessageQuestion): Promise<Message[]> {
  const { box, state, before, limit } = question
  const heard = state === 'new' ? 'and heard_at is null' : state === 'heard' ? 'and heard_at is not null' : ''
  return ask<Message>(
    db,
    `select ${COLUMNS} from ${FROM}
     where box = $1 and ${IS_KEPT} ${heard}
       and deleted_at is ${state === 'deleted' ? 'not' : ''} null
       and ($2::timestamptz is null or (messages.at, recording) < ($2, $3::text))
     order by messages.at desc, recording desc limit $4`,
    [box, before && new Date(before.at), before?.recording, limit],
  )
}

export async function readMessage(db: Database, recording: string): Promise<Message | undefined> {
  const [row] = await ask<Message>(
    db,
    `select ${COLUMNS} from ${FROM} where recording = $1 and box is not null and ${IS_KEPT}`,
    [recording],
  )
  return row
}

/** What is missing stays. @param change `note`: sealed, or empty for none */
export async function changeMessage(
  db: Connection,
  recording: string,
  { heard, note, deleted, by }: { heard?: boolean; note?: string; deleted?: boolean; by: string },
): Promise<void> {
  await ask(
    db,
    `update messages set
       heard_at = case when $2::boolean is null then heard_at when $2 then coalesce(heard_at, now()) end,
       heard_by = case when $2::boolean is null then heard_by when $2 then coalesce(heard_by, $5) end,
       note = case when $3::text is null then note else nullif($3, '') end,
       deleted_at = case when $4::boolean is null then deleted_at when $4 then coalesce(deleted_at, now()) end,
       deleted_by = case when $4::boolean is null then deleted_by when $4 then coalesce(deleted_by, $5) end
     where recording = $1`,
    [recording, heard ?? null, note ?? null, deleted ?? null, by],
  )
}

export type Unwanted = { recording: string; state: 'in-asterisk' | 'stored'; path: string | null }

/** Sounds of messages that their callers took back, or that say nothing; only of calls that are over. */
export async function unwantedMessages(db: Database, limit: number): Promise<Unwanted[]> {
  return ask<Unwanted>(
    db,
    `select recording, recordings.state, path
     from messages join recordings using (recording)
     where recordings.state in ('in-asterisk', 'stored') and (dropped or duration_ms < ${SHORTEST_MESSAGE_MS})
       and exists (select from conversations where conversations.conversation = messages.conversation)
     limit $1`,
    [limit],
  )
}

/** Its sound is gone, wherever it was. */
export async function messageDiscarded(db: Database, recording: string): Promise<void> {
  await ask(
    db,
    `update recordings set state = 'erased', path = null, erased_at = now() where recording = $1`,
    [recording],
  )
}

/** Puts a notice into the outbox for each message of these boxes that nobody was told of. @returns how many */
export async function noticeMessages(db: Database, boxes: readonly string[]): Promise<number> {
  if (boxes.length === 0) return 0
  const rows = await ask(
    db,
    `with fresh as (
       update messages set noticed_at = now()
       from recordings
       where recordings.recording = messages.recording and noticed_at is null and box = any($1)
         and deleted_at is null and recordings.state = 'stored' and ${IS_KEPT}
       returning messages.recording, messages.conversation, box)
     insert into sendings (id, conversation, send, asked_at, sealed)
     select 'notice:' || recording, conversation, 'box:' || box, now(), '' from fresh
     on conflict (id) do nothing returning id`,
    [boxes],
  )
  return rows.length
}
