// GET /metrics as Prometheus sees it: the office's own numbers and the switchboard's, with real stores.
import { access, readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { checkTree, readTree } from '../../src/config.ts'
import { openMeter } from '../../src/house/measures.ts'
import { openOffice } from '../../src/office/office.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { journal } from '../cdrs/table.ts'
import {
  emptyDatabase,
  eventually,
  quiet as log,
  postgresFor,
  redisFor,
  testFolder,
} from '../support/stores.ts'

const root = join(import.meta.dirname, '../..')
const postgres = await postgresFor(t)
const { redis, url: redisUrl } = await redisFor(t)
const home = await testFolder(t, 'metrics')
const databaseUrl = await emptyDatabase(postgres.url)
const secrets = await readSecrets(home)
const keys = keysOf('metrics-test:')
const { config } = checkTree(await readTree(root), { ports: { https: await freePort() } })
if (!config) throw new Error('the shipped configuration has mistakes')
await prepareDatabase(databaseUrl, { config, home, log })
const asterisk = { url: 'http://127.0.0.1:9', user: 'tongdai', password: 'none' }
const office = await openOffice({
  ...{ config, home, configRoot: root, secrets, databaseUrl, redisUrl, keys, asterisk, log },
})
t.teardown(() => office.close())
const ca = await readFile(join(home, 'tls/ca.pem'))

function ask(
  headers: Record<string, string> = {},
  path = '/metrics',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${office.url}${path}`, { ca, headers, agent: false }, async answer => {
      let text = ''
      for await (const part of answer.setEncoding('utf8')) text += part
      resolve({ status: answer.statusCode ?? 0, text })
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The value of one line, e.g. `tongdai_calls{phase="ivr"}`. */
const told = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find(one => one.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

t.test('this machine needs no token, who comes through a proxy does', async t => {
  t.equal((await ask()).status, 200)
  t.equal((await ask({ 'x-forwarded-for': '203.0.113.9' })).status, 401)
  t.equal((await ask({ forwarded: 'for=203.0.113.9', authorization: 'Bearer wrong' })).status, 401)
  const authorization = `Bearer ${secrets.apiToken}`
  t.equal((await ask({ 'x-forwarded-for': '203.0.113.9', authorization })).status, 200)
})

t.test('live calls, agents and those who wait are counted as they are now', async t => {
  const call = (id: string, name: string) =>
    JSON.stringify({ call: { id, phase: { name } }, id, phase: { name } })
  await redis.hset(keys.calls, { a: call('a', 'ivr'), b: call('b', 'talking'), c: call('c', 'talking') })
  await redis.hset(keys.floor, {
    'agent:ann': JSON.stringify({ id: 'ann', reachable: true, state: { name: 'busy', since: 0 } }),
    'agent:binh': JSON.stringify({ id: 'binh', reachable: false, state: { name: 'ready', since: 0 } }),
    'waiting:d': JSON.stringify({ conversation: 'd', queue: 'sales', priority: 5, since: 1_000 }),
  })
  const pulse = { state: 'active', asterisk: 'connected', at: Date.now(), house: 31_000 }
  await redis.set(keys.pulse, JSON.stringify(pulse))
  const { text } = await ask()
  t.equal(told(text, 'tongdai_calls{phase="talking"}'), 2)
  t.equal(told(text, 'tongdai_calls{phase="ivr"}'), 1)
  t.equal(told(text, 'tongdai_calls{phase="ringing"}'), 0, 'what is not there is zero, not absent')
  t.equal(told(text, 'tongdai_agents{state="busy"}'), 1)
  t.equal(told(text, 'tongdai_agents_reachable'), 1)
  t.equal(told(text, 'tongdai_waiting{queue="sales"}'), 1)
  t.equal(told(text, 'tongdai_waiting{queue="support"}'), 0)
  const longest = told(text, 'tongdai_longest_wait_seconds{queue="sales"}') ?? 0
  t.ok(longest >= 30 && longest < 40, `the longest wait is ${longest} s`)
  t.equal(told(text, 'tongdai_switchboard_up'), 1)
  t.equal(told(text, 'tongdai_postgres_up'), 1)
  t.equal(told(text, 'tongdai_redis_up'), 1)
})

t.test('what the switchboard counted of itself arrives whole', async t => {
  const meter = openMeter()
  meter.arrived()
  meter.arrived()
  meter.ended({ result: 'answered', reason: 'caller-hung-up', who: 'caller' })
  meter.repaired('a leg without a conversation was released')
  for (const ms of [0.4, 3, 700]) meter.routed(ms)
  meter.asteriskAnswered(2)
  t.teardown(meter.publish(redis, keys))
  await eventually(t, 'the numbers are in Redis', async () => (await redis.exists(keys.measures)) === 1)
  const { text } = await ask()
  t.equal(told(text, 'tongdai_calls_total'), 2)
  t.equal(told(text, 'tongdai_calls_ended_total{result="answered",reason="caller-hung-up"}'), 1)
  t.equal(told(text, 'tongdai_repairs_total{what="a leg without a conversation was released"}'), 1)
  t.equal(told(text, 'tongdai_routing_seconds_bucket{le="0.001"}'), 1)
  t.equal(told(text, 'tongdai_routing_seconds_bucket{le="0.005"}'), 2)
  t.equal(told(text, 'tongdai_routing_seconds_bucket{le="+Inf"}'), 3)
  t.equal(told(text, 'tongdai_routing_seconds_count'), 3)
  t.equal(told(text, 'tongdai_ari_request_seconds_count'), 1)
  const memory = told(text, 'tongdai_process_resident_memory_bytes{process="switchboard"}') ?? 0
  t.ok(memory > 10_000_000, 'the process that says it is the switchboard is measured')
  t.ok((told(text, 'tongdai_process_cpu_seconds_total{process="office"}') ?? 0) > 0)
})

t.test('the scribe is counted, and its lag is there', async t => {
  const records = journal(`
    09:00:00 call CallArrived leg=l1 hotline=main via=carrier contact=c numberKind=national flow=main version=v language=vi arrivedAt=09:00:00
    09:00:02 call CallEnded ending={"result":"left","reason":"caller-hung-up","who":"caller"} endedAt=09:00:02
  `)
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
  await eventually(t, 'the scribe has stored it', async () => {
    const { text } = await ask()
    return told(text, 'tongdai_scribe_records_total') === records.length
  })
  const { text } = await ask()
  t.equal(told(text, 'tongdai_scribe_cdrs_total'), 1)
  t.equal(told(text, 'tongdai_journal_records'), 0)
  t.equal(told(text, 'tongdai_journal_lag_seconds'), 0)
  t.equal(told(text, 'tongdai_recordings_waiting'), 0)
  t.equal(told(text, 'tongdai_spilled_bytes'), 0)
  t.ok((told(text, 'tongdai_disk_free_bytes') ?? 0) > 0)
})

t.test('every name is ours, has a help line and one type', async t => {
  const { text } = await ask()
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name ?? '')
  t.ok(names.length > 20)
  t.same(
    names.filter(name => !/^tongdai_[a-z0-9_]+$/.test(name)),
    [],
  )
  t.same(names.length, new Set(names).size)
  t.same(names.length, [...text.matchAll(/^# HELP /gm)].length)
})

t.test('Grafana’s dashboard asks for nothing that is not told', async t => {
  const { text } = await ask()
  const types = new Map(Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name, type]) => [name, type]))
  const { panels } = JSON.parse(
    await readFile(join(root, 'docker/grafana/dashboards/tongdai.json'), 'utf8'),
  ) as {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  const asked = panels.flatMap(({ title, targets }) =>
    targets.flatMap(({ expr }) => (expr.match(/tongdai_[a-z0-9_]+/g) ?? []).map(name => ({ title, name }))),
  )
  t.ok(panels.length > 20 && asked.length > 30)
  for (const { title, name } of asked) {
    const family = name.replace(/_(bucket|sum|count)$/, '')
    const isThere = types.has(name) || types.get(family) === 'histogram'
    t.ok(isThere, `${title}: ${name}`)
  }
  for (const wanted of [
    'calls',
    'waiting',
    'routing_seconds',
    'journal_lag_seconds',
    'ari_request_seconds',
    'repairs_total',
  ])
    t.ok(
      asked.some(({ name }) => name.startsWith(`tongdai_${wanted}`)),
      `a panel shows ${wanted}`,
    )
  const compose = parse(await readFile(join(root, 'docker/compose.yaml'), 'utf8')) as {
    services: Record<string, { profiles?: string[]; volumes?: string[] }>
  }
  for (const name of ['prometheus', 'grafana']) {
    t.same(compose.services[name]?.profiles, ['monitoring'], 'started only when asked for')
    for (const volume of compose.services[name]?.volumes ?? []) {
      const [from = ''] = volume.split(':')
      if (from.startsWith('.')) await t.resolves(access(join(root, 'docker', from)), from)
    }
  }
})

t.test('without PostgreSQL the rest is told', async t => {
  await postgres.stop()
  const { status, text } = await ask()
  t.equal(status, 200)
  t.equal(told(text, 'tongdai_postgres_up'), 0)
  t.equal(told(text, 'tongdai_redis_up'), 1)
  t.equal((await ask({}, '/health')).status, 503, 'not ready: what happens is not on record yet')
  t.same(await ask({}, '/health/live'), { status: 200, text: '{"live":true}' }, 'but alive')
  await postgres.start()
})
