// Connections to Redis, and the one way in which its absence is told.
import { Redis, ReplyError } from 'ioredis'
import type { Logger } from 'pino'

/** Redis does not answer. Trying again later is right. */
export class RedisAway extends Error {
  readonly code = 'redis-away'
  constructor(cause: unknown) {
    super('Redis does not answer. Look at its log, or run "tongdai doctor".', { cause })
  }
}

/**
 * @param patience `a second`: for questions that a person waits for, which fail with RedisAway;
 *   `for ever`: for work that goes on by itself when Redis is back
 */
export function openRedis(url: string, log: Logger, patience: 'a second' | 'for ever'): Redis {
  const impatient = patience === 'a second'
  const redis = new Redis(url, {
    maxRetriesPerRequest: impatient ? 0 : null,
    enableOfflineQueue: !impatient,
    ...(impatient && { commandTimeout: 1_000 }),
    connectTimeout: 2_000,
    retryStrategy: attempt => Math.min(100 * 2 ** attempt, 2_000),
  })
  let away = false
  redis.on('error', error => {
    if (!away) log.warn({ err: error }, 'Redis does not answer')
    away = true
  })
  redis.on('ready', () => {
    if (away) log.info('Redis answers again')
    away = false
  })
  return redis
}

/** Waits for an answer of Redis. @throws RedisAway, or ReplyError when Redis refuses the command itself */
export async function askRedis<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw error instanceof ReplyError ? error : new RedisAway(error)
  })
}
