// CDRs as the scribe stores them: head, segments and offers, all CDRs of a batch with one query a table.
import type pg from 'pg'
import type { Cdr } from '../cdrs/cdr.ts'
import { copyIn, copyLine, moment } from './copy-in.ts'
import { ask, type Connection } from './database.ts'

/** Stores CDRs, each conversation at most once a call; one that is there already gets the next revision. */
export async function storeCdrs(db: pg.PoolClient, cdrs: readonly Cdr[]): Promise<void> {
  if (cdrs.length === 0) return
  const revised = await storeHeads(db, cdrs)
  // A CDR folded again may have fewer rows than before.
  if (revised.length > 0) await forgetDetails(db, revised)
  await storeSegments(db, cdrs)
  await storeOffers(db, cdrs)
  await storeEncounters(db, cdrs)
}

/** @returns those that were there already */
async function storeHeads(db: Connection, cdrs: readonly Cdr[]): Promise<string[]> {
  const rows = await ask<{ conversation: string; revision: number }>(
    db,
    `insert into conversations (
       conversation, channel, direction, hotline, via, contact, number_kind, flow, version, language, queue, agent,
       arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
       result, reason, who, keys, missed, callback_of)
     select conversation, channel, direction, hotline, via, contact, "numberKind", flow, version, language, queue, agent,
       to_timestamp("arrivedAt" / 1000), to_timestamp("queuedAt" / 1000), to_timestamp("answeredAt" / 1000),
       to_timestamp("endedAt" / 1000), "waitMs", "ringMs", "talkMs", "wrapUpMs",
       ending ->> 'result', ending ->> 'reason', ending ->> 'who', keys, missed, "callbackOf"
     from json_to_recordset($1::json) as c (
       conversation text, channel text, direction text, hotline text, via text, contact text, "numberKind" text, flow text,
       version text, language text, queue text, agent text, "arrivedAt" double precision,
       "queuedAt" double precision, "answeredAt" double precision, "endedAt" double precision,
       "waitMs" integer, "ringMs" integer, "talkMs" integer, "wrapUpMs" integer, ending jsonb, keys jsonb, missed integer,
       "callbackOf" text)
     on conflict (conversation) do update set
       revision = conversations.revision + 1,
       channel = excluded.channel, direction = excluded.direction, hotline = excluded.hotline, via = excluded.via, contact = excluded.contact,
       number_kind = excluded.number_kind, flow = excluded.flow, version = excluded.version,
       language = excluded.language, queue = excluded.queue, agent = excluded.agent,
       arrived_at = excluded.arrived_at, queued_at = excluded.queued_at, answered_at = excluded.answered_at,
       ended_at = excluded.ended_at, wait_ms = excluded.wait_ms, ring_ms = excluded.ring_ms,
       talk_ms = excluded.talk_ms, wrap_up_ms = excluded.wrap_up_ms, result = excluded.result,
       reason = excluded.reason, who = excluded.who, keys = excluded.keys, missed = excluded.missed,
       callback_of = excluded.callback_of
     returning conversation, revision`,
    [JSON.stringify(cdrs.map(headOf))],
  )
  return rows.flatMap(({ conversation, revision }) => (revision > 1 ? [conversation] : []))
}

function headOf({ segments: _s, offers: _o, encounters, recordings: _r, ...head }: Cdr) {
  return { ...head, missed: encounters.reduce((sum, { missed = 0 }) => sum + missed, 0) }
}

async function forgetDetails(db: Connection, conversations: readonly string[]): Promise<void> {
  await ask(
    db,
    `with s as (delete from segments where conversation = any($1)),
       o as (delete from offers where conversation = any($1))
     delete from encounters where conversation = any($1)`,
    [conversations],
  )
}

async function storeSegments(db: pg.PoolClient, cdrs: readonly Cdr[]): Promise<void> {
  let lines = ''
  for (const { conversation, segments } of cdrs)
    for (const [number, { kind, from, to, queue, agent, section }] of segments.entries())
      lines += copyLine([conversation, number, kind, moment(from), moment(to), queue, agent, section])
  await copyIn(db, 'segments (conversation, number, kind, from_at, to_at, queue, agent, section)', lines)
}

async function storeOffers(db: pg.PoolClient, cdrs: readonly Cdr[]): Promise<void> {
  let lines = ''
  for (const { conversation, offers } of cdrs)
    for (const [number, { offer, agent, at, until, cause, why }] of offers.entries())
      lines += copyLine([
        ...[conversation, number, offer, agent, moment(at), until === undefined ? undefined : moment(until)],
        ...[cause, why && JSON.stringify(why)],
      ])
  await copyIn(db, 'offers (conversation, number, offer, agent, from_at, to_at, cause, why)', lines)
}

async function storeEncounters(db: pg.PoolClient, cdrs: readonly Cdr[]): Promise<void> {
  let lines = ''
  for (const { conversation, arrivedAt, encounters } of cdrs)
    for (const { agent, answerWaitMs, abandonWaitMs, talkMs, wrapUpMs, missed = 0 } of encounters)
      lines += copyLine([
        ...[conversation, agent, moment(arrivedAt), answerWaitMs, abandonWaitMs, talkMs, wrapUpMs, missed],
      ])
  const columns =
    'conversation, agent, arrived_at, answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed'
  await copyIn(db, `encounters (${columns})`, lines)
}
