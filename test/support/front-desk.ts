// A whole office for one test file, on stores of its own, with browsers that keep their cookie; the switchboard is
// played by whoever answers its orders.
import { readFile } from 'node:fs/promises'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import type { Test } from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { type OfficeOptions, openOffice } from '../../src/office/office.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { type Answer, type Order, readOrders } from '../../src/redis/orders.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { emptyDatabase, postgresFor, quiet, redisFor, testFolder } from './stores.ts'

export type Said = {
  status: number
  type: string
  headers: Record<string, string | string[] | undefined>
  body: unknown
  raw: Buffer
}

export type Asked = { body?: unknown; text?: string; headers?: Record<string, string> }

/**
 * @param configRoot folder with config/ and ivr-flows/; the shipped one unless another is named
 * @param more what else the office in this home is given: a voice, the built pages
 */
export async function frontDeskFor(
  t: Test,
  configRoot = join(import.meta.dirname, '../..'),
  more: (home: string) => Pick<OfficeOptions, 'speaker' | 'pages'> = () => ({}),
) {
  const postgres = await postgresFor(t)
  const redisServer = await redisFor(t)
  const { redis, url: redisUrl } = redisServer
  const home = await testFolder(t, 'office')
  const databaseUrl = await emptyDatabase(postgres.url)
  const secrets = await readSecrets(home)
  const keys = keysOf('office-test:')
  const ports = { https: await freePort(), ari: await freePort() }
  const { config, findings } = checkTree(await readTree(configRoot), { ports })
  if (!config) throw new Error(JSON.stringify(findings))
  const { generated, team } = await prepareDatabase(databaseUrl, { config, home, log: quiet })
  const asterisk = { url: `http://127.0.0.1:${ports.ari}`, user: 'tongdai', password: secrets.ariPassword }
  const office = await openOffice({
    ...{ config, home, configRoot, secrets, databaseUrl, redisUrl, keys, asterisk, log: quiet },
    host: '127.0.0.1',
    ...more(home),
  })
  t.teardown(() => office.close())
  const db = openDatabase(databaseUrl, quiet)
  t.teardown(() => db.end())
  const ca = await readFile(join(home, 'tls/ca.pem'))

  function say(path: string, options: RequestOptions & { body?: string | Buffer } = {}): Promise<Said> {
    return new Promise((resolve, reject) => {
      const sent = httpsRequest(`${office.url}${path}`, { ...options, ca, agent: false }, answer => {
        const chunks: Buffer[] = []
        answer.on('data', chunk => chunks.push(chunk))
        answer.on('end', () => {
          const raw = Buffer.concat(chunks)
          const type = answer.headers['content-type'] ?? ''
          const body: unknown =
            /json/.test(type) && raw.length > 0 ? JSON.parse(raw.toString()) : raw.toString()
          resolve({ status: answer.statusCode ?? 0, type, headers: answer.headers, body, raw })
        })
      })
      sent.on('error', reject)
      sent.end(options.body)
    })
  }

  /** By the house's own token. */
  async function ask(method: string, path: string, asked: Asked = {}): Promise<Said> {
    return say(path, sending(method, { ...asked, headers: { ...asked.headers, ...bearer } }))
  }
  const bearer = { authorization: `Bearer ${secrets.apiToken}` }

  return {
    ...{
      office,
      db,
      redis,
      keys,
      secrets,
      config,
      generated,
      team,
      home,
      ca,
      say,
      ask,
      redisUrl,
      databaseUrl,
      redisServer,
      ports,
    },
    browser: () => browser(office.url, say),
    /** Plays the switchboard, once in a test: two of them would share the orders. */
    switchboard(answer: (order: Order) => Answer = () => ({ ok: true })): Order[] {
      const orders: Order[] = []
      const reading = readOrders(
        redis,
        keys,
        async order => {
          orders.push(order)
          return answer(order)
        },
        quiet,
      )
      t.teardown(() => reading.stop())
      return orders
    },
  }
}

export type FrontDesk = Awaited<ReturnType<typeof frontDeskFor>>
export type Browser = ReturnType<typeof browser>

function sending(method: string, { body, text, headers }: Asked) {
  const sent = body === undefined ? text : JSON.stringify(body)
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return { method, headers: { ...type, ...headers }, ...(sent !== undefined && { body: sent }) }
}

/** A browser that is not logged in yet: keeps its cookie and its csrf, names its origin. */
function browser(
  origin: string,
  say: (path: string, options: RequestOptions & { body?: string }) => Promise<Said>,
) {
  let cookie = ''
  let csrf = ''
  const ask = async (method: string, path: string, asked: Asked = {}): Promise<Said> => {
    const own = { origin, ...(cookie && { cookie }), ...(csrf && { 'x-csrf-token': csrf }) }
    const said = await say(path, sending(method, { ...asked, headers: { ...own, ...asked.headers } }))
    const [set] = said.headers['set-cookie'] ?? []
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? ''
    return said
  }
  return {
    ask,
    get: (path: string) => ask('GET', path),
    post: (path: string, body?: unknown) => ask('POST', path, body === undefined ? {} : { body }),
    async logIn(name: string, password: string, code?: string): Promise<Said> {
      const body = { name, password, ...(code !== undefined && { code }) }
      const said = await ask('POST', '/api/v1/session', { body })
      csrf = (said.body as { csrf?: string }).csrf ?? csrf
      return said
    },
    get cookie() {
      return cookie
    },
    set cookie(value: string) {
      cookie = value
    },
    get csrf() {
      return csrf
    },
  }
}
