// What was dialled lately: read at the start, written down with each call. A pen that fails stops no call.
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { keepDialled, readDialled } from '../redis/dialled.ts'
import type { Keys } from '../redis/keys.ts'
import type { Clock } from '../switchboard/clock.ts'
import type { Dialled } from '../switchboard/dial-desk.ts'

/** @throws RedisAway */
export async function openDialled(redis: Redis, keys: Keys, clock: Clock, log: Logger): Promise<Dialled> {
  return {
    earlier: await readDialled(redis, keys, clock),
    note(taken) {
      keepDialled(redis, keys, clock, taken).catch((err: unknown) =>
        log.warn({ err, on: taken.on }, 'a dialled call was not written down: a restart now would forget it'),
      )
    },
  }
}
