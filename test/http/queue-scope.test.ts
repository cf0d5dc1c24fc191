// A supervisor of some queues sees, hears and steers these, and of the others he learns nothing: not in an answer,
// not in a report, not on the live socket, not by a guess.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { WebSocket } from 'ws'
import type { Role } from '../../src/http/policies.ts'
import { ask } from '../../src/postgres/database.ts'
import { storeTracks, trackStored } from '../../src/postgres/recordings.ts'
import { wavHead } from '../../src/recordings/wav.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { signLink } from '../../src/secrets/links.ts'
import { journal } from '../cdrs/table.ts'
import { type LogIn, officeFor } from '../support/office.ts'
import { penFor } from '../support/pen.ts'
import { eventually } from '../support/stores.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'queue-scope')
const { db, redis, keys, get, post, secrets, origin, ca } = house
const orders = house.switchboard()
const [ours = '', theirs = ''] = Object.keys(house.config.queues)

/** One agent in each queue, one in both; who sits elsewhere by the configuration leaves his seats. */
await ask(db, 'delete from queue_members')
const [anna, ben, carl] = house.config.team.agents.map(({ id }) => id) as [string, string, string]
for (const [agent, queue] of [
  [anna, ours],
  [ben, theirs],
  [carl, ours],
  [carl, theirs],
])
  await ask(db, 'insert into queue_members (agent, queue, rank) values ($1, $2, 1)', [agent, queue])

const admin = await house.logIn('chief', 'admin')
const manager = await house.logIn('minh', 'manager')
const all = await house.logIn('hoa', 'supervisor')
const one = await house.logIn('lan', 'supervisor')
const other = await house.logIn('quang', 'supervisor')
const agent = await house.logIn(anna, 'agent')
const change = (id: string, body: object) => house.ask('PATCH', `/api/v1/people/${id}`, { body })
for (const [id, queue] of [
  ['lan', ours],
  ['quang', theirs],
] as const)
  await change(id, { supervises: [queue] })

/** A conversation of each queue on record, with one track. */
const rate = 8_000
const sound = Buffer.concat([
  wavHead({ channels: 1, ratePerS: rate, dataBytes: rate * 2 }),
  Buffer.alloc(rate * 2),
])
for (const [conversation, queue, by] of [
  ['call-of-ours', ours, anna],
  ['call-of-theirs', theirs, ben],
] as const) {
  const records = journal(
    `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=a1 numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call QueueJoined queue=${queue} priority=0
12:00:01 call Offered offer=o1 agent=${by} phone=p ringMs=1 wrapUpMs=0
12:00:03 call TalkStarted offer=o1 agent=${by} leg=out queue=${queue}
12:00:09 call TalkEnded agent=${by} who=caller
12:00:09 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:00:09
`,
    conversation,
  )
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
  const recording = `${conversation}-rec-1`
  await storeTracks(db, [
    { recording, conversation, party: 'caller', agent: by, startedAt: 1_000, outcome: 'done' },
  ])
  await mkdir(join(house.home, 'recordings/2026'), { recursive: true })
  await writeFile(join(house.home, `recordings/2026/${recording}.wav`), sound)
  const path = `2026/${recording}.wav`
  await trackStored(db, recording, { path, sha256: recording, bytes: sound.length, durationMs: 1_000 })
}
// While a call lasts its tracks are there, and no CDR yet.
await storeTracks(db, [
  { recording: 'lasting-rec-1', conversation: 'lasting', party: 'caller', agent: anna, startedAt: 1_000 },
])
const found = async (path: string, as: LogIn) =>
  ((await get(`/api/v1/cdrs${path}`, as)).body as { cdrs: { conversation: string }[] }).cdrs
    .map(({ conversation }) => conversation)
    .sort()
await waitUntil(async () => (await found('', admin)).length === 2, 10_000)

