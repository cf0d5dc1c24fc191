// People, one by one and as a table: what is wrong is told all at once, and then nothing is written.
import t from 'tap'
import { readAudit } from '../../src/postgres/audit.ts'
import { ask as askDatabase } from '../../src/postgres/database.ts'
import { readTeam } from '../../src/postgres/team.ts'
import { frontDeskFor, type Said } from '../support/front-desk.ts'

t.setTimeout(120_000)
const house = await frontDeskFor(t)
const orders = house.switchboard()
const [queue = '', second = ''] = Object.keys(house.config.queues)
const people = '/api/v1/people'

type Row = { id: string; agent?: { phone: string; queues: unknown[] } }
const everybody = async () => (await house.ask('GET', people)).body as Row[]
const add = (body: object) => house.ask('POST', people, { body })
const change = (id: string, body: object) => house.ask('PATCH', `${people}/${id}`, { body })
const take = (text: string, check = ''): Promise<Said> =>
  house.ask('POST', `${people}/import${check}`, { text, headers: { 'content-type': 'text/csv' } })

t.test(
  'a new agent gets a password, a phone with its own, and his seats; the floor hears of him',
  async t => {
    const said = await add({
      ...{ id: 'nga', name: 'Nga', role: 'agent', language: 'vi' },
      agent: { phone: 'nga-1', queues: [{ queue, rank: 3 }] },
    })
    t.match(said, {
      status: 200,
      body: {
        person: {
          id: 'nga',
          active: true,
          agent: { id: 'nga', phone: 'nga-1', queues: [{ queue, rank: 3 }] },
        },
        phones: [{ phone: 'nga-1', password: /^[\w-]{22,}$/ }],
        password: /^[\w-]{22,}$/,
      },
    })
    t.same(orders.at(-1), { type: 'team-changed' })
    const { password } = said.body as { password: string }
    t.match((await house.browser().logIn('nga', password)).body, { person: { agent: 'nga' } })
    const team = await readTeam(house.db)
    t.ok(team.phones.some(({ id }) => id === 'nga-1'))
  },
)

t.test('another phone, other queues, no desk at all: the old phone can’t register any more', async t => {
  t.match(await change('nga', { agent: { phone: 'nga-2', queues: [{ queue: second, rank: 1 }] } }), {
    status: 200,
    body: { phones: [{ phone: 'nga-2' }] },
  })
  const phones = async () => (await readTeam(house.db)).phones.map(({ id }) => id)
  t.notOk((await phones()).includes('nga-1'))
  t.match((await change('nga', { name: 'Nga Tran' })).body, {
    person: { agent: { phone: 'nga-2' } },
    phones: [],
  })
  t.equal((await change('nga', { agent: null })).status, 200)
  t.notOk((await phones()).includes('nga-2'))
})

t.test(
  'a phone tells keys in a way of its own, by the page and by the table, until it is told otherwise',
  async t => {
    const keysOf = async (phone: string) =>
      (await readTeam(house.db)).phones.find(({ id }) => id === phone)?.dtmf
    t.match(await add({ id: 'tan', name: 'Tan', role: 'agent', agent: { phone: 'tan-1', dtmf: 'inband' } }), {
      status: 200,
      body: { person: { agent: { phone: 'tan-1', dtmf: 'inband' } } },
    })
    t.equal(await keysOf('tan-1'), 'inband')
    await change('tan', { agent: { queues: [] } })
    t.equal(await keysOf('tan-1'), 'inband', 'what is not said stays')
    await change('tan', { agent: { dtmf: null } })
    t.equal(await keysOf('tan-1'), undefined)
    t.equal((await change('tan', { agent: { dtmf: 'rfc2833' } })).status, 400)
    t.equal((await take('id,name,role,dtmf\ntan,Tan,agent,info\n')).status, 200)
    t.equal(await keysOf('tan-1'), 'info')
    t.equal((await take('id,name,role,phone\ntan,Tan,agent,tan-1\n')).status, 200)
    t.equal(await keysOf('tan-1'), 'info', 'a table without the column leaves it')
    t.match(await take('id,name,role,dtmf\ntan,Tan,agent,beeps\n'), {
      status: 422,
      body: { errors: [{ line: 2, column: 4, field: 'dtmf', sentence: /rfc4733, inband, info or auto/ }] },
    })
    t.equal((await take('id,name,role,dtmf\ntan,Tan,agent,\n')).status, 200)
    t.equal(await keysOf('tan-1'), undefined)
  },
)

