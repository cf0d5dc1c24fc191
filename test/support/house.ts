// A whole house for a test: its own home, ports and configuration, beside whatever else runs here.
import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type Keys, keys } from '../../src/redis/keys.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { freeUdpPort } from './phones/free-port.ts'
import { until } from './until.ts'

const checkout = join(import.meta.dirname, '..', '..')
export const sharedHome = join(checkout, '.tongdai')

export type HouseOptions = {
  /** Files that replace those of the checkout, e.g. `config/trunks.yaml` → text. */
  files?: Readonly<Record<string, string>>
  rtpPorts?: number
}

export type TestHouse = {
  folder: string
  home: string
  sip: { address: string; port: number }
  /** Phone → password, as the start sheet showed them. */
  passwords: Readonly<Record<string, string>>
  redis: Redis
  keys: Keys
  db: pg.Client
  keeper: ChildProcess
  ari(method: string, path: string): Promise<unknown>
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  pid(name: 'switchboard' | 'office'): Promise<number>
  log(name: 'switchboard' | 'office' | 'keeper'): Promise<string>
  stop(): Promise<void>
}

export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  await mkdir(join(sharedHome, 'test'), { recursive: true })
  const folder = await mkdtemp(join(sharedHome, 'test', 'house-'))
  const home = join(folder, 'home')
  for (const name of ['config', 'ivr-flows', 'sounds']) {
    await cp(join(checkout, name), join(folder, name), { recursive: true })
  }
  const server = join(folder, 'config/server.yaml')
  await writeFile(server, (await readFile(server, 'utf8')).replace('drain: 30s', 'drain: 3s'))
  for (const [name, text] of Object.entries(options.files ?? {})) await writeFile(join(folder, name), text)
  const ports = {
    https: await freePort(),
    ari: await freePort(),
    postgres: await freePort(),
    redis: await freePort(),
    sip: await freeUdpPort(),
  }
  const rtpFirst = 20_000 + 2 * Math.floor(Math.random() * 10_000)
  const keeper = spawn(process.execPath, [join(checkout, 'src/main.ts'), 'keeper'], {
    env: {
      ...process.env,
      TONGDAI_HOME: home,
      TONGDAI_RUNTIME: sharedHome,
      TONGDAI_CONFIG: folder,
      TONGDAI_HTTPS_PORT: String(ports.https),
      TONGDAI_ARI_PORT: String(ports.ari),
      TONGDAI_POSTGRES_PORT: String(ports.postgres),
      TONGDAI_REDIS_PORT: String(ports.redis),
      TONGDAI_SIP_PORT: String(ports.sip),
      TONGDAI_RTP_FIRST: String(rtpFirst),
      TONGDAI_RTP_LAST: String(rtpFirst + (options.rtpPorts ?? 4_000)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  keeper.stdout.on('data', text => {
    said += text
  })
  keeper.stderr.on('data', text => {
    said += text
  })
  const ended = new Promise<void>(resolve => keeper.once('exit', () => resolve()))
  await until(() => {
    if (keeper.exitCode !== null) throw new Error(`The house did not start:\n${said}`)
    return said.includes('Ctrl-C lets')
  }, 90_000)
  const passwords: Record<string, string> = {}
  for (const [, id, password] of said.matchAll(/^ {4}([a-z][a-z0-9-]*) +([\w-]{20,})$/gm)) {
    if (id && password) passwords[id] = password
  }
  const secrets = await readSecrets(home)
  const redis = new Redis({ port: ports.redis, password: secrets.redisPassword })
  const db = new pg.Client({
    connectionString: `postgres://tongdai:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/tongdai`,
  })
  await db.connect()
  // The house may take its servers away under these connections; a test that cares asks them.
  db.on('error', () => {})
  redis.on('error', () => {})
  const log = (name: string) => readFile(join(home, 'log', `${name}.log`), 'utf8').catch(() => '')
  return {
    folder,
    home,
    sip: { address: '127.0.0.1', port: ports.sip },
    passwords,
    redis,
    keys: keys('tongdai:'),
    db,
    keeper,
    async ari(method, path) {
      const authorization = `Basic ${Buffer.from(`tongdai:${secrets.ariPassword}`).toString('base64')}`
      const answer = await fetch(`http://127.0.0.1:${ports.ari}/ari/${path}`, {
        method,
        headers: { authorization },
      })
      const text = await answer.text()
      return text ? JSON.parse(text) : undefined
    },
    api: (method, path, body) => askOffice(ports.https, secrets.apiToken, method, path, body),
    async pid(name) {
      const lines = (await log('keeper'))
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      return lines.findLast(line => line.name === name && line.what === 'ready' && line.pid)?.pid as number
    },
    log,
    async stop() {
      redis.disconnect()
      await db.end().catch(() => {})
      keeper.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
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
