// Who waits for an answer of Redis' is not told that it is away because it, or we, had much to do for a moment.
import t from 'tap'
import { askRedis, openRedis } from '../../src/redis/connection.ts'
import { quiet, redisFor } from '../support/stores.ts'

t.setTimeout(60_000)

t.test('a second of silence is no absence; with a longer one the next are told at once', async t => {
  const server = await redisFor(t)
  const redis = openRedis(server.url, quiet, 'a moment')
  t.teardown(() => redis.disconnect())
  await new Promise(ready => redis.once('ready', ready))
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])
  const tookMs = async (ask: () => Promise<unknown>) => {
    const askedAt = performance.now()
    await ask()
    return performance.now() - askedAt
  }
  const away = () => t.rejects(askRedis(redis.ping()), { code: 'redis-away' })

  const pong = redis.ping()
  const until = performance.now() + 1_500
  while (performance.now() < until);
  t.equal(await askRedis(pong), 'PONG', 'an answer that we were too busy to read counts')

  process.kill(pid, 'SIGSTOP')
  const firstMs = await tookMs(away)
  const secondMs = await tookMs(away)
  t.ok(secondMs < 1_000 && secondMs < firstMs, `told after ${firstMs} ms, then after ${secondMs} ms`)

  process.kill(pid, 'SIGCONT')
  t.equal(await askRedis(redis.ping()), 'PONG')
})