t.test('levels, skills with levels, his own wrap-up and weight: by the page and by the table', async t => {
  const inTeam = async () => (await readTeam(house.db)).agents.find(({ id }) => id === 'vy')
  const seats = [{ queue, rank: 1, level: 3 }]
  const desk = { phone: 'vy-1', queues: seats, skills: ['english:3', 'billing'], wrapUpMs: 20_000, weight: 2 }
  t.match((await add({ id: 'vy', name: 'Vy', role: 'agent', agent: desk })).status, 200)
  const known = { queues: seats, skills: ['billing', 'english:3'], wrapUpMs: 20_000, weight: 2 }
  t.match(await inTeam(), known)
  await change('vy', { agent: { phone: 'vy-2' } })
  t.match(await inTeam(), known, 'what is not said stays')
  await change('vy', { agent: { wrapUpMs: null, weight: null, queues: [{ queue, rank: 1, level: 1 }] } })
  const plain = await inTeam()
  t.same(plain?.queues, [{ queue, rank: 1 }])
  t.notOk(plain && ('wrapUpMs' in plain || 'weight' in plain))
  for (const wrong of [
    { queues: [{ queue, rank: 1, level: 0 }] },
    ...[{ queues: [{ queue, rank: 1, level: 100 }] }, { wrapUpMs: -1 }, { weight: 101 }],
    { skills: ['english:11'] },
  ])
    t.equal((await change('vy', { agent: wrong })).status, 400, JSON.stringify(wrong))
  const twice = await change('vy', { agent: { skills: ['english', 'english:2'] } })
  t.match(twice, { status: 409, body: { code: 'twice', detail: /"english" is named twice/ } })
  const table = (seat: string, skills: string, wrapUp: string, weight: string) =>
    `id,name,role,queues,skills,wrap-up,weight\nvy,Vy,agent,${seat},${skills},${wrapUp},${weight}\n`
  t.equal((await take(table(`${queue}:1/3`, 'billing english:3', '20s', '2'))).status, 200)
  t.match(await inTeam(), known)
  const exported = (await house.ask('GET', `${people}.csv`)).raw.toString()
  t.match(exported, new RegExp(`^vy,Vy,agent,,yes,vy-2,${queue}:1/3,,billing english:3,,20s,2\r$`, 'm'))
  t.equal((await take('id,name,role\nvy,Vy,agent\n')).status, 200)
  t.match(await inTeam(), known, 'a table without the columns leaves them')
  t.match((await take(table(`${queue}:1/0`, 'english:0', '20', '0'))).body, {
    errors: [{ field: 'queues' }, { field: 'skills' }, { field: 'wrap-up' }, { field: 'weight' }],
  })
  t.equal((await take(table(`${queue}:1`, '', '', ''))).status, 200)
  t.same((await inTeam())?.skills ?? [], [])
})

t.test('who is sent away is no longer in the team, and comes back with his seats', async t => {
  const [agent] = house.config.team.agents
  const id = agent?.id ?? ''
  const inTeam = async () => (await readTeam(house.db)).agents.some(one => one.id === id)
  t.match(await house.ask('DELETE', `${people}/${id}`), { status: 200, body: { person: { active: false } } })
  t.notOk(await inTeam())
  t.notOk((await readTeam(house.db)).phones.some(phone => phone.id === agent?.phone))
  t.equal((await change(id, { active: true })).status, 200)
  t.ok(await inTeam())
})

