// What the switchboard remembers: Redis behind a lease, the journal's pen, and what an earlier process left there.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { openRedis } from '../redis/connection.ts'
import { openJournal, type RedisJournal } from '../redis/journal.ts'
import type { Keys } from '../redis/keys.ts'
import { holdLease, type Lease } from '../redis/lease.ts'
import { type Live, liveFrom } from '../switchboard/live.ts'
import { foldersOf } from './addresses.ts'

export type Memory = {
  redis: Redis
  keys: Keys
  lease: Lease
  journal: RedisJournal
  storedCalls: ReadonlyMap<string, Live>
  storedFloor: Readonly<Record<string, string>>
}

export type MemoryOptions = {
  home: string
  config: Config
  redisUrl: string
  keys: Keys
  log: Logger
  /** Another switchboard has taken over. */
  onLost(): void
}

/** Waits for Redis and for the lease. */
export async function openMemory({
  home,
  config,
  redisUrl,
  keys,
  log,
  onLost,
}: MemoryOptions): Promise<Memory> {
  const redis = openRedis(redisUrl, log, 'a second')
  while (redis.status !== 'ready') await pause(20)
  const { standby } = config.server
  const lease = await holdLease({ redis, keys, holder: home, standby, onLost }, new AbortController().signal)
  const journal = await openJournal({
    redis,
    keys,
    token: lease.token,
    spillFile: foldersOf(home).spill,
    onDegraded: degraded =>
      degraded
        ? log.error('degraded: Redis does not take the journal, it goes to disk')
        : log.info('Redis takes the journal again'),
    onSpillFailed: err => log.error({ err }, 'the disk does not take the journal either; it waits in memory'),
  })
  const storedCalls = new Map<string, Live>()
  for (const [conversation, text] of Object.entries(await redis.hgetall(keys.calls))) {
    const live = liveFrom(text)
    if (live) storedCalls.set(conversation, live)
    else log.error({ conversation }, "live state that this version can't read; the talk is kept")
  }
  return { redis, keys, lease, journal, storedCalls, storedFloor: await redis.hgetall(keys.floor) }
}
