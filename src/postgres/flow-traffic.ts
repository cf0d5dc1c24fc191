// How many callers of a day came to each section of a flow, which keys led them on, and where they hung up.
import { ask, type Connection } from './database.ts'

export type TrafficRow = {
  section: string
  what: 'entered' | 'key' | 'hung-up'
  /** Of `key`. */
  digit: string | null
  callers: number
}

/**
 * Calls that arrived on that day and have ended. A caller who comes to a section twice is one who entered, and
 * each of his keys counts.
 * @param day YYYY-MM-DD on the wall of the time zone
 */
export async function readTraffic(
  db: Connection,
  flow: string,
  day: string,
  timezone: string,
): Promise<TrafficRow[]> {
  return ask<TrafficRow>(
    db,
    `with today as (
       select conversation, reason from conversations
       where arrived_at >= $2::date::timestamp at time zone $3
         and arrived_at < ($2::date + 1)::timestamp at time zone $3),
     told as materialized (
       select conversation, type, data ->> 'section' as section, data ->> 'flow' as flow,
         data ->> 'digit' as digit, substr(id, length(conversation) + 2)::bigint as seq
       from today cross join lateral (
         select id, type, data from journal
         where id >= today.conversation || ':' and id < today.conversation || ';'
           and journal.conversation = today.conversation and type in ('SectionEntered', 'KeyTaken')) as events),
     -- A key tells its section; its flow is that in which he entered this section last.
     stretches as (
       select *, count(flow) over (partition by conversation, section order by seq) as stretch from told),
     placed as (
       select type, section, digit, conversation,
         max(flow) over (partition by conversation, section, stretch) as flow
       from stretches),
     latest as (
       select distinct on (conversation) conversation, kind, section
       from today join segments using (conversation)
       where reason = 'caller-hung-up' and kind <> 'wrap-up'
       order by conversation, number desc),
     latest_flow as (
       select distinct on (conversation, section) conversation, section, flow
       from told where flow is not null order by conversation, section, seq desc)
     select section, 'entered' as what, null as digit, count(distinct conversation)::integer as callers
     from placed where flow = $1 and type = 'SectionEntered' group by section
     union all
     select section, 'key', digit, count(*)::integer
     from placed where flow = $1 and type = 'KeyTaken' group by section, digit
     union all
     select section, 'hung-up', null, count(*)::integer
     from latest join latest_flow using (conversation, section) where kind = 'ivr' and flow = $1
     group by section`,
    [flow, day, timezone],
  )
}
