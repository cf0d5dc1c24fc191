// What was dialled in the last hour, so that whoever is capped stays so over a restart of ours. Numbers are none of it.
import type { Redis } from 'ioredis'
import type { Clock } from '../switchboard/clock.ts'
import { HOUR_MS, type Taken, type Usage } from '../trunks/outbound-usage.ts'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

/** `at`: house ms of that boot. */
type Kept = Pick<Taken, 'on' | 'by' | 'at'> & { readonly boot: string }

/** @returns nothing of it as lasting: the calls that live say so themselves. @throws RedisAway */
export async function readDialled(redis: Redis, keys: Keys, clock: Clock): Promise<Usage> {
  const { wall, house } = clock.now()
  const found = await askRedis(redis.zrangebyscore(keys.dialled, wall - HOUR_MS, '+inf', 'WITHSCORES'))
  return found.flatMap((text, n) => {
    const kept = n % 2 === 0 ? keptFrom(text) : undefined
    if (!kept) return []
    const { on, by, boot } = kept
    // Of another boot only the wall knows how long ago it was.
    const at = boot === clock.boot ? kept.at : house - Math.max(0, wall - Number(found[n + 1]))
    return [{ on, by, at, lasts: false }]
  })
}

/** Forgets what is too old as well. @throws RedisAway */
export async function keepDialled(redis: Redis, keys: Keys, clock: Clock, taken: Taken): Promise<void> {
  const { wall } = clock.now()
  const { on, by, at } = taken
  const kept: Kept = { on, by, at, boot: clock.boot }
  await askRedis(
    redis
      .multi()
      .zadd(keys.dialled, wall, JSON.stringify(kept))
      .zremrangebyscore(keys.dialled, '-inf', wall - HOUR_MS)
      .pexpire(keys.dialled, HOUR_MS)
      .exec(),
  )
}

/** undefined for what a later version wrote in a way that is unknown here. */
function keptFrom(text: string): Kept | undefined {
  try {
    const { on, by, at, boot } = JSON.parse(text) as Partial<Kept>
    const isOne = typeof on === 'string' && typeof by === 'string' && typeof at === 'number'
    return isOne ? { on, by, at, boot: boot ?? '' } : undefined
  } catch {
    return undefined
  }
}
