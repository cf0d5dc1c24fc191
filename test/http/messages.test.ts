// What a flow leaves behind, from the journal to the page: notes, messages in boxes, sendings; who may see which.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { ask } from '../../src/postgres/database.ts'
import { unwantedMessages } from '../../src/postgres/messages.ts'
import { trackStored, tracksToFetch } from '../../src/postgres/recordings.ts'
import { contactsErased } from '../../src/postgres/retention.ts'
import { wavHead } from '../../src/recordings/wav.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { journal } from '../cdrs/table.ts'
import { type LogIn, officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'messages')
const { db, redis, keys, get, post, secrets } = house
const contact = contactRef(secrets.contactKey, '+84901234567')
await redis.hset(keys.contacts, contact, seal(secrets.sealKey, '+84901234567', contact))
const sealed = (value: unknown) => JSON.stringify(seal(secrets.sealKey, JSON.stringify(value), contact))

const records = journal(
  `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${contact} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:01 call NoteTaken name=account value=${sealed('12345678')}
12:00:01 call NoteTaken name=vip value=${sealed(true)}
12:00:02 call SendingAsked send=nowhere with={"sealed":${sealed({ account: '12345678' })}}
12:00:03 call MessageStarted recording=c1-msg-1 box=sales
12:00:09 call RecordingEnded recording=c1-msg-1 durationMs=6000 outcome=done
12:00:12 call MessageDropped recording=c1-msg-1
12:00:12 call MessageStarted recording=c1-msg-2 box=sales
12:00:17 call RecordingEnded recording=c1-msg-2 durationMs=5000 outcome=done
12:00:18 call MessageStarted recording=c1-msg-3 box=support
12:00:18 call RecordingEnded recording=c1-msg-3 durationMs=700 outcome=done
12:00:19 call MessageStarted recording=c1-msg-4 box=support
12:00:29 call RecordingEnded recording=c1-msg-4 durationMs=9000 outcome=done
12:00:29 call MessageStarted recording=c1-msg-5 box=former
12:00:30 call RecordingEnded recording=c1-msg-5 durationMs=4000 outcome=done
`,
  'c1',
)
const end = journal(
  `12:00:30 call CallEnded ending={"result":"left","reason":"caller-hung-up","who":"caller"} endedAt=12:00:30`,
  'c1',
).map(record => ({ ...record, id: 'c1:99' }))
const write = async (some: typeof records) => {
  for (const record of some) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
}

const admin = await house.logIn('chief', 'admin')
const manager = await house.logIn('minh', 'manager')
const one = await house.logIn('lan', 'supervisor')
await house.ask('PATCH', '/api/v1/people/lan', { body: { supervises: ['sales'] } })
await ask(db, 'delete from queue_members')
const [anna = '', ben = ''] = house.config.team.agents.map(({ id }) => id)
await ask(db, 'insert into queue_members (agent, queue, rank) values ($1, $2, 1), ($3, $4, 1)', [
  ...[anna, 'sales', ben, 'support'],
])
const ours = await house.logIn(anna, 'agent')
const theirs = await house.logIn(ben, 'agent')

type Box = { name: string; removed?: true; new: number; total: number }
type Row = {
  recording: string
  callerShown?: string
  heardBy?: string
  note?: string
  deletedAt?: string
  ready: boolean
}
const boxes = async (as: LogIn) => (await get('/api/v1/boxes', as)).body as Box[]
const namesOf = async (as: LogIn) => (await boxes(as)).map(({ name }) => name)
const list = async (box: string, as: LogIn, state = '') =>
  ((await get(`/api/v1/boxes/${box}/messages${state && `?state=${state}`}`, as)).body as { messages: Row[] })
    .messages
