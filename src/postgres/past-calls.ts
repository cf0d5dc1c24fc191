// The latest calls with what they did and heard in their flow, to be rehearsed with another version.
import type { PastEvent } from '../flows/rehearsal/past.ts'
import { ask, type Connection } from './database.ts'

export type PastCallRow = {
  conversation: string
  hotline: string
  flow: string
  version: string
  language: string
  number_kind: string
  /** Epoch ms. */
  arrived_at: number
  /** In the order in which they happened; SectionEntered among them. */
  events: (PastEvent & { section?: string })[]
}

/** @param from epoch ms. @returns the newest `limit` of them */
export async function readPastCalls(db: Connection, from: number, limit: number): Promise<PastCallRow[]> {
  return ask<PastCallRow>(
    db,
    `with latest as (
       select conversation, hotline, flow, version, language, number_kind, arrived_at from conversations
       where arrived_at >= to_timestamp($1::double precision / 1000) and hotline <> ''
       order by arrived_at desc, conversation limit $2)
     select conversation, hotline, flow, version, language, number_kind,
       (extract(epoch from arrived_at) * 1000)::double precision as arrived_at, events
     from latest cross join lateral (
       select json_agg(data order by substr(id, length(latest.conversation) + 2)::bigint) as events
       from journal
       where id >= latest.conversation || ':' and id < latest.conversation || ';'
         and journal.conversation = latest.conversation and type in ('SectionEntered', 'KeyPressed', 'PlayEnded',
           'TimeUp', 'LookedUp', 'RecordingEnded', 'InputTaken', 'QueueJoined', 'CallEnded')) as told
     where events is not null`,
    [from, limit],
  )
}
