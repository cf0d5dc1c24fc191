// A house whose PostgreSQL and Redis stand behind proxies, with traffic of two calls a second, people in a talk and
// people in line: what a fault of a store must not touch.
import { request } from 'node:https'
import { join } from 'node:path'
import type { Test } from 'tap'
import { contactRef } from '../../../src/secrets/sealing.ts'
import { quantile } from '../../bench/routing.ts'
import { type Desks, openDesks } from '../desks.ts'
import { type HouseOptions, openHouse, type TestHouse } from '../house.ts'
import { callIs } from '../live-calls.ts'
import { type AgentRecord, startAgents } from '../phones/agents.ts'
import type { Call } from '../phones/call.ts'
import { type CallerRecord, startCallers } from '../phones/callers.ts'
import { freeUdpPort } from '../phones/free-port.ts'
import { openPhone } from '../phones/phone.ts'
import { readCdrs } from '../records.ts'
import { hearEachOther } from '../talks.ts'
import { until } from '../until.ts'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const SEATS = ['seat-1', 'seat-2', 'seat-3', 'seat-4', 'seat-5', 'seat-6']
const RATE_PER_S = 2
const TALK_MS = 1_000
const HOTLINES = { traffic: '02871099991', talk: '02871099992', line: '02871099993' }

const flow = (name: string, ...steps: string[]) =>
  `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n${steps.map(step => `  - ${step}\n`).join('')}`

const files = {
  'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
  'config/hotlines.yaml': Object.entries(HOTLINES)
    .map(([name, number]) => `- { name: ${name}, number: "${number}", title: ${name}, flow: ${name} }\n`)
    .join(''),
  'config/recording.yaml': 'default: off\n',
  'config/queues.yaml': Object.keys(HOTLINES)
    .map(name => `- { name: ${name}, ring: 20s, wrap-up: 0s, announce: { position: false } }\n`)
    .join(''),
  'config/team.yaml': `agents:
${SEATS.map(id => `  - { id: ${id}, name: ${id}, queues: [traffic] }\n`).join('')}
  - { id: ann, name: Ann, queues: [talk] }
  - { id: binh, name: Binh, queues: [line] }
`,
  'ivr-flows/english.yaml': flow('english', 'hangup'),
  'ivr-flows/main.yaml': flow('main', 'hangup'),
  ...Object.fromEntries(
    Object.keys(HOTLINES).map(name => [`ivr-flows/${name}.yaml`, flow(name, `queue: ${name}`)]),
  ),
}

export type Traffic = {
  calls: CallerRecord[]
  /** Caller's answer to his agent's INVITE, ms, sorted. */
  routedMs: number[]
  p99Ms: number
}

export type Answer = { status: number; tookMs: number; retryAfter: string | undefined; body: unknown }

