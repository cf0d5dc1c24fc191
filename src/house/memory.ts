// What the switchboard remembers: Redis behind a lease, the journal's pen, and what an earlier process left there.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { openRedis } from '../redis/connection.ts'
import { openJournal, type RedisJournal } from '../redis/journal.ts'
import type { Keys } from '../redis/keys.ts'
import { holdLease, type Lease } from '../redis/lease.ts'
import { openMirror, readMirror } from '../redis/mirror.ts'
import { type Live, liveFrom } from '../switchboard/live.ts'
import { foldersOf } from './addresses.ts'
import { holderOf, noteStandingBy } from './standby.ts'

export type Memory = {
  redis: Redis
  keys: Keys
  lease: Lease
  journal: RedisJournal
  storedCalls: ReadonlyMap<string, Live>
  storedFloor: Readonly<Record<string, string>>
  /** Redis had lost its memory and has the live state back: what else it should know is to be told again. */
  whenBroughtBack(tell: () => void): void
}

export type MemoryOptions = {
  home: string
  config: Config
  redisUrl: string
  keys: Keys
  log: Logger
  /** Another switchboard acts: from now on we wait until it does not. */
  onStandby(): void
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
  onStandby,
  onLost,
}: MemoryOptions): Promise<Memory> {
  const redis = openRedis(redisUrl, log, 'a second')
  while (redis.status !== 'ready') await pause(20)
  const { standby } = config.server
  const hadMemory = (await redis.exists(keys.token)) === 1
  const tellers: (() => void)[] = []
  let journal: RedisJournal | undefined
  const onForgotten = () => journal?.forgotten()
  const holder = await holderOf(home)
  let standing: ReturnType<typeof noteStandingBy> | undefined
  const onWaiting = () => {
    standing = noteStandingBy(redis, keys)
    onStandby()
  }
  const never = new AbortController().signal
  const lease = await holdLease({ redis, keys, holder, standby, onWaiting, onLost, onForgotten }, never)
  standing?.over()
  const folders = foldersOf(home)
  const mirror = openMirror(folders.mirror, log)
  journal = await openJournal({
    redis,
    keys,
    token: lease.token,
    spillFile: folders.spill,
    mirror,
    onDegraded: degraded =>
      degraded
        ? log.error('degraded: Redis does not take the journal, it goes to disk')
        : log.info('Redis takes the journal again'),
    onSpillFailed: err => log.error({ err }, 'the disk does not take the journal either; it waits in memory'),
    onBroughtBack() {
      log.error('Redis had lost its memory; every live call and the floor were written to it again')
      for (const tell of tellers) tell()
    },
  })
  const copy = hadMemory ? undefined : await readMirror(folders.mirror)
  const calls = { ...copy?.calls, ...(await redis.hgetall(keys.calls)) }
  const storedFloor = { ...copy?.floor, ...(await redis.hgetall(keys.floor)) }
  mirror.begin(calls, storedFloor)
  if (copy) {
    log.error({ calls: Object.keys(calls).length }, 'Redis had lost its memory; the copy on our disk is used')
    journal.forgotten()
  }
  const storedCalls = new Map<string, Live>()
  for (const [conversation, text] of Object.entries(calls)) {
    const live = liveFrom(text)
    if (live) storedCalls.set(conversation, live)
    else log.error({ conversation }, "live state that this version can't read; the talk is kept")
  }
  const whenBroughtBack = (tell: () => void) => void tellers.push(tell)
  return { redis, keys, lease, journal, storedCalls, storedFloor, whenBroughtBack }
}