/** And on the floor: in each queue one who waits and one who talks, and one in the menu. */
const pen = await penFor(t, house)
await redis.set(keys.pulse, JSON.stringify({ state: 'active', at: 1_800_000_000_000, house: 50_000 }))
const writeCall = (id: string, phase: object | undefined) =>
  pen.writeCall(
    id,
    [],
    phase && JSON.stringify({ v: 1, id, hotline: 'main', contact: 'c', arrivedAt: 1, phase }),
  )
const waiting = (queue: string) => ({ name: 'waiting', wait: { queue, since: 40_000 } })
const talking = (queue: string, agent: string) => ({ name: 'talking', queue, talk: 't', with: { agent } })
await writeCall('ours-waits', waiting(ours))
await writeCall('theirs-waits', waiting(theirs))
await writeCall('ours-talks', talking(ours, anna))
await writeCall('theirs-talks', talking(theirs, carl))
await writeCall('in-the-menu', { name: 'ivr', place: { section: 'start' } })
const desk = (id: string, state: object) => ({
  v: 1,
  id,
  phone: id,
  reachable: true,
  state: { since: 1, ...state },
})
await pen.writeFloor(
  [],
  new Map<string, string>(
    Object.entries({
      'waiting:ours-waits': { v: 1, queue: ours, priority: 0, since: 40_000 },
      'waiting:theirs-waits': { v: 1, queue: theirs, priority: 0, since: 40_000 },
      [`agent:${anna}`]: desk(anna, { name: 'busy', conversation: 'ours-talks', queue: ours }),
      [`agent:${ben}`]: desk(ben, { name: 'ready' }),
      [`agent:${carl}`]: desk(carl, { name: 'busy', conversation: 'theirs-talks', queue: theirs }),
    }).map(([name, value]) => [name, JSON.stringify(value)]),
  ),
)

/** Whatever would give the other queue away. Carl sits in both: he is seen, his other seat and call are not. */
const strange = new RegExp(`theirs|"${theirs}"|"${ben}"|in-the-menu`)
const month = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z'

t.test('every list of his holds his queue, and no word of another', async t => {
  const lists = ['agents', 'calls', 'queues', 'cdrs', 'people', 'people.csv', 'trunks', 'status', 'session']
  const cuts = ['queue', 'agent', 'hotline', 'hour', 'day'].flatMap(by =>
    ['', '.csv'].map(ending => `reports/calls${ending}?by=${by}&${month}`),
  )
  for (const path of [...lists, ...cuts, `cdrs?queue=${theirs}`, `cdrs?agent=${ben}`, `cdrs?desk=${ben}`]) {
    const said = await get(`/api/v1/${path}`, one)
    t.equal(said.status, 200, path)
    t.notMatch(said.raw.toString(), strange, path)
    // The table and the sheets of other people are as they were.
    t.equal((await get(`/api/v1/${path}`, all)).status, 200, path)
  }
  const ids = async (path: string, key: string, as: LogIn) =>
    ((await get(`/api/v1/${path}`, as)).body as Record<string, string>[]).map(row => row[key]).sort()
  t.same(await ids('agents', 'id', one), [anna, carl].sort())
  t.same(await ids('calls', 'conversation', one), ['ours-talks', 'ours-waits'])
  t.same(await ids('queues', 'queue', one), [ours])
  t.same(await ids('people', 'id', one), [anna, carl, 'lan'].sort())
  t.same(await ids('calls', 'conversation', other), ['theirs-talks', 'theirs-waits'])
  t.equal((await ids('calls', 'conversation', all)).length, 5, 'who looks after all sees the menu as well')
  t.match((await get('/api/v1/status', one)).body, {
    calls: { waiting: 1, talking: 1, ivr: undefined },
    waiting: 1,
  })
  t.same(await found('', one), ['call-of-ours'])
  t.equal((await get('/api/v1/cdrs/call-of-ours', one)).status, 200)
  for (const id of ['call-of-theirs', 'nothing'])
    t.match(await get(`/api/v1/cdrs/${id}`, one), { status: 404, body: { code: 'no-such-cdr' } }, id)
})

