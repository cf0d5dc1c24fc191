// PostgreSQL and Redis of the private runtime for one test file: on free ports, in a folder of their own.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { pino } from 'pino'
import type { Test } from 'tap'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'

const home = join(import.meta.dirname, '../../.tongdai')

export const quiet = pino({ level: 'silent' })

/** A folder for this test, removed after it. */
export async function testFolder(t: Test, name: string): Promise<string> {
  await mkdir(join(home, 'test'), { recursive: true })
  const folder = await mkdtemp(join(home, 'test', `${name}-`))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts PostgreSQL. `stop` and `start` let a test take it away and bring it back, on the same port. */
export async function postgresFor(t: Test) {
  const runtime = await installRuntime({ home })
  const folder = await testFolder(t, 'postgres')
  const options = { runtime, folder, port: await freePort(), password: 'test' }
  let server = await startPostgres(options)
  t.teardown(() => server.stop())
  return {
    url: server.url,
    stop: () => server.stop(),
    start: async () => {
      server = await startPostgres(options)
    },
  }
}

let databases = 0

/** An empty database on that server. @returns its URL */
export async function emptyDatabase(serverUrl: string): Promise<string> {
  const name = `test_${++databases}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Starts Redis and connects. */
export async function redisFor(t: Test) {
  const runtime = await installRuntime({ home })
  const folder = await testFolder(t, 'redis')
  const options = { runtime, folder, port: await freePort(), password: 'test' }
  let server = await startRedis(options)
  t.teardown(() => server.stop())
  const redis = new Redis(server.url, { maxRetriesPerRequest: null })
  // The tests that take Redis away look at what our code says of it.
  redis.on('error', () => {})
  t.teardown(() => redis.disconnect())
  return {
    url: server.url,
    redis,
    stop: () => server.stop(),
    start: async () => {
      server = await startRedis(options)
    },
  }
}

/** Waits for a condition; fails the test by name when it does not come. */
export async function eventually(
  t: Test,
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  t.ok(await waitUntil(condition, limitMs), what)
}
