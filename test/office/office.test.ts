import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { openOffice } from '../../src/office/office.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { ha1Of, isPassword } from '../../src/postgres/passwords.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { storeTracks, trackStored } from '../../src/postgres/recordings.ts'
import { readTeamCopy } from '../../src/postgres/team-copy.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { type Answer, type Order, readOrders } from '../../src/redis/orders.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { journal } from '../cdrs/table.ts'
import { emptyDatabase, eventually, postgresFor, quiet, redisFor, testFolder } from '../support/stores.ts'

const root = join(import.meta.dirname, '../..')
const postgres = await postgresFor(t)
const { redis, url: redisUrl } = await redisFor(t)
const home = await testFolder(t, 'office')
const databaseUrl = await emptyDatabase(postgres.url)
const secrets = await readSecrets(home)
const keys = keysOf('office-test:')
const ports = { https: await freePort(), ari: await freePort() }
const { config, findings } = checkTree(await readTree(root), { ports })
if (!config) throw new Error(JSON.stringify(findings))
const log = quiet

const { generated, team } = await prepareDatabase(databaseUrl, { config, home, log })
const asterisk = { url: `http://127.0.0.1:${ports.ari}`, user: 'tongdai', password: secrets.ariPassword }
const office = await openOffice({
  ...{ config, home, configRoot: root, secrets, databaseUrl, redisUrl, keys, asterisk, log },
  host: '127.0.0.1',
})
t.teardown(() => office.close())

const ca = await readFile(join(home, 'tls/ca.pem'))
const authorization = `Bearer ${secrets.apiToken}`

type Said = { status: number; type: string; headers: Record<string, unknown>; body: unknown; raw: Buffer }

function say(path: string, options: RequestOptions & { body?: string } = {}): Promise<Said> {
  const headers = {
    authorization,
    ...(options.body && { 'content-type': 'application/json' }),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(`${office.url}${path}`, { ...options, ca, headers, agent: false }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('end', () => {
        const raw = Buffer.concat(chunks)
        const type = answer.headers['content-type'] ?? ''
        const body: unknown = /json/.test(type) ? JSON.parse(raw.toString()) : raw.toString()
        resolve({ status: answer.statusCode ?? 0, type, headers: answer.headers, body, raw })
      })
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}

const get = (path: string) => say(path)
const post = (path: string, body?: unknown) =>
  say(path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) })

t.test('the first start makes the team with passwords that are shown once', async t => {
  t.ok(generated.admin)
  t.same(
    generated.phones.map(({ id }) => id).sort(),
    [...config.team.agents.map(({ phone }) => phone), ...config.team.callers.map(({ id }) => id)].sort(),
  )
  for (const { id, password } of generated.phones) {
    t.ok(password.length >= 22 && /^[\w-]+$/.test(password), 'at least 128 bits')
    t.equal(team.phones.find(phone => phone.id === id)?.ha1, ha1Of(id, password))
  }
  const db = openDatabase(databaseUrl, quiet)
  const [admin] = await ask<{ password_hash: string }>(
    db,
    `select password_hash from people where id = 'admin'`,
  )
  await db.end()
  t.ok(await isPassword(generated.admin?.password ?? '', admin?.password_hash ?? ''))
  t.notOk(await isPassword('admin', admin?.password_hash ?? ''))
  const again = await prepareDatabase(databaseUrl, { config, home, log })
  t.same(again.generated, { phones: [] })
  t.equal(again.team.hash, team.hash)
  t.same(await readTeamCopy(home), team)
  t.equal((await stat(join(home, 'cache/team.json'))).mode & 0o777, 0o600)
  t.same(
    team.agents.map(({ id, queues }) => [id, queues.map(({ queue }) => queue)]),
    [...config.team.agents]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, queues }) => [id, queues.map(({ queue }) => queue).sort()]),
  )
})

t.test('two offices that start at once migrate and seed one database once', async t => {
  const url = await emptyDatabase(postgres.url)
  const both = await Promise.all([1, 2].map(() => prepareDatabase(url, { config, home, log })))
  t.equal(both.filter(({ generated }) => generated.admin).length, 1)
})