t.test('the numbers of a report are those of his queue, and open as many calls', async t => {
  type Report = { rows: { key: string }[]; totals: { values: { offered: number }; open: string } }
  const report = async (by: string, as: LogIn) =>
    (await get(`/api/v1/reports/calls?by=${by}&${month}`, as)).body as Report
  for (const by of ['queue', 'agent', 'hotline', 'hour', 'day']) {
    const { totals } = await report(by, one)
    t.equal(totals.values.offered, 1, by)
    t.same(await found(totals.open.replace(/^.*\?/, '?'), one), ['call-of-ours'], by)
    t.equal((await report(by, all)).totals.values.offered, 2, by)
  }
  t.same(
    (await report('queue', one)).rows.map(({ key }) => key),
    [ours],
  )
  t.same(
    (await report('agent', other)).rows.map(({ key }) => key),
    [ben],
  )
})

t.test('he steers in his queues only, and is not told whether there is more', async t => {
  const before = orders.length
  const refused: [string, object | undefined, number, string][] = [
    ['calls/theirs-waits/hang-up', undefined, 404, 'no-such-call'],
    ['calls/in-the-menu/hang-up', undefined, 404, 'no-such-call'],
    ['calls/nothing/hang-up', undefined, 404, 'no-such-call'],
    ['calls/theirs-talks/requeue', { queue: ours }, 404, 'no-such-call'],
    ['calls/ours-talks/requeue', { queue: theirs }, 403, 'not-your-queue'],
    ['calls/theirs-talks/hold', undefined, 404, 'no-such-call'],
    ['calls/theirs-talks/transfer', { to: { queue: ours } }, 404, 'no-such-call'],
    ['calls/ours-talks/transfer', { to: { queue: theirs } }, 403, 'not-your-queue'],
    ['calls/ours-talks/consult', { to: { queue: theirs } }, 403, 'not-your-queue'],
    ['calls/ours-talks/requeue', { queue: 'nowhere' }, 403, 'not-your-queue'],
    [`agents/${ben}/ready`, undefined, 404, 'no-such-agent'],
    [`agents/${ben}/pause`, { reason: 'x' }, 404, 'no-such-agent'],
    [`agents/${ben}/force`, { state: 'ready' }, 404, 'no-such-agent'],
    ['agents/nobody/force', { state: 'ready' }, 404, 'no-such-agent'],
  ]
  for (const [path, body, status, code] of refused)
    t.match(await post(`/api/v1/${path}`, body, one), { status, body: { code } }, path)
  t.equal(orders.length, before, 'the switchboard heard of none of it')
  const done: [string, object | undefined][] = [
    ['calls/ours-waits/hang-up', undefined],
    ['calls/ours-talks/requeue', { queue: ours }],
    ['calls/ours-talks/hold', undefined],
    ['calls/ours-talks/transfer', { to: { agent: anna } }],
    [`agents/${anna}/ready`, undefined],
    [`agents/${carl}/force`, { state: 'paused' }],
  ]
  for (const [path, body] of done) t.equal((await post(`/api/v1/${path}`, body, one)).status, 200, path)
  t.equal(orders.length, before + done.length)
})

t.test('an agent moves his own calls only: the switchboard is told whose they must be', async t => {
  await post('/api/v1/calls/theirs-talks/hold', undefined, agent)
  t.match(orders.at(-1), { type: 'move', move: 'hold', conversation: 'theirs-talks', agent: anna })
  await post('/api/v1/calls/ours-talks/consult', { to: { queue: theirs } }, agent)
  t.match(orders.at(-1), { type: 'consult', to: { queue: theirs }, agent: anna })
  const targets = (await get('/api/v1/call-targets', agent)).body as { agents: { agent: string }[] }
  t.ok(
    targets.agents.some(one => one.agent === ben),
    'whom he can send customers to, he sees by name',
  )
  t.same(Object.keys(targets.agents[0] ?? {}).sort(), ['agent', 'name', 'state'], 'and nothing more')
})