const to = (method: string, as: LogIn) => (path: string, body?: unknown) =>
  house.say(`/api/v1${path}`, {
    method,
    headers: {
      ...{ origin: house.origin, cookie: as.cookie, 'x-csrf-token': as.csrf },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

t.test('as long as the call lasts its messages are its caller’s: nothing is fetched or shown', async t => {
  await write(records)
  t.ok(await waitUntil(async () => (await ask(db, 'select 1 from messages')).length === 5, 10_000))
  t.same(await tracksToFetch(db, 10), [])
  t.same(await unwantedMessages(db, 10), [])
  t.same(await list('sales', admin), [])
})

t.test('afterwards those that he kept are fetched, the others thrown away', async t => {
  await write(end)
  t.ok(await waitUntil(async () => (await ask(db, 'select 1 from conversations')).length === 1, 10_000))
  const fetched = (await tracksToFetch(db, 10)).map(({ recording }) => recording)
  t.same(fetched.sort(), ['c1-msg-2', 'c1-msg-4', 'c1-msg-5'])
  t.same((await unwantedMessages(db, 10)).map(({ recording }) => recording).sort(), ['c1-msg-1', 'c1-msg-3'])
  t.match(await list('sales', admin), [{ recording: 'c1-msg-2', ready: false, durationMs: 5_000 }])
  t.equal((await to('GET', admin)('/messages/c1-msg-2/sound')).status, 409, 'not here yet')
  t.equal((await to('GET', admin)('/messages/c1-msg-1/sound')).status, 404, 'taken back')
})

t.test('notes are in the record, unsealed there only; the journal keeps none of it', async t => {
  const { body } = await get('/api/v1/cdrs/c1', manager)
  t.match(body, {
    notes: [
      { name: 'account', value: '12345678' },
      { name: 'vip', value: true },
    ],
  })
  const rows = await ask<{ data: object }>(
    db,
    `select data from journal where type in ('NoteTaken', 'SendingAsked')`,
  )
  t.same(
    rows.map(({ data }) => data),
    [
      { type: 'NoteTaken', name: 'account', value: '' },
      { type: 'NoteTaken', name: 'vip', value: '' },
      { type: 'SendingAsked', send: 'nowhere', with: {} },
    ],
  )
})

t.test('each hears the boxes of his queues, and learns nothing of the others', async t => {
  t.same(await namesOf(admin), ['sales', 'support', 'former'])
  t.same(await namesOf(manager), ['sales', 'support', 'former'])
  t.same(await namesOf(one), ['sales'])
  t.same(await namesOf(ours), ['sales'])
  t.same(await namesOf(theirs), ['support'])
  t.equal((await get('/api/v1/boxes/support/messages', ours)).status, 404)
  t.equal((await get('/api/v1/messages/c1-msg-4/sound', ours)).status, 404)
  t.equal((await to('PATCH', one)('/messages/c1-msg-4', { heard: true })).status, 404)
  t.equal((await to('DELETE', ours)('/messages/c1-msg-4')).status, 404)
})

t.test(
  'a box that was taken out of the configuration is open to a manager as long as messages lie in it',
  async t => {
    t.match((await boxes(manager)).at(-1), { name: 'former', title: {}, removed: true, new: 1, total: 1 })
    t.notOk('removed' in (await boxes(manager))[0]!)
    t.match(await list('former', manager), [{ recording: 'c1-msg-5', callerShown: '0901 234 567' }])
    t.equal(
      (await to('GET', manager)('/messages/c1-msg-5/sound')).status,
      409,
      'not here yet, but his to hear',
    )
    for (const other of [one, ours, theirs]) {
      t.equal(
        (await get('/api/v1/boxes/former/messages', other)).status,
        404,
        'it belongs to no queue any more',
      )
      t.equal((await to('PATCH', other)('/messages/c1-msg-5', { heard: true })).status, 404)
    }
    t.equal((await to('PATCH', manager)('/messages/c1-msg-5', { heard: true })).status, 200)
    t.equal((await to('DELETE', manager)('/messages/c1-msg-5')).status, 200)
    t.match(
      (await boxes(manager)).at(-1),
      { name: 'former', total: 0 },
      'what is deleted may be brought back',
    )
    t.equal((await to('POST', manager)('/messages/c1-msg-5/restore')).status, 200)
    await ask(db, `update recordings set state = 'erased', path = null where recording = 'c1-msg-5'`)
    t.same(await namesOf(manager), ['sales', 'support'], 'the last message takes it along')
    t.equal((await get('/api/v1/boxes/former/messages', manager)).status, 404)
  },
)

t.test('a message is heard in parts, counted as new until then, noted, deleted and brought back', async t => {
  const rate = 8_000
  const sound = Buffer.concat([wavHead({ channels: 1, ratePerS: rate, dataBytes: rate }), Buffer.alloc(rate)])
  await mkdir(join(house.home, 'recordings/2026'), { recursive: true })
  await writeFile(join(house.home, 'recordings/2026/m.wav'), sound)
  await trackStored(db, 'c1-msg-2', {
    path: '2026/m.wav',
    sha256: 'x',
    bytes: sound.length,
    durationMs: 5_000,
  })
  t.match(await boxes(ours), [{ name: 'sales', new: 1, total: 1 }])
  t.match(await list('sales', ours, 'new'), [{ callerShown: '0901 234 567', ready: true }])
  const { cookie } = ours
  const part = await house.say('/api/v1/messages/c1-msg-2/sound', {
    headers: { cookie, range: 'bytes=44-143' },
  })
  t.equal(part.status, 206)
  t.equal(part.raw.length, 100)
  const audit = await ask<{ person: string; action: string }>(
    db,
    `select person, action from audit where object = 'c1-msg-2'`,
  )
  t.same(audit, [{ person: anna, action: 'messages.listen' }])

  t.equal(
    (await to('PATCH', ours)('/messages/c1-msg-2', { heard: true, note: 'wants a call at 3' })).status,
    200,
  )
  t.match(await boxes(ours), [{ new: 0, total: 1 }])
  t.match(await list('sales', one, 'heard'), [{ heardBy: anna, note: 'wants a call at 3' }])
  const [row] = await ask<{ note: string }>(db, `select note from messages where recording = 'c1-msg-2'`)
  t.notMatch(row?.note, /call/, 'what people write of callers is sealed')
  await to('PATCH', ours)('/messages/c1-msg-2', { heard: false, note: '' })
  t.match(await boxes(ours), [{ new: 1 }])
  t.notOk((await list('sales', ours))[0]?.note)

  t.equal((await to('DELETE', ours)('/messages/c1-msg-2')).status, 200)
  t.same(await list('sales', ours), [])
  t.match(await boxes(ours), [{ new: 0, total: 0 }])
  t.equal((await list('sales', ours, 'deleted')).length, 1)
  t.equal((await to('POST', ours)('/messages/c1-msg-2/restore')).status, 200)
  t.equal((await list('sales', ours)).length, 1)
})

t.test('what could not be sent is seen, and tried again by a manager', async t => {
  t.ok(
    await waitUntil(
      async () => (await ask(db, `select 1 from sendings where failure is not null`)).length === 1,
      10_000,
    ),
  )
  const { body } = await get('/api/v1/sendings?troubled=true', manager)
  const [sending] = (body as { sendings: { id: string }[] }).sendings
  t.match(body, {
    waiting: 1,
    failed: 0,
    sendings: [{ send: 'nowhere', failure: 'no-such-send', conversation: 'c1' }],
  })
  t.notMatch(JSON.stringify(body), /12345678/)
  t.equal((await get('/api/v1/sendings', one)).status, 403)
  t.equal((await post(`/api/v1/sendings/${sending?.id}/retry`, undefined, manager)).status, 200)
  t.equal((await post('/api/v1/sendings/nobody:1/retry', undefined, manager)).status, 404)
})

t.test('when a caller is forgotten, so is what was written down of him', async t => {
  const connection = await db.connect()
  await contactsErased(connection, [contact], { who: 'retention', action: 'numbers.erase', object: 'today' })
  connection.release()
  const { body } = await get('/api/v1/cdrs/c1', manager)
  t.same(
    (body as { notes: object[] }).notes.map(note => Object.keys(note).sort()),
    [
      ['at', 'name'],
      ['at', 'name'],
    ],
  )
  t.same(await ask(db, 'select sealed from sendings'), [{ sealed: '' }])
  t.notOk((await list('sales', ours))[0]?.callerShown)
})
