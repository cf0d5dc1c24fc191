// A whole house for a test: its own home, ports and configuration, beside whatever else runs here.
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type Keys, keys } from '../../src/redis/keys.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { HAND_OVER } from '../../src/runtime/keeper-signals.ts'
import type { Runtime } from '../../src/runtime/runtime.ts'
import { readSecrets, type Secrets } from '../../src/secrets/secrets.ts'
import type { KeeperRun } from './house-folder.ts'
import { type HouseFolder, type HouseOptions, layOutHouse, sharedHome, startKeeper } from './house-folder.ts'
import { leakedSecrets } from './invariants/leaked-secrets.ts'
import type { Account } from './phones/digest.ts'
import { until } from './until.ts'

export { type HouseOptions, sharedHome } from './house-folder.ts'

type Server = 'Asterisk' | 'PostgreSQL' | 'Redis'
type Process = 'switchboard' | 'office'

export type TestHouse = Pick<HouseFolder, 'folder' | 'home' | 'ports' | 'environment' | 'write'> & {
  sip: { address: string; port: number }
  /** Phone → password, as the start sheet showed them. */
  passwords: Readonly<Record<string, string>>
  account(user: string): Account
  secrets: Secrets
  runtime: Runtime
  redis: Redis
  keys: Keys
  db: pg.Client
  /** Asks over a connection of its own, so PostgreSQL may have been away meanwhile. */
  rows<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]>
  keeper: KeeperRun['process']
  /** Its end leaves servers and calls; then that version of Tongdai (ours unless named) starts on what it left. */
  succeed(checkout?: string): Promise<void>
  /** What the start printed. */
  said(): string
  ari(method: string, path: string): Promise<unknown>
  /** The same with its status. */
  askAri(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** Of the one that runs now. */
  pid(name: Process | Server): Promise<number>
  log(name: Process | 'keeper'): Promise<string>
  stop(): Promise<void>
}

export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const laidOut = await layOutHouse(options)
  const { folder, home, ports, environment, write } = laidOut
  let run = startKeeper(laidOut, {}, options.checkout)
  const said = () => run.said()
  await isOpen(run)
  const passwords: Record<string, string> = {}
  for (const [, id, password] of said().matchAll(/^ {4}([a-z0-9][a-z0-9-]*) +([\w-]{20,})$/gm)) {
    if (id && password) passwords[id] = password
  }
  const secrets = await readSecrets(home)
  const redis = new Redis({ port: ports.redis, password: secrets.redisPassword })
  const databaseUrl = `postgres://tongdai:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/tongdai`
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  // The house may take its servers away under these connections; a test that cares asks them.
  db.on('error', () => {})
  redis.on('error', () => {})
  const log = (name: string) => readFile(join(home, 'log', `${name}.log`), 'utf8').catch(() => '')
  const pid: TestHouse['pid'] = async name => {
    const lines = (await log('keeper'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const told = name === 'switchboard' || name === 'office' ? ['ready'] : ['started', 'adopted']
    return lines.findLast(line => line.name === name && told.includes(line.what) && line.pid)?.pid as number
  }
  const authorization = `Basic ${Buffer.from(`tongdai:${secrets.ariPassword}`).toString('base64')}`
  const askAri: TestHouse['askAri'] = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${ports.ari}/ari/${path}`, {
      method,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : undefined }
  }
  return {
    ...{ folder, home, ports, environment, write, passwords, secrets, redis, db, said, log, askAri },
    get keeper() {
      return run.process
    },
    async succeed(checkout) {
      // A version that does not know the signal ends by it.
      run.process.kill(HAND_OVER)
      await run.ended
      run = startKeeper(laidOut, {}, checkout)
      await isOpen(run).catch(async error => {
        // Nobody is there who would end what was left to him.
        for (const server of ['Asterisk', 'PostgreSQL', 'Redis'] as const) process.kill(await pid(server))
        throw error
      })
    },
    sip: { address: '127.0.0.1', port: ports.sip },
    runtime: await installRuntime({ home: sharedHome }),
    keys: keys('tongdai:'),
    account: user => ({ user, password: passwords[user] ?? '' }),
    async rows<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        return (await client.query<R>(sql, values)).rows
      } finally {
        await client.end()
      }
    },
    ari: async (method, path) => (await askAri(method, path)).body,
    api: (method, path, body) => askOffice(ports.https, secrets.apiToken, method, path, body),
    pid,
    async stop() {
      redis.disconnect()
      await db.end().catch(() => {})
      run.process.kill('SIGINT')
      await run.ended
      const { apiToken, postgresPassword, redisPassword, ariPassword } = secrets
      const words = { apiToken, postgresPassword, redisPassword, ariPassword, ...passwords }
      const leaks = await leakedSecrets(home, words)
      await laidOut.remove()
      if (leaks.length > 0) throw new Error(`secrets stand in logs: ${leaks.join(', ')}`)
    },
  }
}

function isOpen({ process, said }: KeeperRun): Promise<boolean> {
  return until(
    () => {
      if (process.exitCode !== null) throw new Error(`The house did not start:\n${said()}`)
      return said().includes('Ctrl-C lets')
    },
    90_000,
    'the house is ready',
  )
}

function askOffice(port: number, token: string, method: string, path: string, body: unknown) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${token}`,
      ...(text ? { 'content-type': 'application/json' } : {}),
    }
    // Its certificate is of its own authority; the certificates have a test of their own.
    const asked = request(
      { port, host: '127.0.0.1', method, path, headers, rejectUnauthorized: false },
      answer => {
        let said = ''
        answer.setEncoding('utf8').on('data', part => {
          said += part
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: said ? JSON.parse(said) : undefined }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(text)
  })
}
