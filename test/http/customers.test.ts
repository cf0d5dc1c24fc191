// Customers over the API: one by one, as a table, who may, and that a name is sealed and forgotten with its number; and
// who served somebody last, from the journal.
import t from 'tap'
import { readCustomer } from '../../src/postgres/customers.ts'
import { ask } from '../../src/postgres/database.ts'
import { contactsErased } from '../../src/postgres/retention.ts'
import type { Answer } from '../../src/redis/orders.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { journal } from '../cdrs/table.ts'
import { officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'customers')
const { db, redis, keys, secrets } = house
const NUMBER = '+84901234567'
const contact = contactRef(secrets.contactKey, NUMBER)
const api = (method: string, path: string, body?: unknown) =>
  house.ask(method, path, body === undefined ? {} : { body })
const table = (text: string) =>
  house.ask('POST', '/api/v1/customers/import', { text, headers: { 'content-type': 'text/csv' } })
const encoded = encodeURIComponent(NUMBER)

t.test('one is written, read, changed and forgotten; his name is sealed', async t => {
  t.match(await api('GET', `/api/v1/customer?number=${encoded}`), {
    status: 404,
    body: { code: 'no-such-customer' },
  })
  const lan = { number: '0901 234 567', name: 'Nguyễn Thị Lan', segment: 'gold', vip: true }
  t.match(await api('PUT', '/api/v1/customer', lan), { status: 200, body: { number: NUMBER, vip: true } })
  t.match(await api('GET', '/api/v1/customer?number=0901234567'), {
    ...{ status: 200, body: { number: NUMBER, name: 'Nguyễn Thị Lan', segment: 'gold', vip: true } },
  })
  const [row] = await ask<{ name: string }>(db, 'select name from customers where contact = $1', [contact])
  t.notMatch(row?.name, /Lan/)
  t.match(await api('GET', '/api/v1/customers'), {
    body: { customers: [{ name: 'Nguyễn Thị Lan', number: NUMBER }] },
  })
  t.match(await api('PUT', '/api/v1/customer', { number: NUMBER }), { status: 200 })
  const bare = (await api('GET', `/api/v1/customer?number=${encoded}`)).body
  t.same(bare, { number: NUMBER, vip: false }, 'what is left out is forgotten')
  t.match(await api('DELETE', `/api/v1/customer?number=${encoded}`), { status: 204 })
  t.match(await api('DELETE', `/api/v1/customer?number=${encoded}`), { status: 404 })
  t.match(await api('PUT', '/api/v1/customer', { number: 'Lan' }), {
    status: 422,
    body: { code: 'no-number' },
  })
  t.match(await api('PUT', '/api/v1/customer', { number: NUMBER, segment: '<b>' }), { status: 400 })
})

t.test('a table goes in and out, whole or not at all', async t => {
  t.match(await table('number,name,vip\n0901234567,Lan,yes\n0907777777,=SUM(A1),no\n'), {
    status: 200,
    body: { customers: 2 },
  })
  const csv = (await api('GET', '/api/v1/customers.csv')).raw.toString()
  t.match(csv, /'\+84901234567,Lan,,yes/)
  t.match(csv, /'=SUM\(A1\)/, 'no spreadsheet calculates with it')
  t.match(await table(csv), { status: 200, body: { customers: 2 } }, 'as it went out')
  const wrong = await table('number,name,segment,vip\nLan,,,\n0901234567,A,<b>,maybe\n')
  t.match(wrong, {
    status: 422,
    body: { code: 'bad-table', errors: [{ line: 2 }, { line: 3 }, { line: 3 }] },
  })
  t.match(await table('phone\n1\n'), { status: 422 })
  t.match(await table('number\n"090'), { status: 422 })
})

t.test('who may: agents see none, supervisors look, managers change', async t => {
  const agent = await house.logIn('mai', 'agent')
  const supervisor = await house.logIn('sao', 'supervisor')
  const manager = await house.logIn('minh', 'manager')
  t.equal((await house.get('/api/v1/customers', agent)).status, 403)
  t.equal((await house.get('/api/v1/customers', supervisor)).status, 200)
  t.equal((await house.get('/api/v1/customers.csv', supervisor)).status, 403)
  t.equal((await house.get('/api/v1/customers.csv', manager)).status, 200)
  const deeds = await ask<{ action: string }>(db, `select action from audit where action like 'customers.%'`)
  t.ok(deeds.some(({ action }) => action === 'customers.export'))
})

t.test('the scribe remembers who talked to somebody last, and all of it goes with the number', async t => {
  const caller = '+84908888888'
  const ref = contactRef(secrets.contactKey, caller)
  await redis.hset(keys.contacts, ref, seal(secrets.sealKey, caller, ref))
  const records = journal(
    `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${ref} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:01 call QueueJoined queue=sales priority=0
12:00:02 call TalkStarted offer=o1 agent=ann leg=c2-agent-1 queue=sales
12:00:30 call TalkEnded agent=ann who=caller
12:00:30 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:00:30
`,
    'c2',
  )
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
  const known = () => readCustomer(db, secrets.sealKey, ref)
  await waitUntil(async () => (await known())?.lastAgent === 'ann', 10_000)
  t.match(await known(), { isKnown: false, vip: false }, 'nobody has written him down')
  t.match(await api('GET', `/api/v1/customer?number=${encodeURIComponent(caller)}`), { status: 404 })
  await contactsErased(db, [ref], { who: 'system', action: 'numbers.erase', object: 'numbers' })
  t.equal(await known(), undefined)
})

t.test('calling a number: who has a phone may ask; the number travels sealed', async t => {
  const orders: unknown[] = []
  let answer: Answer = { ok: true, details: { conversation: 'abcdefghijklmnop' } }
  house.switchboard(order => {
    orders.push(order)
    return answer
  })
  const ann = await house.logIn('ann', 'agent')
  const dial = (body: object, as?: typeof ann) => house.post('/api/v1/calls', body, as)
  t.match(await dial({ to: '0901234567' }, ann), { status: 200, body: { conversation: 'abcdefghijklmnop' } })
  t.match(orders, [{ type: 'dial', agent: 'ann', by: 'ann' }])
  t.notMatch(JSON.stringify(orders), /901234567/)
  t.match(await dial({ to: '0901234567', agent: 'binh' }, ann), {
    status: 403,
    body: { code: 'not-your-desk' },
  })
  t.match(await dial({ to: 'sip:x@y' }, ann), { status: 400 })
  t.match(await dial({ to: '0901234567' }), { status: 409, body: { code: 'no-desk' } })
  answer = {
    ok: false,
    status: 429,
    code: 'too-many-calls',
    sentence: 'This phone has dialled as often as it may for now.',
  }
  const vi = await house.ask('POST', '/api/v1/calls', {
    ...{ body: { to: '0901234567', agent: 'ann' }, headers: { 'accept-language': 'vi' } },
  })
  t.match(vi, { status: 429, body: { detail: 'Máy này đã gọi đủ số lần cho phép lúc này.' } })
})
