// What admins and managers keep an eye on: the audit log, tokens of programs, where people are logged in, and what
// may not be erased.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { retention } from '../../src/office/jobs/retention.ts'
import { auditAll } from '../../src/postgres/audit.ts'
import { ask } from '../../src/postgres/database.ts'
import { storeTracks, trackStored } from '../../src/postgres/recordings.ts'
import { type LogIn, officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'oversight')
const { db, get, post } = house
const admin = await house.logIn('chief', 'admin')
const manager = await house.logIn('minh', 'manager')
const supervisor = await house.logIn('hoa', 'supervisor')
const put = (path: string, body: unknown, as: LogIn) =>
  house.say(path, {
    method: 'PUT',
    headers: {
      ...{ origin: house.origin, cookie: as.cookie, 'x-csrf-token': as.csrf },
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })

async function conversation(id: string, ageDays: number): Promise<string> {
  await ask(
    db,
    `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version,
       language, queue, arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
       result, reason, who, keys)
     select $1, 'voice', 'main', 'carrier', 'c-' || $1, 'national', 'main', 'v', 'vi', 'sales',
       at, at, at, at, 5000, 2000, 60000, 0, 'answered', 'caller-hung-up', 'caller', '[]'
     from (values (now() - $2 * interval '1 day')) as v (at)`,
    [id, ageDays],
  )
  const recording = `${id}-rec-1`
  const startedAt = Date.now() - ageDays * 86_400_000
  await storeTracks(db, [
    { recording, conversation: id, party: 'caller', agent: 'an', startedAt, outcome: 'done' },
  ])
  const path = `2026/01/01/${recording}.wav`
  await mkdir(join(house.home, 'recordings/2026/01/01'), { recursive: true })
  await writeFile(join(house.home, 'recordings', path), 'sound')
  await trackStored(db, recording, { path, sha256: recording, bytes: 5, durationMs: 60_000 })
  return join(house.home, 'recordings', path)
}

type Entry = { id: string; person: string; personName?: string; action: string; subject: object }
async function entries(query = '', as = admin): Promise<{ rows: Entry[]; next?: string }> {
  return (await get(`/api/v1/audit${query}`, as)).body as { rows: Entry[]; next?: string }
}

t.test('the audit log is read by person, by deed and by time, page by page', async t => {
  await conversation('told', 1)
  const [agent] = house.config.team.agents
  await ask(db, `update people set name = 'Hòa Nguyễn' where id = 'hoa'`)
  await auditAll(db, [
    { who: 'hoa', action: 'recordings.listen', object: 'told-rec-1' },
    { who: 'hoa', action: 'recordings.listen-mixed', object: 'told' },
    { who: 'hoa', action: 'recordings.listen', object: 'forgotten' },
    { who: 'chief', action: 'agents.force', object: agent?.id ?? '' },
    { who: 'chief', action: 'people.change', object: 'hoa', details: { after: { role: 'agent' } } },
    { who: 'chief', action: 'configuration.publish', object: 'abc123' },
    { who: 'retention', action: 'recordings.erase', object: '2026-03-02' },
  ])
  const { rows } = await entries('?person=hoa')
  t.match(rows, [
    { action: 'recordings.listen', subject: { kind: 'other', id: 'forgotten' } },
    { action: 'recordings.listen-mixed', subject: { kind: 'conversation', id: 'told' } },
    { personName: 'Hòa Nguyễn', subject: { kind: 'conversation', id: 'told' } },
  ])
  const told = (await entries('?action=agents.,people.,configuration.publish&person=chief')).rows
  t.match(told, [
    { subject: { kind: 'version', id: 'abc123' } },
    { subject: { kind: 'person', id: 'hoa', name: 'Hòa Nguyễn' } },
    { subject: { kind: 'person', name: agent?.name } },
  ])
  t.match((await entries('?action=recordings.erase')).rows, [{ subject: { kind: 'other' } }])
  t.same((await entries('?action=recordings.lis')).rows, [], 'half a word is no deed')
  const now = Date.now()
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString()
  t.same((await entries(`?from=${day(1)}`)).rows, [])
  t.same((await entries(`?to=${day(-1)}`)).rows, [])
  t.equal((await entries(`?from=${day(-1)}&to=${day(1)}&person=hoa`)).rows.length, 3)
  const first = await entries('?person=hoa&limit=2')
  t.equal(first.next, first.rows[1]?.id)
  const last = await entries(`?person=hoa&limit=2&before=${first.next}`)
  t.equal(last.rows.length, 1)
  t.equal(last.next, undefined)
  t.match(await get('/api/v1/audit?action=;drop', admin), { status: 400 })
  for (const as of [manager, supervisor]) t.match(await get('/api/v1/audit', as), { status: 403 })
})

t.test('what leaves the house as a file is in the audit log', async t => {
  t.equal((await get('/api/v1/people.csv', supervisor)).status, 200)
  const range = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&by=queue'
  t.equal((await get(`/api/v1/reports/calls.csv?${range}`, supervisor)).status, 200)
  t.equal((await get(`/api/v1/reports/calls.xlsx?${range}`, supervisor)).status, 200)
  t.match((await entries('?action=people.export,reports.export')).rows, [
    { person: 'hoa', action: 'reports.export', object: 'calls', details: { by: 'queue' } },
    { person: 'hoa', action: 'reports.export' },
    { person: 'hoa', action: 'people.export', details: { people: Number } },
  ])
})

t.test('a token opens what its role may, until its last day or until it is withdrawn', async t => {
  const made = await post('/api/v1/tokens', { name: 'CRM', role: 'supervisor', days: 30 }, admin)
  const { id, token } = made.body as { id: string; token: string }
  const asToken = (path: string) => house.say(path, { headers: { authorization: `Bearer ${token}` } })
  t.equal((await asToken('/api/v1/people')).status, 200)
  t.equal((await asToken('/api/v1/tokens')).status, 403)
  const { body } = await get('/api/v1/tokens', admin)
  const [view] = body as { expiresAt: string }[]
  const days = (Date.parse(view?.expiresAt ?? '') - Date.now()) / 86_400_000
  t.ok(days > 29.9 && days <= 30, `${days} days`)
  t.notMatch(JSON.stringify(body), token.slice(8))
  await ask(db, `update tokens set expires_at = now() - interval '1 second' where id = $1`, [id])
  t.match(await asToken('/api/v1/people'), { status: 401, body: { code: 'no-token' } })
  t.match(await post('/api/v1/tokens', { name: 'x', role: 'agent', days: 0 }, admin), { status: 400 })
  t.match(await post('/api/v1/tokens', { name: 'x', role: 'agent' }, manager), { status: 403 })
  const forEver = (await post('/api/v1/tokens', { name: 'x', role: 'agent' }, admin)).body as { id: string }
  const list = (await get('/api/v1/tokens', admin)).body as { id: string; expiresAt?: string }[]
  t.equal(list.find(one => one.id === forEver.id)?.expiresAt, undefined)
})

t.test('an admin sees where one person is logged in; others see only themselves', async t => {
  type Row = { person: string; current: boolean }
  const of = async (query: string, as: LogIn) => (await get(`/api/v1/sessions${query}`, as)).body as Row[]
  t.same(new Set((await of('?person=hoa', admin)).map(({ person }) => person)), new Set(['hoa']))
  t.ok(new Set((await of('', admin)).map(({ person }) => person)).size > 1)
  const own = await of('?person=chief', supervisor)
  t.match(own, [{ person: 'hoa', current: true }], 'whoever is named')
})

t.test('a conversation that is held survives retention, until the hold is lifted', async t => {
  await conversation('fresh', 0)
  const files = { held: await conversation('held', 4_000), other: await conversation('other', 4_000) }
  const path = '/api/v1/cdrs/held/hold'
  const reason = 'Khiếu nại 17/2026'
  t.match(await put(path, { held: true, reason }, manager), { status: 200 })
  t.match(await put(path, { held: true, reason }, supervisor), { status: 403, body: { code: 'forbidden' } })
  t.match(await put(path, { held: true, reason: '  ' }, manager), { status: 400 }, 'not without a reason')
  t.match(await put('/api/v1/cdrs/nobody/hold', { held: true, reason }, manager), {
    status: 404,
    body: { code: 'no-such-cdr' },
  })
  t.match(await get('/api/v1/cdrs/held', manager), {
    body: { legalHold: true, hold: { by: 'minh', reason, at: String } },
  })
  const seen = (await get('/api/v1/cdrs/held', supervisor)).body as { legalHold: boolean; hold?: object }
  t.equal(seen.legalHold, true)
  t.equal(seen.hold, undefined, 'why is told to those who may lift it')
  const list = (await get('/api/v1/cdrs?held=true', supervisor)).body as { cdrs: object[] }
  t.match(list.cdrs, [{ conversation: 'held', legalHold: true }])

  const connection = await db.connect()
  t.teardown(() => connection.release())
  const job = retention({
    recordings: join(house.home, 'recordings'),
    forget: async () => {},
    callers: async () => [],
  })
  const signal = new AbortController().signal
  const run = () => job.run({ day: '2026-03-03', config: house.config, db: connection, signal })
  await run()
  t.same([existsSync(files.held), existsSync(files.other)], [true, false])

  t.match(await put(path, { held: false, reason: 'Đã giải quyết' }, admin), { status: 200 })
  t.match(await get('/api/v1/cdrs/held', manager), { body: { legalHold: false } })
  await run()
  t.equal(existsSync(files.held), false)
  const told = (await entries('?action=cdrs.')).rows
  t.match(told, [
    { action: 'cdrs.release', person: 'chief', details: { reason: 'Đã giải quyết' } },
    { action: 'cdrs.hold', person: 'minh', details: { reason }, subject: { kind: 'conversation' } },
  ])
})

t.test('a hold that cannot be put on record is not set', async t => {
  await db.query('alter table audit rename to audit_away')
  const refused = await put('/api/v1/cdrs/held/hold', { held: true, reason: 'vội' }, manager)
  await db.query('alter table audit_away rename to audit')
  t.ok(refused.status >= 500)
  t.match(await get('/api/v1/cdrs/held', manager), { body: { legalHold: false } })
})
