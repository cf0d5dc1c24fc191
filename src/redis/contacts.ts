// Sealed numbers on their way into PostgreSQL: the switchboard puts them here with the call's first step.
import type { Redis } from 'ioredis'
import type { Keys } from './keys.ts'

/** contact → sealed number (sealing.ts), for those of the contacts that wait here. */
export async function waitingContacts(
  redis: Redis,
  keys: Keys,
  contacts: readonly string[],
): Promise<Map<string, string>> {
  if (contacts.length === 0) return new Map()
  const sealed = await redis.hmget(keys.contacts, ...contacts)
  return new Map(
    contacts.flatMap((contact, i): [string, string][] => {
      const text = sealed[i]
      return text ? [[contact, text]] : []
    }),
  )
}

/** All that wait here: after a crash between storing and removing, some may be left. */
export async function allWaitingContacts(redis: Redis, keys: Keys): Promise<Map<string, string>> {
  return new Map(Object.entries(await redis.hgetall(keys.contacts)))
}

export async function removeContacts(redis: Redis, keys: Keys, contacts: readonly string[]): Promise<void> {
  if (contacts.length > 0) await redis.hdel(keys.contacts, ...contacts)
}