t.test('what can’t be is refused with a sentence, and nothing changes', async t => {
  const before = await everybody()
  const [agent] = house.config.team.agents
  const refused: [string, Promise<Said>, number, string][] = [
    ['the same id', add({ id: 'nga', name: 'N', role: 'agent' }), 409, 'duplicate-account'],
    [
      'somebody’s phone',
      add({ id: 'x', name: 'X', role: 'agent', agent: { phone: agent?.phone } }),
      409,
      'phone-taken',
    ],
    [
      'an unknown queue',
      add({ id: 'x', name: 'X', role: 'agent', agent: { queues: [{ queue: 'nowhere', rank: 1 }] } }),
      422,
      'unknown-queue',
    ],
    ['an unknown role', add({ id: 'x', name: 'X', role: 'king' }), 400, 'invalid-request'],
    ['a name of spaces', add({ id: 'x', name: '   ', role: 'agent' }), 400, 'invalid-request'],
    ['an id with spaces', add({ id: 'x y', name: 'X', role: 'agent' }), 400, 'invalid-request'],
    ['nobody', change('nobody', { name: 'N' }), 404, 'no-such-person'],
    ['nothing to change', change('nga', {}), 400, 'invalid-request'],
    ['the last admin sent away', house.ask('DELETE', `${people}/admin`), 409, 'last-admin'],
    ['the last admin with a smaller role', change('admin', { role: 'agent' }), 409, 'last-admin'],
  ]
  for (const [name, asked, status, code] of refused) t.match(await asked, { status, body: { code } }, name)
  t.same(await everybody(), before)
})

t.test('two admins who send each other away at once: one of them stays', async t => {
  const { password } = (await add({ id: 'boss', name: 'Boss', role: 'admin' })).body as { password: string }
  t.ok(password)
  const both = await Promise.all(['boss', 'admin'].map(id => house.ask('DELETE', `${people}/${id}`)))
  t.same(both.map(({ status }) => status).sort(), [200, 409])
  for (const id of ['boss', 'admin']) await change(id, { active: true })
})

