// Whose calls are refused, as the switchboard holds it: in memory, read again when the list has changed.
import type { Redis } from 'ioredis'
import { readBlocked } from '../redis/blocked.ts'
import type { Keys } from '../redis/keys.ts'

export type BlockedContacts = {
  has(contact: string): boolean
  /** @throws RedisAway: the list of before goes on */
  refresh(): Promise<void>
}

/** @throws RedisAway */
export async function openBlocked(redis: Redis, keys: Keys): Promise<BlockedContacts> {
  let blocked = await readBlocked(redis, keys)
  return {
    has: contact => blocked.has(contact),
    async refresh() {
      blocked = await readBlocked(redis, keys)
    },
  }
}
