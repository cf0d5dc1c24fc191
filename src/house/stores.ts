// The two stores at the start: they must answer, be what we need, and hold today's tables and people.
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { prepareDatabase } from '../postgres/prepare.ts'
import type { Generated } from '../postgres/team.ts'
import { readTeamCopy } from '../postgres/team-copy.ts'

/** A store that we were told to use and can't; a sentence for people. Passwords in addresses are never repeated. */
export class StoreProblem extends Error {
  readonly code: 'redis-unreachable' | 'redis-evicts' | 'database-unreachable'
  readonly hint: string
  constructor(code: StoreProblem['code'], sentence: string, hint: string, cause?: unknown) {
    super(sentence, { cause })
    this.code = code
    this.hint = hint
  }
}

/** @throws StoreProblem when nobody answers there, or Redis would throw live calls away when it is full */
export async function checkRedis(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 3_000, retryStrategy: () => null })
  let lastError: unknown
  redis.on('error', error => {
    lastError = error
  })
  try {
    await redis.connect()
    const [, policy] = (await redis.config('GET', 'maxmemory-policy').catch(() => [])) as string[]
    if (policy === undefined || policy === 'noeviction') return
    throw new StoreProblem(
      'redis-evicts',
      `Redis at ${placeOf(redisUrl)} may throw live calls away when its memory is full (maxmemory-policy ${policy}).`,
      'Set maxmemory-policy to noeviction.',
    )
  } catch (cause) {
    if (cause instanceof StoreProblem) throw cause
    const sentence = `Redis does not answer at ${placeOf(redisUrl)}: ${reasonOf(lastError ?? cause)}.`
    throw new StoreProblem(
      'redis-unreachable',
      sentence,
      'Check REDIS_URL, its password, and that Redis runs.',
      cause,
    )
  } finally {
    redis.disconnect()
  }
}

/**
 * Tables and team. With PostgreSQL away the house still opens if it has opened before: calls need only the copy.
 * @throws StoreProblem at the first start
 */
export async function prepareStores(
  databaseUrl: string,
  options: { config: Config; home: string; log: Logger },
): Promise<Generated | undefined> {
  try {
    return (await prepareDatabase(databaseUrl, options)).generated
  } catch (cause) {
    if (await readTeamCopy(options.home)) {
      options.log.error({ err: cause }, 'PostgreSQL is away; going on with the last good copy of the team')
      return undefined
    }
    const sentence = `PostgreSQL can't be used at ${placeOf(databaseUrl)}: ${reasonOf(cause)}.`
    throw new StoreProblem(
      'database-unreachable',
      sentence,
      'Check DATABASE_URL, its user, password and database.',
      cause,
    )
  }
}

function placeOf(url: string): string {
  const { host, pathname } = URL.parse(url) ?? { host: 'an unreadable address', pathname: '' }
  return host ? `${host}${pathname}` : pathname
}

/** The deepest cause says what really happened. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  return error.cause ? reasonOf(error.cause) : error.message.replace(/\.$/, '')
}
