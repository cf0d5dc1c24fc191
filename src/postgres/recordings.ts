// Questions about tracks: which are still in Asterisk, and where the others lie.

import { SHORTEST_MESSAGE_MS } from '../cdrs/messages.ts'
import type { CdrRecording } from '../cdrs/recordings.ts'
import { ask, type Connection, type Database } from './database.ts'

export type TrackToFetch = { recording: string; conversation: string; startedAt: number; attempts: number }

/**
 * Says what the journal says of tracks. One that was fetched or given up already stays where it is; how much of it is
 * missing may become known later.
 */
export async function storeTracks(
  db: Connection,
  tracks: readonly (CdrRecording & { conversation: string })[],
): Promise<void> {
  if (tracks.length === 0) return
  await ask(
    db,
    `insert into recordings (recording, conversation, party, agent, started_at, duration_ms, missing_ms, state)
     select recording, conversation, party, agent, to_timestamp("startedAt" / 1000), "durationMs",
       coalesce("missingMs", 0), case outcome when 'done' then 'in-asterisk' when 'failed' then 'failed' else 'expected' end
     from jsonb_to_recordset($1::jsonb) as r (
       recording text, conversation text, party text, agent text, "startedAt" double precision,
       "durationMs" integer, "missingMs" integer, outcome text)
     on conflict (recording) do update set
       duration_ms = case recordings.state when 'expected' then excluded.duration_ms else recordings.duration_ms end,
       state = case recordings.state when 'expected' then excluded.state else recordings.state end,
       missing_ms = excluded.missing_ms
       where recordings.state = 'expected' or recordings.missing_ms <> excluded.missing_ms`,
    [JSON.stringify(tracks)],
  )
}

/**
 * Tracks that wait to be fetched now. Also those whose end was never reported although their call ended two
 * minutes ago: Asterisk may have kept what it had. A message waits until its call is over: as long as that lasts, its
 * caller may want to hear it, or take it back.
 */
export async function tracksToFetch(db: Database, limit: number): Promise<TrackToFetch[]> {
  const rows = await ask<{ recording: string; conversation: string; started_at: Date; attempts: number }>(
    db,
    `select recording, conversation, started_at, attempts
     from recordings
     where try_after <= now()
       and (party <> 'message' or exists (
         select from messages as m join conversations as c using (conversation)
         where m.recording = recordings.recording and not m.dropped
           and coalesce(recordings.duration_ms, ${SHORTEST_MESSAGE_MS}) >= ${SHORTEST_MESSAGE_MS}))
       and (state = 'in-asterisk'
         or state = 'expected' and exists (
           select from conversations as c
           where c.conversation = recordings.conversation and c.ended_at < now() - case c.reason when 'asterisk-lost' then interval '5 seconds' else interval '2 minutes' end))
     order by try_after
     limit $1`,
    [limit],
  )
  return rows.map(row => ({
    recording: row.recording,
    conversation: row.conversation,
    startedAt: row.started_at.getTime(),
    attempts: row.attempts,
  }))
}

/** Those of the recordings that we have stored ourselves. */
export async function storedAmong(db: Database, recordings: readonly string[]): Promise<string[]> {
  const rows = await ask<{ recording: string }>(
    db,
    `select recording from recordings where recording = any($1) and state = 'stored'`,
    [recordings],
  )
  return rows.map(({ recording }) => recording)
}

/** @param file `path` relative to the recordings' folder */
export async function trackStored(
  db: Database,
  recording: string,
  file: { path: string; sha256: string; bytes: number; durationMs: number },
): Promise<void> {
  await ask(
    db,
    `update recordings
     set state = 'stored', path = $2, sha256 = $3, bytes = $4, duration_ms = coalesce(duration_ms, $5),
         stored_at = now(), failure = null
     where recording = $1`,
    [recording, file.path, file.sha256, file.bytes, file.durationMs],
  )
}

export async function trackDelayed(db: Database, recording: string, waitMs: number, failure: string) {
  await ask(
    db,
    `update recordings
     set attempts = attempts + 1, try_after = now() + $2 * interval '1 millisecond', failure = $3
     where recording = $1`,
    [recording, waitMs, failure],
  )
}

export async function trackFailed(db: Database, recording: string, failure: string): Promise<void> {
  await ask(db, `update recordings set state = 'failed', failure = $2 where recording = $1`, [
    recording,
    failure,
  ])
}

export type TrackFile = {
  state: 'expected' | 'in-asterisk' | 'stored' | 'failed' | 'erased'
  path?: string
  bytes?: number
}

/** `startedAt`: epoch ms. */
export type TrackOfConversation = TrackFile & {
  recording: string
  party: string
  agent: string
  startedAt: number
  durationMs?: number
  sha256?: string
}

/** In the order in which they began. */
export async function tracksOf(db: Database, conversation: string): Promise<TrackOfConversation[]> {
  const rows = await ask<{
    recording: string
    party: string
    agent: string
    started_at: Date
    duration_ms: number | null
    state: TrackFile['state']
    path: string | null
    bytes: string | null
    sha256: string | null
  }>(
    db,
    `select recording, party, agent, started_at, duration_ms, state, path, bytes, sha256
     from recordings where conversation = $1 order by started_at, recording`,
    [conversation],
  )
  return rows.map(({ recording, party, agent, started_at, duration_ms, state, path, bytes, sha256 }) => ({
    ...{ recording, party, agent, state, startedAt: started_at.getTime() },
    ...(duration_ms !== null && { durationMs: duration_ms }),
    ...(path !== null && { path }),
    ...(bytes !== null && { bytes: Number(bytes) }),
    ...(sha256 !== null && { sha256 }),
  }))
}

/**
 * Whether one of these queues served the conversation, as far as it is on record: while it lasts nobody knows yet
 * which one will have.
 * @param of a conversation, or one of its recordings
 */
export async function isServedBy(
  db: Database,
  of: { conversation: string } | { recording: string },
  queues: readonly string[],
): Promise<boolean> {
  const [which, id] =
    'recording' in of
      ? ['conversation = (select conversation from recordings where recording = $1)', of.recording]
      : ['conversation = $1', of.conversation]
  const rows = await ask(db, `select 1 from conversations where ${which} and queue = any($2)`, [id, queues])
  return rows.length > 0
}

/** Whether who gave a link away is still here, and still may: a link ends with its giver's right. */
export async function mayStillShare(db: Database, who: string): Promise<boolean> {
  const rows = await ask(
    db,
    `select 1 from people where id = $1 and active and role in ('admin', 'manager')
     union all
     select 1 from tokens where 'token:' || id = $1 and role in ('admin', 'manager')`,
    [who],
  )
  return rows.length > 0
}

export async function readTrack(db: Database, recording: string): Promise<TrackFile | undefined> {
  const [row] = await ask<{ state: TrackFile['state']; path: string | null; bytes: string | null }>(
    db,
    'select state, path, bytes from recordings where recording = $1',
    [recording],
  )
  if (!row) return undefined
  const { state, path, bytes } = row
  return path === null ? { state } : { state, path, bytes: Number(bytes) }
}
