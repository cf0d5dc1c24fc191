// What changed in the live state, as it changes: the switchboard's script tells the names of the entries that it
// wrote, in the same moment (lua/write.lua), and only these are read again.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

export type Entries = ReadonlyMap<string, string | undefined>
export type LiveEntries = { calls: Entries; floor: Entries }

export type LiveFeed = { close(): void }

export type LiveListener = {
  /** Names of entries that were written, in `calls` or `floor`. */
  changed(hash: 'calls' | 'floor', names: readonly string[]): void
  /** We listen, for the first time or after a gap in which nothing was heard: all must be read. */
  listening(): void
}

/** Listens on a connection of its own, which comes back by itself when Redis does. */
export function openLiveFeed(redis: Redis, keys: Keys, listener: LiveListener): LiveFeed {
  const own = redis.duplicate({
    commandTimeout: undefined,
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    // We subscribe ourselves at each connection, to know when the gap is over.
    autoResubscribe: false,
  })
  // The office's other connection tells of Redis' absence.
  own.on('error', () => {})
  own.on('ready', () => {
    own.subscribe(keys.calls, keys.floor).then(
      () => listener.listening(),
      // Lost again: the next `ready` comes.
      () => {},
    )
  })
  own.on('message', (channel: string, names: string) => {
    listener.changed(channel === keys.calls ? 'calls' : 'floor', names.split('\n'))
  })
  return { close: () => own.disconnect() }
}

/** @throws RedisAway */
export async function readAllLive(redis: Redis, keys: Keys): Promise<LiveEntries> {
  const [calls, floor] = await askRedis(Promise.all([redis.hgetall(keys.calls), redis.hgetall(keys.floor)]))
  return { calls: new Map(Object.entries(calls)), floor: new Map(Object.entries(floor)) }
}

/** Entries by name; undefined where there is none any more. @throws RedisAway */
export async function readLive(
  redis: Redis,
  keys: Keys,
  names: { calls: readonly string[]; floor: readonly string[] },
): Promise<LiveEntries> {
  const read = async (key: string, fields: readonly string[]) => {
    const texts = fields.length > 0 ? await askRedis(redis.hmget(key, ...fields)) : []
    return new Map(fields.map((field, n) => [field, texts[n] ?? undefined]))
  }
  const [calls, floor] = await Promise.all([read(keys.calls, names.calls), read(keys.floor, names.floor)])
  return { calls, floor }
}