t.test('a recording is heard by whom it may be, by no guess, and each play is on record', async t => {
  const roles: Record<string, [Role, LogIn, ours: number, theirs: number]> = {
    chief: ['admin', admin, 200, 200],
    minh: ['manager', manager, 200, 200],
    hoa: ['supervisor', all, 200, 200],
    lan: ['supervisor', one, 200, 404],
    quang: ['supervisor', other, 404, 200],
    [anna]: ['agent', agent, 403, 403],
  }
  let plays = 0
  for (const [who, [role, as, ...statuses]] of Object.entries(roles)) {
    for (const [n, conversation] of ['call-of-ours', 'call-of-theirs'].entries()) {
      for (const path of [`recordings/${conversation}-rec-1`, `conversations/${conversation}/mix.wav`]) {
        const whole = await get(`/api/v1/${path}`, as)
        t.equal(whole.status, statuses[n], `${role} ${who}: ${path}`)
        if (whole.status === 200) plays++
        const headers = { cookie: as.cookie, origin, range: 'bytes=0-9' }
        const part = await house.say(`/api/v1/${path}`, { headers })
        t.equal(part.status, statuses[n] === 200 ? 206 : statuses[n], `a part of ${path} for ${who}`)
        if (part.status !== 206) t.not(part.type, 'audio/wav')
      }
      const peaks = await get(`/api/v1/recordings/${conversation}-rec-1/peaks`, as)
      t.equal(peaks.status, statuses[n], `the shape of ${conversation} for ${who}`)
    }
  }
  const deeds = await ask<{ person: string; object: string }>(
    db,
    `select person, object from audit where action like 'recordings.listen%'`,
  )
  t.equal(deeds.length, plays, 'each play once, and what was refused not at all')
  t.equal(deeds.filter(({ person, object }) => person === 'lan' && object.includes('theirs')).length, 0)
  t.same((await get('/api/v1/cdrs/call-of-theirs/recordings', one)).body, [])
  t.match((await get('/api/v1/cdrs/call-of-ours/recordings', one)).body, [
    { recording: 'call-of-ours-rec-1' },
  ])
  for (const guess of [
    ...['call-of-ours-rec-2', 'call-of-theirs-rec-1.wav', 'lasting-rec-1'],
    ...['../call-of-theirs-rec-1', '..%2fcall-of-theirs-rec-1', '%2e%2e%2fcall-of-theirs-rec-1'],
    ...['%2e%2e/call-of-theirs-rec-1', 'call-of-ours-rec-1/../call-of-theirs-rec-1'],
    ...['call-of-ours-rec-1%2f..%2fcall-of-theirs-rec-1', '2026%2fcall-of-theirs-rec-1.wav'],
  ]) {
    const said = await get(`/api/v1/recordings/${guess}`, one)
    t.ok([400, 403, 404].includes(said.status), `${guess}: ${said.status}`)
    t.not(said.type, 'audio/wav', guess)
  }
})

t.test('a link and a session are good until they are over', async t => {
  const given = await post('/api/v1/recordings/call-of-theirs-rec-1/link', {}, manager)
  const { url } = given.body as { url: string }
  t.equal((await house.say(url)).status, 200)
  const over = {
    recording: 'call-of-theirs-rec-1',
    by: 'minh',
    expiresAt: Math.floor(Date.now() / 1_000) - 1,
  }
  const expired = `/api/v1/listen/${signLink(secrets.linkKey, over)}`
  for (const headers of [{}, { range: 'bytes=0-9' }, { cookie: one.cookie, origin }])
    t.match(await house.say(expired, { headers }), { status: 404, body: { code: 'link-over' } })
  t.equal((await post('/api/v1/recordings/call-of-ours-rec-1/link', {}, one)).status, 403)
  const leaving = await house.logIn('lan', 'supervisor')
  t.equal((await get('/api/v1/recordings/call-of-ours-rec-1', leaving)).status, 200)
  await house.ask('DELETE', `/api/v1/sessions/${leaving.id}`)
  t.equal(
    (await get('/api/v1/recordings/call-of-ours-rec-1', leaving)).status,
    401,
    'a session that was revoked',
  )
})