t.test('the table goes out harmless: no cell is a formula, and it comes in again as it went', async t => {
  const name = `=HYPERLINK("http://evil.example","click")`
  await add({ id: 'mallory', name, role: 'agent', agent: { queues: [{ queue, rank: 2 }] } })
  await add({ id: 'quoted', name: 'A "B", C\u00a0Ỷ', role: 'manager', language: 'en' })
  const said = await house.ask('GET', `${people}.csv`)
  t.match(said, { status: 200, type: 'text/csv; charset=utf-8' })
  const text = said.raw.toString()
  t.ok(
    text.startsWith(
      '\ufeffid,name,role,language,active,phone,queues,supervises,skills,dtmf,wrap-up,weight\r\n',
    ),
    'as spreadsheets like it',
  )
  t.notMatch(text, /(^|,|")[=+@-]/m)
  t.match(text, `mallory,"'=HYPERLINK`)
  const before = await everybody()
  t.match((await take(text)).body, { created: [], changed: [], unchanged: before.length })
  t.same(await everybody(), before)
})

t.test('a table is tried first, then taken: new people, changed ones, the rest as it was', async t => {
  const text = `id,name,role,phone,queues\nhue,Huế,agent,hue-1,${queue}:2 ${second}\nnga,Nga T.,supervisor,,\n`
  const before = await everybody()
  const tried = await take(text, '?check=1')
  t.match(tried, { status: 200, body: { checkedOnly: true, created: ['hue'], changed: ['nga'], phones: [] } })
  t.same(await everybody(), before)
  const taken = await take(text)
  t.match(taken.body, {
    checkedOnly: false,
    created: ['hue'],
    phones: [{ phone: 'hue-1', password: String }],
  })
  const hue = (await everybody()).find(({ id }) => id === 'hue')
  t.same(
    hue?.agent?.queues,
    [
      { queue, rank: 2 },
      { queue: second, rank: 0 },
    ].sort((a, b) => (a.queue < b.queue ? -1 : 1)),
  )
  t.match((await take(text.replaceAll(',', ';'))).body, { changed: [], unchanged: 2 }, 'semicolons as well')
})

t.test('all mistakes of a table are told at once, each with its line and column', async t => {
  const before = await everybody()
  const said = await take(
    [
      'id,name,role,language,active,phone,queues',
      'an b,,king,fr,maybe,1 2,sales:x',
      `new1,"two\nlines",agent,vi,yes,new-1,nowhere:1`,
      `new1,Twice,agent,vi,yes,${house.config.team.agents[0]?.phone},${queue}:1`,
      'new2,Two,agent,vi',
      'new3,Three,agent,vi,yes,new-1,',
      'admin,Admin,agent,vi,yes,,',
      'boss,Boss,admin,vi,no,,',
    ].join('\n'),
  )
  t.match(said, { status: 422, body: { code: 'bad-table' } })
  const { errors } = said.body as {
    errors: { line: number; column: number; field: string; sentence: string }[]
  }
  const places = errors.map(({ line, column, field }) => `${line}:${column} ${field}`)
  for (const place of [
    ...['2:1 id', '2:2 name', '2:3 role', '2:4 language', '2:5 active', '2:6 phone', '2:7 queues'],
    ...['3:2 name', '5:1 id', '5:6 phone', '6:5 file'],
  ])
    t.ok(places.includes(place), place)
  t.ok(errors.every(({ sentence }) => sentence.length > 10))
  t.same(await everybody(), before)
  const admins = await take('id,name,role,active\nadmin,Admin,agent,yes\nboss,Boss,admin,no\n')
  t.match(admins.body, { errors: [{ line: 2, column: 3, field: 'role', sentence: /last admin/ }] })
  t.match(
    (await take(`id,name,role,phone\nn1,N,agent,n-1\nn2,N,agent,n-1\n`)).body,
    { errors: [{ line: 3, column: 4, sentence: /at the desk of "n1"/ }] },
    'one phone for two',
  )
})

t.test('tables that are none', async t => {
  const wrong: [string, string, RegExp][] = [
    ['nothing', '', /Begin with the line/],
    ['wrong columns', 'naam,rol\nx,y\n', /no column "naam"/],
    ['a missing column', 'id,name\nx,X\n', /"role" is missing/],
    ['the same column twice', 'id,id,name,role\nx,x,X,agent\n', /twice/],
    ['an open quote', 'id,name,role\nx,"X,agent\n', /quote/],
    ['another alphabet', 'i\0d\0', /UTF-8/],
  ]
  for (const [name, text, sentence] of wrong)
    t.match(await take(text), { status: 422, body: { errors: [{ line: Number, sentence }] } }, name)
  t.equal((await take(`id,name,role\n${'x'.repeat(1_100_000)}`)).status, 413)
  const json = await house.ask('POST', `${people}/import`, { body: { id: 'x' } })
  t.match(json, { status: 400 })
})

t.test('five thousand people in one table are taken in a few seconds', { timeout: 30_000 }, async t => {
  const rows = Array.from({ length: 5_000 }, (_, n) => `many${n},Person ${n},agent,many-${n},${queue}:1`)
  const startedAt = performance.now()
  const said = await take(['id,name,role,phone,queues', ...rows].join('\n'))
  t.comment(`${Math.round(performance.now() - startedAt)} ms`)
  t.equal(said.status, 200)
  t.equal((said.body as { created: unknown[] }).created.length, 5_000)
  await askDatabase(house.db, `delete from agents where id like 'many%'`)
})

t.test('every change is in the audit log under the name of who made it, without passwords', async t => {
  const rows = await readAudit(house.db, { limit: 10_000 })
  const added = rows.find(({ action, object }) => action === 'people.add' && object === 'nga')
  t.match(added, { person: 'api', details: { after: { id: 'nga', role: 'agent' } } })
  const actions = new Set(rows.map(({ action }) => action))
  for (const action of ['people.add', 'people.change', 'people.password', 'session.open'])
    t.ok(actions.has(action), action)
  t.notMatch(JSON.stringify(rows.slice(-50)), /argon2|ha1|"password":/)
})
