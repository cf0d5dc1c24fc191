// The journal's tables: written by the scribe in batches, read again to fold.
import type { JournalRecord } from '../switchboard/journal.ts'
import { ask, type Connection } from './database.ts'

/**
 * Stores records; those that are known already change nothing.
 * @param records JSON texts of JournalRecords. They travel as one text and PostgreSQL takes them apart, which
 *   spares our process a thousand small strings a batch.
 */
export async function storeRecords(db: Connection, records: readonly string[]): Promise<void> {
  await ask(
    db,
    `insert into journal (id, v, at, conversation, agent, type, data)
     select id, v, to_timestamp(at / 1000), conversation, agent, event ->> 'type', event
     from json_to_recordset($1::json) as r (
       id text, v integer, at double precision, conversation text, agent text, event jsonb)
     on conflict (id) do nothing`,
    [`[${records.join(',')}]`],
  )
}

/** All records of some conversations, as JSON texts of JournalRecords, in no particular order. */
export async function readRecords(db: Connection, conversations: readonly string[]): Promise<string[]> {
  const rows = await ask<{ json: string }>(
    db,
    `select json_strip_nulls(json_build_object(
              'id', id, 'v', v, 'at', round(extract(epoch from at) * 1000)::bigint,
              'conversation', conversation, 'agent', agent, 'event', data))::text as json
     from journal where conversation = any($1)`,
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
