// The floor's own records of a time, to be simulated or replayed; and which day there is anything to be read of.
import type { FloorEvent } from '../queues/events.ts'
import { ask, type Connection } from './database.ts'
import { inTimezone } from './timezone.ts'

/** `at`: epoch ms. */
export type FloorRow = { seq: number; at: number; house?: number; event: FloorEvent }

/** @returns epoch ms, half-open. @param day YYYY-MM-DD on the wall of the time zone @throws NoSuchTimezone */
export async function dayBounds(
  db: Connection,
  day: string,
  timezone: string,
): Promise<{ fromMs: number; toMs: number }> {
  const asked = ask<{ from_ms: number; to_ms: number }>(
    db,
    `select (extract(epoch from $1::date::timestamp at time zone $2) * 1000)::float8 as from_ms,
            (extract(epoch from ($1::date + 1)::timestamp at time zone $2) * 1000)::float8 as to_ms`,
    [day, timezone],
  )
  const [row] = await inTimezone(timezone, asked)
  return { fromMs: row?.from_ms ?? 0, toMs: row?.to_ms ?? 0 }
}

/** @returns in the order of their numbers. @param fromMs epoch ms, half-open */
export async function readFloorRecords(db: Connection, fromMs: number, toMs: number): Promise<FloorRow[]> {
  const rows = await ask<{ seq: number; at: number; house: number | null; data: FloorEvent }>(
    db,
    `select substr(id, 7)::float8 as seq, (extract(epoch from at) * 1000)::float8 as at, house, data
     from journal
     where at >= to_timestamp($1::float8 / 1000) and at < to_timestamp($2::float8 / 1000)
       and starts_with(id, 'floor:')
     order by 1`,
    [fromMs, toMs],
  )
  return rows.map(({ seq, at, house, data }) => ({ seq, at, ...(house !== null && { house }), event: data }))
}

/** How many callers joined a queue in that time, and who of all callers hung up while he waited. */
export async function readAbandoned(db: Connection, fromMs: number, toMs: number): Promise<string[]> {
  const rows = await ask<{ conversation: string }>(
    db,
    `select conversation from conversations
     where arrived_at >= to_timestamp($1::float8 / 1000) and arrived_at < to_timestamp($2::float8 / 1000)
       and result = 'abandoned'`,
    [fromMs, toMs],
  )
  return rows.map(({ conversation }) => conversation)
}

/** Of callers who came into a queue. */
export async function countQueued(db: Connection, fromMs: number, toMs: number): Promise<number> {
  const [row] = await ask<{ count: number }>(
    db,
    `select count(*)::integer as count from conversations
     where arrived_at >= to_timestamp($1::float8 / 1000) and arrived_at < to_timestamp($2::float8 / 1000)
       and queued_at is not null`,
    [fromMs, toMs],
  )
  return row?.count ?? 0
}

/** @returns YYYY-MM-DD on the wall of the time zone; undefined when nobody ever came into a queue */
export async function lastDayWithCalls(db: Connection, timezone: string): Promise<string | undefined> {
  const asked = ask<{ day: string }>(
    db,
    `select to_char(arrived_at at time zone $1, 'YYYY-MM-DD') as day from conversations
     where queued_at is not null order by arrived_at desc limit 1`,
    [timezone],
  )
  return (await inTimezone(timezone, asked))[0]?.day
}