t.test('a rank and a level of config/team.yaml are those of the first start', async t => {
  const tree = await readTree(root)
  const text = `agents:
  - { id: an, name: An, queues: [{ queue: sales, rank: 30, level: 2 }, support] }
  - { id: binh, name: Bình, queues: [sales] }
`
  const files = tree.files.map(file => (file.path === 'config/team.yaml' ? { ...file, text } : file))
  const own = checkTree({ ...tree, files }, { ports }).config
  if (!own) throw new Error('This team is right.')
  const copy = await testFolder(t, 'office')
  const first = await prepareDatabase(await emptyDatabase(postgres.url), { config: own, home: copy, log })
  t.same(
    first.team.agents.map(({ id, queues }) => [id, queues]),
    [
      [
        'an',
        [
          { queue: 'sales', rank: 30, level: 2 },
          { queue: 'support', rank: 0 },
        ],
      ],
      ['binh', [{ queue: 'sales', rank: 1 }]],
    ],
  )
})

t.test('nothing under /api answers without the token', async t => {
  for (const path of [
    '/api/v1/agents',
    '/api/v1/cdrs',
    '/api/v1/nothing',
    '/%61pi/v1/agents',
    '/api/v1/%61gents',
  ]) {
    for (const headers of [
      { authorization: '' },
      { authorization: 'Bearer x' },
      { authorization: `Basic ${authorization}` },
    ]) {
      const said = await say(path, { headers })
      t.match(said, { status: 401, type: 'application/problem+json', body: { code: 'no-token' } }, path)
    }
  }
  t.equal((await get('/api/v1/agents')).status, 200)
})

t.test('a client’s mistake is told as a problem, never as a 500', async t => {
  const mistakes: [string, Promise<Said>, number, string][] = [
    ['no such address', get('/nothing'), 404, 'no-such-address'],
    ['no such address in the API', get('/api/v1/nothing'), 404, 'no-such-address'],
    ['wrong method', say('/api/v1/agents', { method: 'DELETE' }), 405, 'wrong-method'],
    ['wrong method on an id', get('/api/v1/agents/ann/ready'), 405, 'wrong-method'],
    ['wrong method on health', post('/health'), 405, 'wrong-method'],
    ['bad percent-encoding', get('/api/v1/cdrs/%E0%A4%A'), 400, 'bad-url'],
    ['limit is no number', get('/api/v1/cdrs?limit=ten'), 400, 'invalid-request'],
    ['limit too large', get('/api/v1/cdrs?limit=501'), 400, 'invalid-request'],
    ['unknown filter', get('/api/v1/cdrs?colour=red'), 400, 'invalid-request'],
    ['the same filter twice', get('/api/v1/cdrs?queue=a&queue=b'), 400, 'invalid-request'],
    ['no time', get('/api/v1/cdrs?from=yesterday'), 400, 'invalid-request'],
    ['a day that does not exist', get('/api/v1/cdrs?from=2026-13-41T00:00:00Z'), 400, 'no-such-time'],
    ['a cursor of their own', get('/api/v1/cdrs?cursor=abc'), 400, 'bad-cursor'],
    [
      'a hostile id',
      get(`/api/v1/recordings/${encodeURIComponent('../../secrets/api.token')}`),
      400,
      'invalid-request',
    ],
    ['an id with quotes', get(`/api/v1/cdrs/${encodeURIComponent("x' or '1'='1")}`), 400, 'invalid-request'],
    ['an unknown CDR', get('/api/v1/cdrs/nothing'), 404, 'no-such-cdr'],
    ['an unknown recording', get('/api/v1/recordings/nothing'), 404, 'no-such-recording'],
    ['an unknown phone', post('/api/v1/phones/nothing/password'), 404, 'no-such-phone'],
    [
      'broken JSON',
      say('/api/v1/agents/ann/pause', { method: 'POST', body: '{"reason":' }),
      400,
      'bad-request',
    ],
    ['no body', post('/api/v1/agents/ann/pause'), 400, 'invalid-request'],
    ['wrong type', post('/api/v1/agents/ann/pause', { reason: 5 }), 400, 'invalid-request'],
    ['too much', post('/api/v1/agents/ann/pause', { reason: 'x', more: 1 }), 400, 'invalid-request'],
    [
      'poisoned',
      say('/api/v1/agents/ann/pause', { method: 'POST', body: '{"__proto__":{}}' }),
      400,
      'bad-request',
    ],
    ['huge body', post('/api/v1/agents/ann/pause', { reason: 'x'.repeat(100_000) }), 413, 'body-too-large'],
    [
      'another language',
      say('/api/v1/agents/ann/pause', {
        method: 'POST',
        body: '<a/>',
        headers: { 'content-type': 'text/xml' },
      }),
      415,
      'wrong-media-type',
    ],
  ]
  for (const [name, asked, status, code] of mistakes) {
    const said = await asked
    t.match(
      said,
      {
        status,
        type: 'application/problem+json',
        body: { status, code, type: String, title: String, detail: String, instance: String },
      },
      name,
    )
    t.notMatch(
      JSON.stringify(said.headers).toLowerCase(),
      /fastify|node/,
      `${name}: no hint of what we are made of`,
    )
  }
})

