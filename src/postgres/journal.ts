// The journal's tables: written by the scribe in batches, read again to fold.
import type pg from 'pg'
import type { JournalRecord } from '../switchboard/journal.ts'
import { copyIn, copyLine, moment } from './copy-in.ts'
import { ask, type Connection } from './database.ts'

/** A record on its way into the journal's table, as `copyRecords` takes it. @param json the record as it came */
export function recordLine(record: JournalRecord, json: string): string {
  const { id, v, at, house, conversation, agent, event } = record
  return copyLine([
    id,
    v,
    moment(at),
    house,
    conversation,
    agent,
    event.type,
    eventText(json) ?? JSON.stringify(event),
  ])
}

/**
 * The event's own text. The switchboard writes it last in the record; anything else is cut wrongly, which
 * PostgreSQL notices as broken JSON, and the record is stored by `storeRecords`.
 */
function eventText(json: string): string | undefined {
  const cut = json.indexOf(',"event":{')
  return cut < 0 || !json.endsWith('}}') ? undefined : json.slice(cut + 9, -1)
}

/** Stores records none of which is known. @param lines of recordLine @throws DatabaseError 23505 when one is */
export async function copyRecords(db: pg.PoolClient, lines: readonly string[]): Promise<void> {
  await copyIn(db, 'journal (id, v, at, house, conversation, agent, type, data)', lines.join(''))
}

/**
 * Stores records; those that are known already change nothing.
 * @param records JSON texts of JournalRecords. They travel as one text and PostgreSQL takes them apart, which
 *   spares our process a thousand small strings a batch.
 */
export async function storeRecords(db: Connection, records: readonly string[]): Promise<void> {
  await ask(
    db,
    `insert into journal (id, v, at, house, conversation, agent, type, data)
     select id, v, to_timestamp(at / 1000), house, conversation, agent, event ->> 'type', event
     from json_to_recordset($1::json) as r (
       id text, v integer, at double precision, house double precision, conversation text, agent text,
       event jsonb)
     on conflict (id) do nothing`,
    [`[${records.join(',')}]`],
  )
}

/** All records of some conversations, as JSON texts of JournalRecords, in no particular order. */
export async function readRecords(db: Connection, conversations: readonly string[]): Promise<string[]> {
  const rows = await ask<{ json: string }>(
    db,
    `select json_strip_nulls(json_build_object(
              'id', id, 'v', v, 'at', round(extract(epoch from at) * 1000)::bigint, 'house', house,
              'conversation', conversation, 'agent', agent, 'event', data))::text as json
     from (
       select journal.* from unnest($1::text[]) as c (name)
         join journal on id >= c.name || ':' and id < c.name || ';' and conversation = c.name
       union all
       select * from journal where conversation = any($1) and not starts_with(id, conversation || ':')
     ) as records`,
    [conversations],
  )
  return rows.map(row => row.json)
}

/** Sets a record aside that can't be read or stored. */
export async function storeReject(db: Connection, entry: string, json: string, error: string): Promise<void> {
  await ask(
    db,
    `insert into journal_rejects (entry, error, json) values ($1, $2, $3) on conflict (entry) do nothing`,
    [entry, error, json.replaceAll('\0', '')],
  )
}

/** Where the scribe stood when it last committed; undefined at the first start. */
export async function readPosition(db: Connection, stream: string): Promise<string | undefined> {
  const rows = await ask<{ entry: string }>(db, 'select entry from scribe_position where stream = $1', [
    stream,
  ])
  return rows[0]?.entry
}

export async function storePosition(db: Connection, stream: string, entry: string): Promise<void> {
  await ask(
    db,
    `insert into scribe_position (stream, entry) values ($1, $2)
     on conflict (stream) do update set entry = excluded.entry`,
    [stream, entry],
  )
}

/** The same for records none of which is known. @throws DatabaseError 23505 when one is */
export async function copyAgentStates(db: pg.PoolClient, records: readonly JournalRecord[]): Promise<void> {
  let lines = ''
  for (const { id, at, event, conversation } of records) {
    if (event.type !== 'AgentStateChanged') continue
    const move = moveOf(id, at, event, conversation)
    lines += copyLine([...[id, move.seq, move.agent, moment(at), move.state, move.reason, move.conversation]])
  }
  await copyIn(db, 'agent_states (id, seq, agent, from_at, state, reason, conversation)', lines)
}

const atWork = new Set(['offered', 'busy', 'wrap-up'])

/** The agents' moves from one state to the next; the conversation where the new state is about one. */
export async function storeAgentStates(db: Connection, records: readonly JournalRecord[]): Promise<void> {
  const rows = records.flatMap(({ id, at, event, conversation }) =>
    event.type === 'AgentStateChanged' ? [moveOf(id, at, event, conversation)] : [],
  )
  if (rows.length === 0) return
  await ask(
    db,
    `insert into agent_states (id, seq, agent, from_at, state, reason, conversation)
     select id, seq, agent, to_timestamp(at / 1000), state, reason, conversation
     from json_to_recordset($1::json)
       as r (id text, seq bigint, agent text, at double precision, state text, reason text, conversation text)
     on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  )
}

type Moved = Extract<JournalRecord['event'], { type: 'AgentStateChanged' }>

function moveOf(id: string, at: number, event: Moved, conversation: string | undefined) {
  return {
    id,
    seq: Number(id.slice(id.lastIndexOf(':') + 1)),
    agent: event.agent,
    at,
    state: event.to,
    reason: event.reason,
    conversation: atWork.has(event.to) ? (event.conversation ?? conversation) : undefined,
  }
}
