// On duty, or standing by: of several machines with `standby: true` that share Redis and PostgreSQL one has the lease and
// acts; the others wait, ready to go on from what it wrote.
import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { openDatabase } from '../postgres/database.ts'
import { readTeam } from '../postgres/team.ts'
import { writeTeamCopy } from '../postgres/team-copy.ts'
import { openRedis } from '../redis/connection.ts'
import type { Keys } from '../redis/keys.ts'
import { leaseHolder } from '../redis/lease.ts'
import type { StandingBy } from '../redis/live.ts'

const LOOK_EVERY_MS = 1_000
/** Longer than between two looks: who stands by is not forgotten between them. */
const NOTE_LIFE_S = 5
/** Callers wait meanwhile. */
const TEAM_MS = 1_000

/**
 * Who we are to the lease: the same over restarts, another one on each machine and in each state folder, whatever
 * containers call them.
 */
export async function holderOf(home: string): Promise<string> {
  const { dev, ino } = await stat(home)
  return `${hostname()}/${dev}.${ino}`
}

/** Whether another machine acts at this moment; nobody does when Redis can't be asked. */
export async function isElsewhere(redisUrl: string, keys: Keys, home: string): Promise<boolean> {
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 3_000, retryStrategy: () => null })
  // The commands themselves tell it.
  redis.on('error', () => {})
  try {
    await redis.connect()
    const holder = await leaseHolder(redis, keys)
    return holder !== undefined && holder !== (await holderOf(home))
  } finally {
    redis.disconnect()
  }
}

/** Says every second that we stand by, until that is over. */
export function noteStandingBy(redis: Redis, keys: Keys): { over(): void } {
  const note = () => {
    const standingBy: StandingBy = { machine: hostname(), at: Date.now() }
    redis.set(keys.standby, JSON.stringify(standingBy), 'EX', NOTE_LIFE_S).catch(() => {})
  }
  note()
  const timer = setInterval(note, LOOK_EVERY_MS)
  return {
    over() {
      clearInterval(timer)
      redis.del(keys.standby).catch(() => {})
    },
  }
}

/** The team as it is now: while we stood by nobody told us of changes. The copy on disk stays if nobody answers. */
export async function freshTeam(databaseUrl: string, home: string, log: Logger): Promise<void> {
  const db = openDatabase(databaseUrl, log, { max: 1, queryMs: TEAM_MS })
  try {
    await writeTeamCopy(home, await readTeam(db))
  } catch (err) {
    log.warn({ err }, 'the team could not be read; going on with the last copy of it')
  } finally {
    void db.end()
  }
}

/**
 * For the office: its work is done once, on the machine that takes the calls.
 * @param lost called when another machine has taken over, after we had it
 */
export async function officeDuty(
  { redisUrl, keys, home, log }: { redisUrl: string; keys: Keys; home: string; log: Logger },
  standingBy: () => void,
  lost: () => void,
): Promise<void> {
  const redis = openRedis(redisUrl, log, 'a second')
  const mine = await holderOf(home)
  const holder = () => leaseHolder(redis, keys).catch(() => undefined)
  let isTold = false
  while ((await holder()) !== mine) {
    if (!isTold) standingBy()
    isTold = true
    await pause(LOOK_EVERY_MS / 4)
  }
  setInterval(async () => {
    const now = await holder()
    if (now !== undefined && now !== mine) lost()
  }, LOOK_EVERY_MS)
}
