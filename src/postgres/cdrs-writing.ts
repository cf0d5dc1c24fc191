// CDRs as the scribe stores them: head, segments and offers, all CDRs of a batch with one query a table.
import type { Cdr } from '../cdrs/cdr.ts'
import { ask, type Connection } from './database.ts'

/** Stores CDRs, each conversation at most once a call; one that is there already gets the next revision. */
export async function storeCdrs(db: Connection, cdrs: readonly Cdr[]): Promise<void> {
  if (cdrs.length === 0) return
  await storeHeads(db, cdrs)
  await storeSegments(db, cdrs)
  await storeOffers(db, cdrs)
}

async function storeHeads(db: Connection, cdrs: readonly Cdr[]): Promise<void> {
  await ask(
    db,
    `insert into conversations (
       conversation, channel, hotline, via, contact, number_kind, flow, version, language, queue, agent,
       arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
       result, reason, who, keys)
     select conversation, channel, hotline, via, contact, "numberKind", flow, version, language, queue, agent,
       to_timestamp("arrivedAt" / 1000), to_timestamp("queuedAt" / 1000), to_timestamp("answeredAt" / 1000),
       to_timestamp("endedAt" / 1000), "waitMs", "ringMs", "talkMs", "wrapUpMs",
       ending ->> 'result', ending ->> 'reason', ending ->> 'who', keys
     from jsonb_to_recordset($1::jsonb) as c (
       conversation text, channel text, hotline text, via text, contact text, "numberKind" text, flow text,
       version text, language text, queue text, agent text, "arrivedAt" double precision,
       "queuedAt" double precision, "answeredAt" double precision, "endedAt" double precision,
       "waitMs" integer, "ringMs" integer, "talkMs" integer, "wrapUpMs" integer, ending jsonb, keys jsonb)
     on conflict (conversation) do update set
       revision = conversations.revision + 1,
       channel = excluded.channel, hotline = excluded.hotline, via = excluded.via, contact = excluded.contact,
       number_kind = excluded.number_kind, flow = excluded.flow, version = excluded.version,
       language = excluded.language, queue = excluded.queue, agent = excluded.agent,
       arrived_at = excluded.arrived_at, queued_at = excluded.queued_at, answered_at = excluded.answered_at,
       ended_at = excluded.ended_at, wait_ms = excluded.wait_ms, ring_ms = excluded.ring_ms,
       talk_ms = excluded.talk_ms, wrap_up_ms = excluded.wrap_up_ms, result = excluded.result,
       reason = excluded.reason, who = excluded.who, keys = excluded.keys`,
    [JSON.stringify(cdrs.map(({ segments: _s, offers: _o, recordings: _r, ...head }) => head))],
  )
}

async function storeSegments(db: Connection, cdrs: readonly Cdr[]): Promise<void> {
  const rows = cdrs.flatMap(({ conversation, segments }) =>
    segments.map((segment, number) => ({ conversation, number, ...segment })),
  )
  await ask(
    db,
    `with gone as (
       delete from segments using jsonb_to_recordset($2::jsonb) as kept (conversation text, count integer)
       where segments.conversation = kept.conversation and segments.number >= kept.count)
     insert into segments (conversation, number, kind, from_at, to_at, queue, agent, section)
     select conversation, number, kind, to_timestamp("from" / 1000), to_timestamp("to" / 1000), queue, agent, section
     from jsonb_to_recordset($1::jsonb) as s (
       conversation text, number integer, kind text, "from" double precision, "to" double precision,
       queue text, agent text, section text)
     on conflict (conversation, number) do update set
       kind = excluded.kind, from_at = excluded.from_at, to_at = excluded.to_at, queue = excluded.queue,
       agent = excluded.agent, section = excluded.section`,
    [JSON.stringify(rows), counts(cdrs, cdr => cdr.segments.length)],
  )
}

async function storeOffers(db: Connection, cdrs: readonly Cdr[]): Promise<void> {
  const rows = cdrs.flatMap(({ conversation, offers }) =>
    offers.map((offer, number) => ({ conversation, number, ...offer })),
  )
  await ask(
    db,
    `with gone as (
       delete from offers using jsonb_to_recordset($2::jsonb) as kept (conversation text, count integer)
       where offers.conversation = kept.conversation and offers.number >= kept.count)
     insert into offers (conversation, number, offer, agent, from_at, to_at, cause, why)
     select conversation, number, offer, agent, to_timestamp(at / 1000), to_timestamp("until" / 1000), cause, why
     from jsonb_to_recordset($1::jsonb) as o (
       conversation text, number integer, offer text, agent text, at double precision,
       "until" double precision, cause text, why jsonb)
     on conflict (conversation, number) do update set
       offer = excluded.offer, agent = excluded.agent, from_at = excluded.from_at, to_at = excluded.to_at,
       cause = excluded.cause, why = excluded.why`,
    [JSON.stringify(rows), counts(cdrs, cdr => cdr.offers.length)],
  )
}

/** A CDR folded again may have fewer rows than before: what lies beyond its count goes. */
function counts(cdrs: readonly Cdr[], count: (cdr: Cdr) => number): string {
  return JSON.stringify(cdrs.map(cdr => ({ conversation: cdr.conversation, count: count(cdr) })))
}