t.test('the live floor of a supervisor of one queue holds no word of the other', async t => {
  const socket = new WebSocket(`${origin.replace('https', 'wss')}/api/v1/live`, {
    ...{ ca, headers: { cookie: one.cookie, origin } },
  })
  t.teardown(() => socket.terminate())
  const heard: string[] = []
  const said = () => heard.join('\n')
  socket.on('message', data => heard.push(String(data)))
  await eventually(t, 'the snapshot', () => heard.length > 0)
  t.match(said(), 'ours-waits')
  await writeCall('theirs-more', waiting(theirs))
  await writeCall('ours-more', waiting(ours))
  await eventually(t, 'what is his', () => said().includes('ours-more'))
  await writeCall('ours-more', waiting(theirs))
  const isGone = () => heard.some(text => /"gone":.*"ours-more"/.test(text))
  await eventually(t, 'what went to the other queue is gone', isGone)
  t.notMatch(said(), strange)

  const before = heard.length
  t.equal((await change('lan', { supervises: [] })).status, 200)
  await eventually(
    t,
    'given all queues he sees them',
    () => heard.length > before && said().includes('theirs-more'),
    5_000,
  )
  const then = heard.length
  t.equal((await change('lan', { supervises: [ours] })).status, 200)
  const last = () => heard.slice(then).find(text => text.includes('"snapshot"')) ?? ''
  await eventually(t, 'and no longer when they are taken away', () => last() !== '', 5_000)
  t.notMatch(last(), strange)
})

t.test('who looks after which queues is told, taken and refused like all else of people', async t => {
  t.match(await change('lan', { supervises: ['nowhere'] }), { status: 422, body: { code: 'unknown-queue' } })
  t.match(await change('minh', { supervises: [ours] }), { status: 409, body: { code: 'no-supervisor' } })
  t.match(await change('lan', { supervises: 'all' }), { status: 400 })
  const table = async () => (await house.ask('GET', '/api/v1/people.csv')).raw.toString()
  t.match(await table(), `lan,lan,supervisor,,yes,,,${ours},,,,\r\n`)
  const send = (text: string) =>
    house.ask('POST', '/api/v1/people/import', { text, headers: { 'content-type': 'text/csv' } })
  t.match((await send(await table())).body, { created: [], changed: [] }, 'it comes in as it went out')
  t.match((await send(`id,name,role,supervises\nlan,Lan,supervisor,${theirs} ${ours}`)).body, {
    changed: ['lan'],
  })
  t.match((await send('id,name,role\nlan,Lan Anh,supervisor')).body, { changed: ['lan'] })
  const lan = async () =>
    ((await house.ask('GET', '/api/v1/people')).body as { id: string; supervises?: string[] }[]).find(
      ({ id }) => id === 'lan',
    )
  t.same((await lan())?.supervises, [ours, theirs].sort(), 'a table without the column leaves it as it is')
  t.match(await send(`id,name,role,supervises\nlan,Lan,agent,${ours}\nhoa,Hoa,supervisor,nowhere`), {
    status: 422,
    body: {
      errors: [
        { field: 'supervises', line: 2, column: 4 },
        { field: 'supervises', line: 3, column: 4 },
      ],
    },
  })
  t.equal((await change('lan', { role: 'manager' })).status, 200)
  t.equal((await lan())?.supervises, undefined, 'who becomes something else looks after nothing any more')
  const made = { id: 'moi', name: 'Mới', role: 'supervisor', supervises: [ours] }
  t.match(await house.ask('POST', '/api/v1/people', { body: made }), {
    status: 200,
    body: { person: { supervises: [ours] } },
  })
})