t.test('what is not even HTTP gets a short answer', async t => {
  const plain = await new Promise<string>(resolve => {
    const socket = connect(ports.https, '127.0.0.1', () => socket.end('GET / HTTP/1.1\r\n\r\n'))
    let heard = ''
    socket
      .on('data', data => (heard += data))
      .on('close', () => resolve(heard))
      .on('error', () => {})
  })
  t.notMatch(plain, /stack|fastify/)
  t.equal((await get('/health')).status, 503, 'and the office goes on')
})

t.test('without a switchboard the office says so, and orders are refused in time', async t => {
  const health = await say('/health', { headers: { authorization: '' } })
  t.match(health, {
    status: 503,
    body: { live: true, ready: false, redis: true, postgres: true, switchboard: false },
  })
  t.match((await get('/api/v1/status')).body, { switchboard: 'away', waiting: 0 })
  const startedAt = performance.now()
  const said = await post('/api/v1/agents/ann/ready')
  t.match(said, { status: 503, body: { code: 'switchboard-away' }, headers: { 'retry-after': '1' } })
  t.ok(performance.now() - startedAt < 4_000)
})

t.test('orders reach the switchboard, and its answer comes back', async t => {
  const orders: Order[] = []
  const finding = {
    severity: 'error',
    code: 'unknown-queue',
    file: 'a.yaml',
    line: 1,
    column: 2,
    sentence: 'No.',
    hint: '',
  } as const
  const answers: Partial<Record<Order['type'], Answer>> = {
    'ready-agent': { ok: true },
    'pause-agent': { ok: false, status: 404, code: 'no-such-agent', sentence: 'There is no such agent.' },
    reload: {
      ok: false,
      status: 422,
      code: 'findings',
      sentence: 'The configuration has mistakes.',
      findings: [finding],
    },
    'team-changed': { ok: true },
    'hang-up': { ok: true },
    requeue: { ok: true },
    move: { ok: true },
    transfer: { ok: true },
    consult: { ok: true },
    'switch-hours': { ok: true },
  }
  const reading = readOrders(
    redis,
    keys,
    async order => {
      orders.push(order)
      return answers[order.type] ?? { ok: true }
    },
    quiet,
  )
  t.teardown(() => reading.stop())
  await eventually(
    t,
    'the first order is answered',
    async () => (await post('/api/v1/agents/ann/ready')).status === 200,
  )
  t.match(await post('/api/v1/agents/zed/pause', { reason: 'lunch' }), {
    status: 404,
    body: { code: 'no-such-agent' },
  })
  t.match(await post('/api/v1/reload'), { status: 422, body: { code: 'findings', findings: [finding] } })
  const renewed = await post(`/api/v1/phones/${team.phones[0]?.id}/password`)
  t.match(renewed, { status: 200, body: { phone: team.phones[0]?.id, password: /^[\w-]{22,}$/ } })
  t.not((await readTeamCopy(home))?.hash, team.hash, 'the copy on disk follows')
  t.match(orders.slice(-4), [
    { type: 'ready-agent', agent: 'ann', by: 'api' },
    { type: 'pause-agent', agent: 'zed', reason: 'lunch', by: 'api' },
    { type: 'reload' },
    { type: 'team-changed' },
  ])
})

