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

/** Redis answers in a millisecond; on a machine that has much to do, or to a process that has, it may take longer. */
const ANSWERING_MS = 3_000
/** Once it is known to be away, whoever waits is told so quickly. */
const AWAY_MS = 800

/**
 * @param patience `a second`: for what has a deadline of its own; `a moment`: for questions that a person waits for,
 *   three seconds as long as Redis answers and less once it does not; both fail with RedisAway;
 *   `for ever`: for work that goes on by itself when Redis is back
 */
export function openRedis(url: string, log: Logger, patience: 'a second' | 'a moment' | 'for ever'): Redis {
  const impatient = patience !== 'for ever'
  const redis = new Redis(url, {
    maxRetriesPerRequest: impatient ? 0 : null,
    enableOfflineQueue: !impatient,
    ...(impatient && { commandTimeout: 1_000 }),
    connectTimeout: 2_000,
    retryStrategy: attempt => Math.min(100 * 2 ** attempt, 2_000),
  })
  if (patience === 'a moment') losePatience(redis)
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

/** ioredis looks at the option anew for each command. */
function losePatience(redis: Redis): void {
  const send = redis.sendCommand.bind(redis)
  const waitAtMost = (ms: number) => {
    redis.options.commandTimeout = ms
  }
  waitAtMost(ANSWERING_MS)
  redis.sendCommand = (command, stream) => {
    command.promise.then(
      () => waitAtMost(ANSWERING_MS),
      (error: unknown) => waitAtMost(error instanceof ReplyError ? ANSWERING_MS : AWAY_MS),
    )
    return send(command, stream)
  }
}

/** Waits for an answer of Redis. @throws RedisAway, or ReplyError when Redis refuses the command itself */
export async function askRedis<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw error instanceof ReplyError ? error : new RedisAway(error)
  })
}
