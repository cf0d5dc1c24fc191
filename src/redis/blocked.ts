// Contacts whose calls are refused, as the switchboard reads them: no call waits for PostgreSQL.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

/** @throws RedisAway */
export async function readBlocked(redis: Redis, keys: Keys): Promise<Set<string>> {
  return new Set(await askRedis(redis.smembers(keys.blocked)))
}

/** These and no others. @throws RedisAway */
export async function writeBlocked(redis: Redis, keys: Keys, contacts: readonly string[]): Promise<void> {
  const all = redis.multi().del(keys.blocked)
  if (contacts.length > 0) all.sadd(keys.blocked, ...contacts)
  await askRedis(all.exec())
}
