// Follow-ups as the scribe writes them: who gave up waiting is to be called back, until somebody has talked to him.
import type { Cdr } from '../cdrs/cdr.ts'
import { ask, type Connection } from './database.ts'

/** @returns ms within which who gave up in this queue is to be called back; undefined: he is not */
export type FollowUpTimes = (queue: string) => number | undefined

/** To be called when the CDRs and the last agents are stored. A CDR that comes again changes nothing. */
export async function storeFollowUps(
  db: Connection,
  cdrs: readonly Cdr[],
  within: FollowUpTimes,
): Promise<void> {
  const given: { conversation: string; contact: string; queue: string; at: number; dueAt: number }[] = []
  const met = new Map<string, { contact: string; conversation: string; at: number }>()
  for (const cdr of cdrs) {
    const { conversation, contact, queue, endedAt: at } = cdr
    if (cdr.numberKind === 'anonymous' || cdr.numberKind === 'internal') continue
    if (cdr.answeredAt !== undefined) {
      if ((met.get(contact)?.at ?? 0) <= at) met.set(contact, { contact, conversation, at })
    } else if (queue !== undefined && gaveUp(cdr)) {
      const ms = within(queue)
      if (ms !== undefined) given.push({ conversation, contact, queue, at, dueAt: at + ms })
    }
  }
  if (given.length + met.size > 0) await write(db, given, [...met.values()])
}

/**
 * Whose number is not kept can't be called; to whom somebody talked since need not be. Both in one query: the scribe
 * waits for each. What is opened here was not closed by a talk of these, or it would not be opened.
 */
async function write(db: Connection, given: readonly object[], met: readonly object[]): Promise<void> {
  await ask(
    db,
    `with opened as (
       insert into follow_ups (conversation, contact, queue, at, due_at, open_since)
       select conversation, contact, queue, gave_up.at, to_timestamp("dueAt" / 1000), gave_up.at
       from json_to_recordset($1::json) as g (
           conversation text, contact text, queue text, at double precision, "dueAt" double precision)
         cross join lateral (select to_timestamp(g.at / 1000) as at) as gave_up
         join contact_keys using (contact) left join customers using (contact)
       where customers.last_at is null or customers.last_at <= gave_up.at
       on conflict (conversation) do nothing)
     update follow_ups set closed_at = to_timestamp(m.at / 1000), closed_call = m.conversation
     from json_to_recordset($2::json) as m (contact text, conversation text, at double precision)
     where follow_ups.contact = m.contact and closed_at is null and open_since < to_timestamp(m.at / 1000)`,
    [JSON.stringify(given), JSON.stringify(met)],
  )
}

/** He hung up while he waited; or we promised to call him back and did not reach him, unless a person took him off. */
function gaveUp({ ending: { result, who }, callbackOf, via }: Cdr): boolean {
  if (result === 'abandoned') return true
  const isCallback = callbackOf !== undefined || via === 'callback'
  return isCallback && result === 'unanswered' && who !== 'supervisor'
}
