// Other systems as they are: slow, broken, lying, far too talkative. A caller never waits longer than the time-out.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import type { LookUpCommand } from '../../src/calls/commands.ts'
import type { Config } from '../../src/config/config-types.ts'
import { lookupsFile } from '../../src/config/files/lookups.ts'
import type { Inputs } from '../../src/flows/flow.ts'
import { type LookupsParts, openLookups } from '../../src/lookups/lookups.ts'
import { postgresFor } from '../support/stores.ts'

type Answer = (request: IncomingMessage & { text: string }, response: ServerResponse) => void

/** A web service on loopback. `asked` holds what came. */
async function serviceFor(t: Test, answer: Answer) {
  const asked: { method: string; url: string; headers: IncomingMessage['headers']; text: string }[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers, text })
    answer(Object.assign(request, { text }), response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { asked, port, url: `http://127.0.0.1:${port}/balance` }
}

function configOf(yaml: string): Config {
  // What the check of the file refuses must not get through here either.
  const { value } = lookupsFile.read(parse(yaml))
  // Nothing else of a configuration is looked at.
  return { lookups: value } as unknown as Config
}

function open(t: Test, more: Partial<LookupsParts> = {}) {
  const news: string[] = []
  const lookups = openLookups({
    numberOf: contact => (contact === 'known' ? '+84901234567' : ''),
    redeem: handle => (handle === 'pin' ? '4711' : undefined),
    secret: async name => `the ${name}`,
    asked: one => news.push(JSON.stringify(one)),
    ...more,
  })
  t.teardown(() => lookups.close())
  const ask = async (yaml: string, inputs: Inputs = {}, lookup = 'it') => {
    const command: LookUpCommand = { type: 'LookUp', ask: 'c-ask-1', lookup, with: inputs, contact: 'known' }
    const startedAt = performance.now()
    const { outcome, values } = await lookups.ask(command, configOf(yaml))
    return {
      outcome,
      values,
      tookMs: performance.now() - startedAt,
      why: JSON.parse(news.at(-1) ?? '{}').why,
    }
  }
  return { ask, news }
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

t.test('values go as JSON, the number and the secret in clear, and what is taken comes back', async t => {
  const service = await serviceFor(t, (_request, response) =>
    json(response, { data: { balance: 1250000, name: 'Chị Lan', vip: true, more: {} }, rows: [{ id: 7 }] }),
  )
  const { ask, news } = open(t)
  const yaml = `
lookups:
  it:
    url: ${service.url}
    secret: core-api
    headers: { X-Branch: hcm }
    allow-private: true
    takes: { balance: data.balance, name: data.name, vip: data.vip, id: rows.0.id, more: data.more, proto: data.constructor }`
  const inputs = { account: '12345678', pin: { secret: 'pin' }, phone: { caller: true } } as const
  const { outcome, values } = await ask(yaml, inputs)
  t.equal(outcome, 'found')
  t.strictSame(values, { balance: 1250000, name: 'Chị Lan', vip: true, id: 7 })
  const [first] = service.asked
  t.equal(first?.method, 'POST')
  t.strictSame(JSON.parse(first?.text ?? ''), { account: '12345678', phone: '+84901234567', pin: '4711' })
  t.equal(first?.headers.authorization, 'the core-api')
  t.equal(first?.headers['x-branch'], 'hcm')
  t.equal(first?.headers['idempotency-key'], 'c-ask-1')
  t.notMatch(news.join(), /4711|12345678|84901234567|Lan|the core-api/, 'none of it is told')
})

t.test('by GET values stand in the address, where no secret may', async t => {
  const service = await serviceFor(t, (_request, response) => json(response, { name: 'Lan' }))
  const { ask } = open(t)
  const at = (path: string) => `
lookups:
  it: { url: "http://127.0.0.1:${service.port}${path}", method: GET, takes: { name: name }, allow-private: true }`
  t.equal((await ask(at('/customers/{id}'), { id: 'a/../b?c', kind: 'x&y' })).outcome, 'found')
  t.equal(service.asked[0]?.url, '/customers/a%2F..%2Fb%3Fc?kind=x%26y')
  t.match(await ask(at('/customers/{id}'), { id: '..' }), { outcome: 'failed', why: 'value-missing' })
  t.match(await ask(at('/x'), { pin: { secret: 'pin' } }), { outcome: 'failed', why: 'secret-in-address' })
  t.equal(service.asked.length, 1, 'neither was asked')
})

t.test('not found: 404, an empty answer, or nothing where it should stand', async t => {
  const answers: [number, unknown][] = [
    [404, { error: 'nobody' }],
    [200, { data: null }],
    [200, { data: {} }],
    [200, { data: { balance: null } }],
    [200, { data: { balance: 5 }, account: [] }],
  ]
  let next = 0
  const service = await serviceFor(t, (_request, response) => {
    const [status, body] = answers[next++] ?? [500, {}]
    json(response, body, status)
  })
  const { ask } = open(t)
  const yaml = (found = '') => `
lookups:
  it: { url: "${service.url}", takes: { balance: data.balance }, allow-private: true${found} }`
  for (const [index] of answers.entries()) {
    const { outcome } = await ask(yaml(index === 4 ? ', found: account' : ''))
    t.equal(outcome, 'not-found', JSON.stringify(answers[index]))
  }
})

t.test('whatever the other side does, the answer is there within the time-out', async t => {
  const deeds: Record<string, Answer> = {
    hangs: () => {},
    drips: (_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('1'), 20)
      response.on('close', () => clearInterval(timer))
    },
    'says 500': (_request, response) => json(response, {}, 500),
    'says 429': (_request, response) => json(response, {}, 429),
    'says 403': (_request, response) => json(response, {}, 403),
    garbage: (_request, response) => response.end('<html>{"data":{"balance":1}}'),
    'cuts off': (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data"')
      setTimeout(() => response.destroy(), 20)
    },
    'sends 10 MB': (_request, response) => response.end(`"${'x'.repeat(10 * 1024 * 1024)}"`),
    redirects: (_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end('{"data":{"balance":1}}'),
    'is no HTTP': request => request.socket.end('hello\r\n\r\n'),
  }
  const why: Record<string, string> = {
    ...{ hangs: 'timed-out', drips: 'timed-out', 'says 500': 'status-500', 'says 429': 'status-429' },
    ...{ 'says 403': 'status-403', garbage: 'no-json', 'cuts off': 'broken-off', 'sends 10 MB': 'too-big' },
    ...{ redirects: 'status-302', 'is no HTTP': 'unreachable' },
  }
  const { ask } = open(t)
  let deed: Answer = () => {}
  const service = await serviceFor(t, (request, response) => deed(request, response))
  const yaml = `
lookups:
  it: { url: "${service.url}", timeout: 600ms, takes: { balance: data.balance }, allow-private: true }`
  for (const [name, one] of Object.entries(deeds)) {
    deed = one
    const before = process.memoryUsage().rss
    const found = await ask(yaml)
    t.match(found, { outcome: 'failed', why: why[name], values: {} }, name)
    t.ok(found.tookMs < 700, `${name}: ${Math.round(found.tookMs)} ms`)
    t.ok(process.memoryUsage().rss - before < 60e6, `${name}: memory stays`)
  }
  t.match(await ask(yaml.replace(String(service.port), '1')), { outcome: 'failed', why: 'unreachable' })
})

t.test('a fault that passes is tried again, as often as is written, and no further', async t => {
  let faults = 1
  const service = await serviceFor(t, (_request, response) =>
    faults-- > 0 ? json(response, {}, 503) : json(response, { balance: 3 }),
  )
  const { ask } = open(t)
  const yaml = `
lookups:
  it: { url: "${service.url}", takes: { balance: balance }, allow-private: true, retries: 2 }`
  t.match(await ask(yaml), { outcome: 'found', values: { balance: 3 } })
  t.equal(service.asked.length, 2)
  t.equal(service.asked[0]?.headers['idempotency-key'], service.asked[1]?.headers['idempotency-key'])
  faults = 9
  t.match(await ask(yaml), { outcome: 'failed', why: 'status-503' })
  t.equal(service.asked.length, 5, 'three tries')
})

t.test('private addresses are refused, by number and by name, and a name is resolved but once', async t => {
  const service = await serviceFor(t, (_request, response) => json(response, { balance: 3 }))
  const { ask } = open(t)
  const at = (host: string) => `
lookups:
  it: { url: "http://${host}:${service.port}/", takes: { balance: balance }, retries: 0 }`
  const hosts = [
    ...['127.0.0.1', 'localhost', '0.0.0.0', '2130706433', '0x7f.1', '10.0.0.1', '169.254.169.254'],
    ...['[::1]', '[::ffff:127.0.0.1]', '[fd00::1]', '[64:ff9b::7f00:1]', '100.100.100.200', '192.168.1.1'],
  ]
  for (const host of hosts) t.match(await ask(at(host)), { outcome: 'failed', why: 'private-address' }, host)
  t.equal(service.asked.length, 0, 'none was asked')

  const asked: string[] = []
  const name = open(t, {
    // A name server that says a public address among others, or first a harmless one and then ours.
    async resolve(host) {
      asked.push(host)
      const first = { address: asked.length === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }
      return host === 'both.example'
        ? [
            { address: '93.184.216.34', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]
        : [first]
    },
  })
  const rebinding = await name.ask(
    at('rebinding.example').replace('retries: 0', 'retries: 0, timeout: 300ms'),
  )
  t.equal(rebinding.outcome, 'failed')
  t.not(rebinding.why, 'private-address')
  t.strictSame(asked, ['rebinding.example'], 'the connection goes to the address that was looked at')
  t.match(await name.ask(at('both.example')), { outcome: 'failed', why: 'private-address' })
  t.equal(service.asked.length, 0)
})

t.test('a lookup that nobody wrote, and a secret that a restart has forgotten, fail at once', async t => {
  const { ask } = open(t)
  t.match(await ask('lookups: {}'), { outcome: 'failed', why: 'unknown' })
  const yaml = 'lookups: { it: { url: "http://127.0.0.1:9/", allow-private: true } }'
  t.match(await ask(yaml, { pin: { secret: 'gone' } }), { outcome: 'failed', why: 'secret-forgotten' })
})

t.test('a database answers one row, can only be read, and is as patient as the time-out', async t => {
  const server = await postgresFor(t)
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  await client.query(`
    create table customers (number text, account_id integer, full_name text, since date, points numeric, big bigint,
      vip boolean, nothing text);
    insert into customers values
      ('+84901234567', 7, 'Chị Lan', '2020-03-02', 12.5, 9007199254740993, true, null),
      ('+84901234567', 8, 'Anh Nam', '2021-03-02', 1, 1, false, null);
    create function vandal() returns integer language sql as 'insert into customers (number) values (1) returning 1';`)
  t.teardown(() => client.end())
  const { ask, news } = open(t, { secret: async () => server.url })
  const asking = (query: string, timeout = '3s') => `
databases: { crm: { secret: crm-database } }
lookups: { it: { database: crm, timeout: ${timeout}, query: ${JSON.stringify(query)} } }`
  const byNumber = `select *, ':no' as "a:b" from customers -- not :this
    where number = :number and account_id = :account_id::integer order by account_id;`
  const inputs = { number: { caller: true }, 'account-id': '7' } as const
  const { outcome, values } = await ask(asking(byNumber), inputs)
  t.equal(outcome, 'found')
  const customer = { number: '+84901234567', 'account-id': 7, 'full-name': 'Chị Lan', since: '2020-03-02' }
  t.strictSame(values, { ...customer, points: 12.5, big: '9007199254740993', vip: true })
  t.match(await ask(asking(byNumber), { ...inputs, 'account-id': 9 }), { outcome: 'not-found', values: {} })

  const mischief = {
    'values are no SQL': [
      'select full_name from customers where number = :x',
      { x: "' or true; --" },
      'not-found',
    ],
    'writing by a function': ['select vandal() as done', {}, 'failed'],
    'writing in a WITH': ['with x as (delete from customers returning 1) select * from x', {}, 'failed'],
    'more than one statement': [
      'select 1) as x limit 1; delete from customers; select * from (select 2',
      {},
      'failed',
    ],
    'a table that is not there': ['select * from nowhere', {}, 'failed'],
  } as const
  for (const [name, [query, given, expected]] of Object.entries(mischief)) {
    t.equal((await ask(asking(query), given)).outcome, expected, name)
  }
  t.equal((await client.query('select 1 from customers')).rowCount, 2, 'nothing was written')

  const slow = await ask(asking('select pg_sleep(5)::text as slept', '300ms'))
  t.match(slow, { outcome: 'failed', why: 'timed-out' })
  t.ok(slow.tookMs < 400, `${Math.round(slow.tookMs)} ms`)
  const crowd = await Promise.all(
    Array.from({ length: 12 }, () => ask(asking('select pg_sleep(5)::text as s', '300ms'))),
  )
  t.ok(
    crowd.every(({ tookMs }) => tookMs < 450),
    'also for those who wait for a connection',
  )
  t.equal((await ask(asking(byNumber), inputs)).outcome, 'found', 'and it answers on')

  const secretive = await ask(asking('select * from customers where account_id = :pin::integer'), {
    pin: '4711x',
  })
  t.match(secretive, { outcome: 'failed', why: 'database-22p02' })
  t.notMatch(news.join(), /4711|84901234567/, 'PostgreSQL quotes what it is given; we do not')

  await server.stop()
  const away = await ask(asking(byNumber, '500ms'), inputs)
  t.equal(away.outcome, 'failed')
  t.ok(away.tookMs < 600)
  await server.start()
  t.equal((await ask(asking(byNumber), inputs)).outcome, 'found', 'and answers when it is back')
})
