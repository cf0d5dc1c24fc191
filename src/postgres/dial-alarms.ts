// Who was stopped by a cap when he dialled out, as the audit log has it: a row a minute for as long as it goes on.
import { ask, type Connection } from './database.ts'

export type DialAlarm = {
  /** Phone account; of a full trunk the code. */
  object: string
  code: string
  since: Date
  last: Date
  times: number
}

/** Without any for so long, the next one is something new. */
const REST = '1 hour'

/** Of the last day, of each phone and reason the latest stretch; the latest first. */
export async function readDialAlarms(db: Connection): Promise<DialAlarm[]> {
  return ask<DialAlarm>(
    db,
    `with stops as (
       select id, at, object, details ->> 'code' as code, (details ->> 'times')::integer as times
       from audit
       where action = 'phones.dial-stopped' and at > now() - interval '1 day'),
     begun as (
       select *, at - lag(at) over one > interval '${REST}' as is_new from stops
       window one as (partition by object, code order by id)),
     stretches as (
       select *, count(*) filter (where is_new) over (partition by object, code order by id) as stretch from begun)
     select distinct on (object, code) * from (
       select object, code, min(at) as since, max(at) as last, sum(times)::integer as times
       from stretches group by object, code, stretch) as alarms
     order by object, code, last desc`,
  ).then(found => found.sort((a, b) => b.last.getTime() - a.last.getTime()))
}
