// Addresses that guessed at accounts: shut out until a time, and remembered for a while after it.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

export type Ban = {
  address: string
  /** Epoch ms, both. */
  since: number
  until: number
  /** How often by now, this one included. */
  times: number
  /** Wrong guesses that led to it. */
  tries: number
}

/** Those that are over as well. @throws RedisAway */
export async function readBans(redis: Redis, keys: Keys): Promise<Ban[]> {
  const stored = await askRedis(redis.hvals(keys.bans))
  return stored.map(text => JSON.parse(text) as Ban)
}

/** @throws RedisAway */
export async function writeBan(redis: Redis, keys: Keys, ban: Ban): Promise<void> {
  await askRedis(redis.hset(keys.bans, ban.address, JSON.stringify(ban)))
}

/** @throws RedisAway */
export async function removeBans(redis: Redis, keys: Keys, addresses: readonly string[]): Promise<void> {
  if (addresses.length > 0) await askRedis(redis.hdel(keys.bans, ...addresses))
}
