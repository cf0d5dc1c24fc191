// The switchboard's pen in a test that has an office but no switchboard: what it writes is on the floor.
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { Test } from 'tap'
import { openJournal, type RedisJournal } from '../../src/redis/journal.ts'
import type { Keys } from '../../src/redis/keys.ts'

export async function penFor(
  t: Test,
  { redis, keys, home }: { redis: Redis; keys: Keys; home: string },
): Promise<RedisJournal> {
  await redis.set(keys.token, '1')
  const pen = await openJournal({
    redis,
    keys,
    token: 1,
    spillFile: join(home, 'spill/journal.jsonl'),
    onDegraded: () => {},
    onSpillFailed: () => {},
  })
  t.teardown(() => pen.close())
  return pen
}
