// The reading end of the journal stream: what the scribe drains.
import type { Redis } from 'ioredis'
import type { Keys } from './keys.ts'

/** `entry` is the stream's own id, `<ms>-<n>`; `json` a JournalRecord. */
export type JournalEntry = { entry: string; json: string }

/** The entries after `after`, oldest first; waits up to `blockMs` for the first one, or not at all. */
export async function readJournal(
  redis: Redis,
  keys: Keys,
  after: string,
  { count, blockMs }: { count: number; blockMs?: number },
): Promise<JournalEntry[]> {
  const streams = await (blockMs === undefined
    ? redis.xread('COUNT', count, 'STREAMS', keys.journal, after)
    : redis.xread('COUNT', count, 'BLOCK', blockMs, 'STREAMS', keys.journal, after))
  const entries = streams?.[0]?.[1] ?? []
  return entries.map(([entry, fields]) => ({ entry, json: fields[fields.indexOf('e') + 1] ?? '' }))
}

/** Removes the entries up to and with `entry`. */
export async function trimJournal(redis: Redis, keys: Keys, entry: string): Promise<void> {
  const [ms, n] = entry.split('-')
  await redis.xtrim(keys.journal, 'MINID', '=', `${ms}-${BigInt(n ?? '0') + 1n}`)
}

/** Whether the stream has ever reached `entry`. A Redis that lost its data counts from its own clock again. */
export async function hasReached(redis: Redis, keys: Keys, entry: string): Promise<boolean> {
  const exists = await redis.exists(keys.journal)
  if (!exists) return false
  const facts = (await redis.xinfo('STREAM', keys.journal)) as unknown[]
  const last = String(facts[facts.indexOf('last-generated-id') + 1])
  return isBefore(entry, last) || entry === last
}

/** What waits to be stored: how many records, and for how long the oldest one has, by Redis' own clock. */
export type Lag = { records: number; oldestMs: number }

export async function journalLag(redis: Redis, keys: Keys): Promise<Lag> {
  const [records, oldest, [seconds, micros]] = await Promise.all([
    redis.xlen(keys.journal),
    redis.xrange(keys.journal, '-', '+', 'COUNT', 1),
    redis.time(),
  ])
  const entry = oldest[0]?.[0]
  if (entry === undefined) return { records, oldestMs: 0 }
  const nowMs = Number(seconds) * 1_000 + Number(micros) / 1_000
  return { records, oldestMs: Math.max(0, Math.round(nowMs - Number(entry.split('-')[0]))) }
}

function isBefore(a: string, b: string): boolean {
  const [ams = '0', an = '0'] = a.split('-')
  const [bms = '0', bn = '0'] = b.split('-')
  return Number(ams) < Number(bms) || (ams === bms && BigInt(an) < BigInt(bn))
}
