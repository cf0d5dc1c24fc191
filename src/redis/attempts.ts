// How often something was tried lately, e.g. wrong passwords for a name. Counted before the try, so that a
// thousand at once count as a thousand.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'

export type Attempts = {
  /** In this window, the one now included. */
  count: number
  /** When the window is over and counting begins anew. */
  forgottenInS: number
}

/** @param windowS begins with the first attempt */
export async function countAttempt(redis: Redis, key: string, windowS: number): Promise<Attempts> {
  const answers = await askRedis(redis.multi().incr(key).expire(key, windowS, 'NX').ttl(key).exec())
  const [count, , ttl] = (answers ?? []).map(([, value]) => Number(value))
  return { count: count ?? 1, forgottenInS: Math.max(1, ttl ?? windowS) }
}

/** How many there were in the present window. */
export async function attemptsSoFar(redis: Redis, key: string): Promise<number> {
  return Number((await askRedis(redis.get(key))) ?? 0)
}

/** The window begins anew: who is shut out now is so for all of it. */
export async function prolongAttempts(redis: Redis, key: string, windowS: number): Promise<void> {
  await askRedis(redis.expire(key, windowS))
}

export async function forgetAttempts(redis: Redis, key: string): Promise<void> {
  await askRedis(redis.del(key))
}

/** It was no wrong one after all. */
export async function forgiveAttempt(redis: Redis, key: string): Promise<void> {
  await askRedis(redis.decr(key))
}
