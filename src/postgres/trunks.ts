// Questions about trunks.
import { ask, type Database } from './database.ts'

/** @returns trunk → epoch ms of its last arrival; those without one in 30 days are missing */
export async function lastCallsThrough(
  db: Database,
  trunks: readonly string[],
): Promise<Map<string, number>> {
  if (trunks.length === 0) return new Map()
  // Each walks the index of arrivals back from now, and stops at its first.
  const rows = await ask<{ via: string; at: Date }>(
    db,
    `select via, last.arrived_at as at
     from unnest($1::text[]) as via cross join lateral (
       select arrived_at from conversations
       where conversations.via = via.via and arrived_at > now() - interval '30 days'
       order by arrived_at desc limit 1) as last`,
    [trunks],
  )
  return new Map(rows.map(({ via, at }) => [via, at.getTime()]))
}