export type StoreHouse = {
  house: TestHouse
  postgres: TcpProxy
  redis: TcpProxy
  /** Two calls a second for so long; resolves when all of them are over. */
  traffic(forMs: number): Promise<Traffic>
  /** Numbers of all callers of this file so far. */
  numbers(): readonly string[]
  /** Somebody in a talk, and three in line whom nobody serves yet. */
  people(): Promise<People>
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export type People = {
  /** Both still hear each other. */
  stillTalk(withinMs?: number): Promise<void>
  /** Who stands in line, in order, by the callers' places in it: [0, 1, 2]. */
  line(): Promise<number[]>
  /** The line is served, in order; everybody hangs up. @returns the order in which they were served, as `line` */
  finish(): Promise<number[]>
}

export async function openStoreHouse(options: HouseOptions = {}): Promise<StoreHouse> {
  const [postgres, redis] = [openTcpProxy(), openTcpProxy()]
  const house = await openHouse({
    ...options,
    files: { ...files, ...options.files },
    databaseThrough: postgres.through,
    redisThrough: redis.through,
  })
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  const ann = await openDesks(house, ['ann'])
  const agents = await startAgents(house.runtime, {
    folder: join(house.folder, 'agents'),
    server: house.sip,
    listen: { address: '127.0.0.3', port: await freeUdpPort('127.0.0.3') },
    accounts: SEATS.map(house.account),
    talkMs: TALK_MS,
    limitS: 900,
  })
  await until(async () => {
    const { body } = await house.api('GET', '/api/v1/agents')
    const desks = body as { id: string; reachable: boolean }[]
    return desks.every(({ id, reachable }) => reachable || !SEATS.includes(id))
  })
  const called: string[] = []
  const newNumber = () => {
    const number = `+84${904_000_000 + called.length}`
    called.push(number)
    return number
  }
  let runs = 0
  const dial = async (hotline: keyof typeof HOTLINES) => {
    const number = newNumber()
    return { number, call: await trunk.dial(HOTLINES[hotline], { from: number }) }
  }
  return {
    house,
    postgres,
    redis,
    numbers: () => called,
    async traffic(forMs) {
      const before = (await agents.records()).length
      const count = Math.round((forMs / 1_000) * RATE_PER_S)
      const first = 904_000_000 + called.length
      for (let n = 0; n < count; n++) newNumber()
      const callers = await startCallers(house.runtime, {
        folder: join(house.folder, `callers-${++runs}`),
        server: house.sip,
        listen: { address: '127.0.0.2', port: await freeUdpPort('127.0.0.2') },
        numbers: Array.from({ length: count }, () => HOTLINES.traffic),
        from: 84_000_000_000 + first,
        ratePerS: RATE_PER_S,
        stayMs: 30_000,
        limitS: forMs / 1_000 + 60,
      })
      const calls = await callers.done
      return timesOf(calls, (await agents.records()).slice(before))
    },
    async people() {
      const talker = await dial('talk')
      const { call: talk } = await ann.nextRing()
      talk.answer()
      const stillTalk = (withinMs?: number) => hearEachOther(talker.call, talk, withinMs)
      await stillTalk()
      const waiters: { number: string; call: Call }[] = []
      for (let n = 0; n < 3; n++) {
        const waiter = await dial('line')
        await callIs(house, waiter.number, 'waiting')
        waiters.push(waiter)
      }
      const places = waiters.map(({ number }) => contactRef(house.secrets.contactKey, number))
      return {
        stillTalk,
        line: async () => {
          const { body } = await house.api('GET', '/api/v1/queues')
          const line = (body as { queue: string; waiting: { conversation: string }[] }[]).find(
            ({ queue }) => queue === 'line',
          )
          const contacts = await contactsOf(house)
          return (line?.waiting ?? []).map(({ conversation }) =>
            places.indexOf(contacts.get(conversation) ?? ''),
          )
        },
        async finish() {
          const served: number[] = []
          const binh: Desks = await openDesks(house, ['binh'])
          for (let n = 0; n < waiters.length; n++) {
            const { call: ring } = await binh.nextRing(10_000)
            served.push(waiters.findIndex(({ number }) => number === ring.number))
            ring.answer()
            const waiter = waiters[served.at(-1) ?? 0]
            if (!waiter) break
            await hearEachOther(waiter.call, ring)
            await waiter.call.hangUp()
            await ring.ended()
          }
          await talker.call.hangUp()
          await talk.ended()
          await binh.close()
          return served
        },
      }
    },
    ask: (method, path, body) => ask(house, method, path, body),
    async close() {
      await agents.stop()
      await ann.close()
      await trunk.close()
      await house.stop()
      postgres.close()
      redis.close()
    },
  }
}

async function contactsOf({ redis, keys }: TestHouse): Promise<Map<string, string>> {
  const texts = Object.entries(await redis.hgetall(keys.calls))
  return new Map(texts.map(([id, text]) => [id, (JSON.parse(text) as { contact: string }).contact]))
}

/** First come, first served: the caller who was answered as the nth is who the nth ring is for. */
function timesOf(calls: CallerRecord[], rings: readonly AgentRecord[]): Traffic {
  const answered = calls.flatMap(({ answeredAt }) => answeredAt ?? []).sort((a, b) => a - b)
  const invited = rings.map(({ invitedAt }) => invitedAt).sort((a, b) => a - b)
  const routedMs = answered.flatMap((at, n) => (invited[n] === undefined ? [] : [invited[n] - at]))
  routedMs.sort((a, b) => a - b)
  return { calls, routedMs, p99Ms: Math.round(quantile(routedMs, 0.99)) }
}

/** Every caller was served and let go by his agent. */
export function nobodyFailed(t: Test, { calls, routedMs }: Traffic): void {
  t.same(
    calls.filter(call => call.failed || call.endedBy !== 'them'),
    [],
    `none of ${calls.length} calls failed`,
  )
  t.equal(routedMs.length, calls.length, 'each rang an agent once')
}

/** Of everybody who called there is one record, and no other. */
export async function eachHasOneRecord(t: Test, { house, numbers }: StoreHouse): Promise<number> {
  const of = (number: string) => contactRef(house.secrets.contactKey, number)
  const cdrs = await readCdrs(house)
  t.same(cdrs.map(({ contact }) => contact).sort(), numbers().map(of).sort(), 'one record of each call')
  const nameless = async () => {
    const named = await house.rows<{ contact: string }>('select contact from contacts')
    const known = new Set(named.map(({ contact }) => contact))
    return numbers().filter(number => !known.has(of(number)))
  }
  // A number that Redis did not take at once comes a moment after its call.
  await until(async () => (await nameless()).length === 0).catch(() => {})
  t.same(await nameless(), [], 'and the number of each caller')
  return cdrs.length
}

function ask({ ports, secrets }: TestHouse, method: string, path: string, body?: unknown): Promise<Answer> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${secrets.apiToken}`,
      ...(text ? { 'content-type': 'application/json' } : {}),
    }
    const options = { port: ports.https, host: '127.0.0.1', method, path, headers, rejectUnauthorized: false }
    const asked = request(options, async answer => {
      let said = ''
      for await (const part of answer.setEncoding('utf8')) said += part
      resolve({
        status: answer.statusCode ?? 0,
        tookMs: performance.now() - startedAt,
        retryAfter: answer.headers['retry-after'],
        body: said ? JSON.parse(said) : undefined,
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}