t.test('the live floor is shown as the switchboard keeps it', async t => {
  const contact = contactRef(secrets.contactKey, '+84901234567')
  const [ann, bob] = team.agents
  const queue = ann?.queues[0]?.queue ?? ''
  await redis.set(
    keys.pulse,
    JSON.stringify({
      state: 'active',
      version: 'v1',
      asterisk: 'connected',
      at: 1_800_000_000_000,
      house: 50_000,
    }),
  )
  await redis.hset(keys.contacts, contact, seal(secrets.sealKey, '+84901234567', contact))
  await redis.hset(
    keys.calls,
    'c1',
    JSON.stringify({
      v: 1,
      id: 'c1',
      hotline: 'main',
      contact,
      sealed: seal(secrets.sealKey, '+84901234567', contact),
      arrivedAt: 1_800_000_000_000,
      phase: { name: 'waiting', wait: { queue, since: 40_000 } },
    }),
  )
  await redis.hset(keys.calls, 'c2', 'rubbish')
  await redis.hset(keys.floor, {
    [`agent:${ann?.id}`]: JSON.stringify({
      v: 1,
      id: ann?.id,
      reachable: true,
      state: { name: 'paused', since: 45_000, reason: 'lunch' },
    }),
    'waiting:c1': JSON.stringify({ v: 1, conversation: 'c1', queue, priority: 0, since: 40_000 }),
    'waiting:c0': JSON.stringify({ v: 1, conversation: 'c0', queue, priority: 5, since: 41_000 }),
    seq: '7',
  })
  t.match((await get('/api/v1/calls')).body, [
    {
      conversation: 'c1',
      phase: 'waiting',
      hotline: 'main',
      caller: '+84901234567',
      queue,
      arrivedAt: '2027-01-15T08:00:00.000Z',
      waitingSince: '2027-01-15T07:59:50.000Z',
    },
  ])
  const agents = (await get('/api/v1/agents')).body as { id: string }[]
  t.match(
    agents.find(({ id }) => id === ann?.id),
    { name: ann?.name, state: 'paused', reason: 'lunch', reachable: true, since: '2027-01-15T07:59:55.000Z' },
  )
  t.match(
    agents.find(({ id }) => id === bob?.id),
    { state: 'unknown' },
  )
  const queues = (await get('/api/v1/queues')).body as { queue: string }[]
  t.match(
    queues.find(one => one.queue === queue),
    {
      waiting: [
        { conversation: 'c0', position: 1 },
        { conversation: 'c1', position: 2 },
      ],
    },
  )
  t.match((await get('/api/v1/status')).body, {
    switchboard: 'active',
    version: 'v1',
    waiting: 2,
    calls: { waiting: 1 },
  })
  t.match(await get('/health'), { status: 200, body: { ready: true } })
  await redis.del(keys.pulse, keys.calls, keys.floor)
})

t.test('a call that was journaled is found by its caller’s number, with its time line', async t => {
  const contact = contactRef(secrets.contactKey, '+84901234567')
  await redis.hset(keys.contacts, contact, seal(secrets.sealKey, '+84901234567', contact))
  const records = ['c7', 'c8', 'c9'].flatMap(id =>
    journal(
      `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${contact} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call SectionEntered flow=main section=start
12:00:03 call KeyTaken section=start digit="1"
12:00:03 call CallEnded ending={"result":"left","reason":"caller-hung-up","who":"caller"} endedAt=12:00:03
`,
      id,
    ),
  )
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
  await eventually(t, 'the CDR is there', async () => (await get('/api/v1/cdrs/c9')).status === 200)
  t.match((await get('/api/v1/cdrs/c9')).body, {
    conversation: 'c9',
    revision: 1,
    caller: '+84901234567',
    arrivedAt: '2026-03-02T12:00:00.000Z',
    ending: { result: 'left', reason: 'caller-hung-up', who: 'caller' },
    segments: [
      { kind: 'ivr', section: 'start', from: '2026-03-02T12:00:00.000Z', to: '2026-03-02T12:00:03.000Z' },
    ],
    keys: [{ digit: '1' }],
    offers: [],
    recordings: [],
  })
  for (const number of ['0901234567', '+84 901 234 567', '84901234567']) {
    const found = await get(`/api/v1/cdrs?number=${encodeURIComponent(number)}&ending=left`)
    t.match(
      found.body,
      { cdrs: [{ conversation: 'c9' }, { conversation: 'c8' }, { conversation: 'c7' }] },
      number,
    )
  }
  t.same(((await get('/api/v1/cdrs?number=0901234568')).body as { cdrs: unknown[] }).cdrs, [])
  const first = (await get('/api/v1/cdrs?limit=2')).body as { cdrs: unknown[]; next: string }
  t.match(first.cdrs, [{ conversation: 'c9' }, { conversation: 'c8' }])
  t.match((await get(`/api/v1/cdrs?limit=2&cursor=${first.next}`)).body, { cdrs: [{ conversation: 'c7' }] })
  const day = 'from=2026-03-02T19:00:00%2B07:00&to=2026-03-02T19:00:01%2B07:00'
  t.equal(((await get(`/api/v1/cdrs?${day}`)).body as { cdrs: unknown[] }).cdrs.length, 3)
})

t.test('a track is played from the archive, and only from there', async t => {
  const db = openDatabase(databaseUrl, quiet)
  t.teardown(() => db.end())
  const track = { conversation: 'c1', party: 'caller', agent: 'ann', startedAt: 0, outcome: 'done' } as const
  await storeTracks(db, [
    { recording: 'here', ...track },
    { recording: 'lost', ...track },
    { recording: 'there', ...track },
  ])
  await mkdir(join(home, 'recordings/2026'), { recursive: true })
  await writeFile(join(home, 'recordings/2026/here.wav'), 'RIFF and so on')
  for (const recording of ['here', 'lost']) {
    const file = { path: `2026/${recording}.wav`, sha256: 'x', bytes: 14, durationMs: 1 }
    await trackStored(db, recording, file)
  }
  const said = await get('/api/v1/recordings/here')
  t.match(said, {
    status: 200,
    type: 'audio/wav',
    body: 'RIFF and so on',
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-length': '14',
      'content-disposition': 'attachment; filename="here.wav"',
    },
  })
  t.match(await get('/api/v1/recordings/lost'), { status: 404, body: { code: 'recording-lost' } })
  t.match(await get('/api/v1/recordings/there'), { status: 409, body: { code: 'recording-not-here-yet' } })
})

t.test('the examination names what is missing', async t => {
  const checks = (await get('/api/v1/doctor')).body as { name: string; verdict: string }[]
  const verdicts = Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]))
  t.match(verdicts, {
    office: 'good',
    redis: 'good',
    postgres: 'good',
    asterisk: 'bad',
    switchboard: 'bad',
    certificate: 'good',
  })
})

t.test('while PostgreSQL is away, records are refused for now and the live floor stays', async t => {
  await postgres.stop()
  const startedAt = performance.now()
  t.match(await get('/api/v1/cdrs'), {
    status: 503,
    body: { code: 'database-away' },
    headers: { 'retry-after': '1' },
  })
  t.ok(performance.now() - startedAt < 2_000)
  t.equal((await get('/api/v1/agents')).status, 200, 'from the copy')
  t.equal((await get('/api/v1/calls')).status, 200)
  t.match(await get('/health'), { status: 503, body: { live: true, postgres: false } })
  await postgres.start()
  await eventually(t, 'records again', async () => (await get('/api/v1/cdrs')).status === 200)
})

t.test('the office leaves its address for the command line', async t => {
  t.match(JSON.parse(await readFile(join(home, 'office.json'), 'utf8')), {
    url: office.url,
    trust: join(home, 'tls/ca.pem'),
  })
  t.ok(existsSync(join(home, 'recordings')))
})
