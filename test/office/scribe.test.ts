import t, { type Test } from 'tap'
import { startScribe } from '../../src/office/scribe.ts'
import { findCdrs, readCdr } from '../../src/postgres/cdrs.ts'
import { eraseContact, readNumbers } from '../../src/postgres/contacts.ts'
import { ask, type Database, openDatabase } from '../../src/postgres/database.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { type Keys, keys as keysOf } from '../../src/redis/keys.ts'
import { seal } from '../../src/secrets/sealing.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { journal, time } from '../cdrs/table.ts'
import { emptyDatabase, eventually, postgresFor, quiet, redisFor } from '../support/stores.ts'

const sealKey = Buffer.alloc(32, 7)
const postgres = await postgresFor(t)
const store = await redisFor(t)
const { redis, url: redisUrl } = store
let houses = 0

/** An empty database, a stream of its own, and a way to start scribes on them. */
async function newHouse(t: Test) {
  const databaseUrl = await emptyDatabase(postgres.url)
  await migrate(databaseUrl, quiet)
  const db = openDatabase(databaseUrl, quiet)
  const keys = keysOf(`test-${++houses}:`)
  t.teardown(() => db.end())
  const scribe = () => {
    const started = startScribe({ redisUrl, keys, db, sealKey, log: quiet })
    t.teardown(() => started.stop())
    return started
  }
  return { db, keys, scribe, databaseUrl }
}

async function write(keys: Keys, records: readonly (JournalRecord | string)[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const record of records) {
    pipeline.xadd(keys.journal, '*', 'e', typeof record === 'string' ? record : JSON.stringify(record))
  }
  await pipeline.exec()
}

const isDrained = (keys: Keys) => async () => (await redis.xlen(keys.journal)) === 0
const count = async (db: Database, table: string) =>
  (await ask<{ n: number }>(db, `select count(*)::integer as n from ${table}`))[0]?.n

const call = `
12:00:00.100 call  CallArrived leg=in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00.000
12:00:00.100 call  SectionEntered flow=main section=start
12:00:05.000 call  KeyTaken section=start digit="1"
12:00:05.000 call  QueueJoined queue=sales priority=5
12:00:07.000 floor CallOffered offer=o1 agents=["ann"] mode=one why={"strategy":"round-robin","queue":"sales","position":1,"waitedMs":2000,"free":["ann"],"excluded":[]}
12:00:07.000 floor AgentStateChanged agent=ann from=ready to=offered
12:00:07.010 call  Offered offer=o1 agent=ann phone=ann ringMs=15000 wrapUpMs=10000
12:00:07.010 call  AgentRinging offer=o1 agent=ann leg=a
12:00:10.000 call  TalkStarted offer=o1 agent=ann leg=a queue=sales
12:00:10.000 call  RecordingStarted recording=rec-1 party=caller agent=ann
12:00:10.010 floor AgentStateChanged agent=ann from=offered to=busy
12:01:10.000 call  TalkEnded agent=ann who=caller
12:01:10.000 call  CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:10.000
12:01:10.100 floor AgentStateChanged agent=ann from=busy to=wrap-up
12:01:10.300 call  RecordingEnded recording=rec-1 durationMs=60000 outcome=done
12:01:20.100 floor AgentStateChanged agent=ann from=wrap-up to=ready
`

/** The call's records, with ids of its own on the floor too. */
function callOf(conversation: string): JournalRecord[] {
  return journal(call.replaceAll('rec-1', `${conversation}-rec-1`), conversation).map(record => ({
    ...record,
    id: record.id.replace('floor:', `floor-${conversation}:`),
  }))
}

t.test('what the switchboard wrote becomes a record, and the stream is empty again', async t => {
  const { db, keys, scribe } = await newHouse(t)
  await redis.hset(keys.contacts, 'abc', seal(sealKey, '+84901234567', 'abc'))
  scribe()
  await write(keys, callOf('c1'))
  await eventually(t, 'the stream is drained', isDrained(keys))
  const cdr = await readCdr(db, 'c1')
  t.match(cdr, {
    conversation: 'c1',
    hotline: 'main',
    queue: 'sales',
    agent: 'ann',
    arrivedAt: time('12:00:00.000'),
    queuedAt: time('12:00:05.000'),
    answeredAt: time('12:00:10.000'),
    endedAt: time('12:01:10.000'),
    waitMs: 5_000,
    ringMs: 2_990,
    talkMs: 60_000,
    wrapUpMs: 10_000,
    ending: { result: 'answered', reason: 'caller-hung-up', who: 'caller' },
    keys: [{ section: 'start', digit: '1', at: time('12:00:05.000') }],
    offers: [{ offer: 'o1', agent: 'ann', cause: 'answered', why: { free: ['ann'] } }],
    recordings: [{ recording: 'c1-rec-1', party: 'caller', durationMs: 60_000, state: 'in-asterisk' }],
  })
  t.same(
    cdr?.segments.map(segment => segment.kind),
    ['ivr', 'waiting', 'ringing', 'talking', 'wrap-up'],
  )
  const states = await ask(db, 'select state, conversation from agent_states order by from_at, seq')
  t.same(states, [
    { state: 'offered', conversation: 'c1' },
    { state: 'busy', conversation: 'c1' },
    { state: 'wrap-up', conversation: 'c1' },
    { state: 'ready', conversation: null },
  ])
})

t.test('the caller’s number is kept sealed, leaves Redis, and can be forgotten', async t => {
  const { db, keys, scribe } = await newHouse(t)
  await redis.hset(keys.contacts, 'abc', seal(sealKey, '+84901234567', 'abc'))
  scribe()
  await write(keys, callOf('c1'))
  await eventually(t, 'drained', isDrained(keys))
  t.equal(await redis.hlen(keys.contacts), 0)
  t.same(await readNumbers(db, sealKey, ['abc', 'unknown']), new Map([['abc', '+84901234567']]))
  t.same(await readNumbers(db, Buffer.alloc(32, 8), ['abc']), new Map(), 'not with another key')
  await eraseContact(db, 'abc')
  t.same(await readNumbers(db, sealKey, ['abc']), new Map())
  await redis.hset(keys.contacts, 'abc', seal(sealKey, '+84901234567', 'abc'))
  await write(keys, callOf('c2'))
  await eventually(t, 'he calls again', async () => (await readNumbers(db, sealKey, ['abc'])).size === 1)
})

t.test(
  'wrap-up that ends long after the call, and after a restart of the scribe, gives a new revision',
  async t => {
    const { db, keys, scribe } = await newHouse(t)
    const records = callOf('c1')
    const first = scribe()
    await write(keys, records.slice(0, -3))
    await eventually(t, 'the call is stored', async () => (await readCdr(db, 'c1')) !== undefined)
    await eventually(t, 'the stream is trimmed', isDrained(keys))
    t.match(await readCdr(db, 'c1'), { revision: 1, wrapUpMs: 0, recordings: [{ state: 'expected' }] })
    await first.stop()
    scribe()
    await write(keys, records.slice(-3))
    await eventually(t, 'the wrap-up is in', async () => (await readCdr(db, 'c1'))?.wrapUpMs === 10_000)
    t.match(await readCdr(db, 'c1'), { revision: 2, recordings: [{ state: 'in-asterisk' }] })
  },
)

t.test('records that come twice, or mixed, change nothing', async t => {
  const { db, keys, scribe } = await newHouse(t)
  scribe()
  await write(keys, callOf('c1'))
  await eventually(t, 'drained', isDrained(keys))
  const before = await readCdr(db, 'c1')
  const journaled = await count(db, 'journal')
  await write(keys, callOf('c1').reverse())
  await eventually(t, 'drained again', isDrained(keys))
  t.same({ ...(await readCdr(db, 'c1')), revision: 1 }, { ...before, revision: 1 })
  t.equal(await count(db, 'journal'), journaled)
})

t.test('a poisoned record is set aside, and all others are stored', async t => {
  const { db, keys, scribe } = await newHouse(t)
  const poison = [
    'not json',
    '[]',
    '{"v":1}',
    '{"id":"x:1","v":99,"at":1,"event":{"type":"A"}}',
    '{"id":"x:2","v":1,"at":1,"event":{"type":"A","t":"\\u0000"}}',
    '{"id":"x:3","v":1,"at":1,"event":{"type":"A","t":"\\ud800"}}',
    '{"id":"x:4","v":1,"at":1e300,"event":{"type":"A"}}',
    '{"id":"x:5","v":1,"at":1,"conversation":"x","event":{"type":"RecordingStarted","recording":"r"}}',
  ]
  scribe()
  const [one, two] = [callOf('c1'), callOf('c2')]
  await write(keys, [...one.slice(0, 5), ...poison, ...one.slice(5), ...two])
  await eventually(t, 'drained', isDrained(keys))
  for (const conversation of ['c1', 'c2']) {
    t.match(await readCdr(db, conversation), { talkMs: 60_000, wrapUpMs: 10_000 }, conversation)
  }
  const rejects = await ask<{ json: string }>(db, 'select json from journal_rejects order by entry')
  t.same(new Set(rejects.map(({ json }) => json)), new Set(poison))
})

t.test('a conversation whose journal makes no sense leaves the others their records', async t => {
  const { db, keys, scribe } = await newHouse(t)
  scribe()
  const strange = callOf('c1').map(record =>
    record.event.type === 'CallOffered' ? { ...record, event: { ...record.event, agents: 7 } } : record,
  ) as unknown as JournalRecord[]
  await write(keys, [...strange, ...callOf('c2')])
  await eventually(t, 'drained', isDrained(keys))
  t.equal(await readCdr(db, 'c1'), undefined)
  t.match(await readCdr(db, 'c2'), { talkMs: 60_000 })
  t.match(await ask(db, 'select entry from journal_rejects'), [{ entry: 'fold:c1' }])
})

t.test('CDRs are found by time, caller, queue, agent and result, page by page', async t => {
  const { db, keys, scribe } = await newHouse(t)
  scribe()
  await write(
    keys,
    ['c1', 'c2', 'c3', 'c4', 'c5'].flatMap(name => callOf(name)),
  )
  await eventually(t, 'five CDRs', async () => (await count(db, 'conversations')) === 5)
  const found = async (question: object) =>
    (await findCdrs(db, { limit: 10, ...question })).map(cdr => cdr.conversation)
  t.same(await found({}), ['c5', 'c4', 'c3', 'c2', 'c1'])
  t.same(await found({ limit: 2 }), ['c5', 'c4'])
  const before = { arrivedAt: time('12:00:00.000'), conversation: 'c4' }
  t.same(await found({ limit: 2, before }), ['c3', 'c2'])
  t.same(await found({ from: time('12:00:00.000'), to: time('12:00:00.001') }), [
    'c5',
    'c4',
    'c3',
    'c2',
    'c1',
  ])
  t.same(await found({ to: time('12:00:00.000') }), [])
  t.same(await found({ contact: 'other' }), [])
  t.same(await found({ contact: 'abc', queue: 'sales', agent: 'ann', result: 'answered', limit: 1 }), ['c5'])
})

t.test('a large journal is stored quickly', async t => {
  const { db, keys, scribe } = await newHouse(t)
  const calls = 2_000
  await write(keys, Array.from({ length: calls }, (_, i) => callOf(`c${i}`)).flat())
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  scribe()
  await eventually(t, 'drained', isDrained(keys), 60_000)
  const seconds = (performance.now() - startedAt) / 1000
  const used = process.cpuUsage(cpu)
  const cpuMs = (used.user + used.system) / 1000
  t.equal(await count(db, 'conversations'), calls)
  t.comment(`${Math.round(calls / seconds)} calls/s, ${(cpuMs / calls).toFixed(3)} ms CPU a call of ours`)
})

/** Whether each of so many calls has its whole record, and the journal each of its records once. */
async function isWhole(t: Test, db: Database, calls: number): Promise<void> {
  const [found] = await ask(
    db,
    `select count(*)::integer as calls, min(talk_ms) as talked, min(wrap_up_ms) as wrapped,
       (select count(*)::integer from journal where id not like 'x:%') as journaled,
       (select count(*)::integer from segments) as segments,
       (select count(*)::integer from offers) as offers,
       (select count(*)::integer from encounters) as encounters,
       (select count(*)::integer from recordings where state = 'in-asterisk') as tracks
     from conversations`,
  )
  const expected = { calls, talked: 60_000, wrapped: 10_000, journaled: callOf('c').length * calls }
  t.same(found, { ...expected, segments: 5 * calls, offers: calls, encounters: calls, tracks: calls })
}

t.test(
  'a backlog is stored whole, with records that come twice or can’t be stored amid its batches',
  async t => {
    const { db, keys, scribe } = await newHouse(t)
    const calls = 1_200
    const records = Array.from({ length: calls }, (_, i) => callOf(`c${i}`)).flat()
    const poison =
      '{"id":"x:1","v":1,"at":1,"conversation":"x","event":{"type":"RecordingStarted","recording":"r"}}'
    const strange = '{"event":{"type":"A"},"id":"x:2","v":1,"at":1}'
    const [one, two, three] = [records.slice(0, 5_000), records.slice(5_000, 13_000), records.slice(13_000)]
    await write(keys, [...one, strange, ...two, ...records.slice(4_990, 5_010), poison, ...three])
    scribe()
    await eventually(t, 'drained', isDrained(keys), 60_000)
    await isWhole(t, db, calls)
    t.equal(
      await count(db, 'journal'),
      records.length + 1,
      'a record whose event stands elsewhere is kept too',
    )
    t.match(await ask(db, 'select json from journal_rejects'), [{ json: poison }])
  },
)

t.test('PostgreSQL goes away amid a backlog, and nothing is lost or stored twice', async t => {
  const { db, keys, scribe } = await newHouse(t)
  const calls = 1_200
  await write(keys, Array.from({ length: calls }, (_, i) => callOf(`c${i}`)).flat())
  const length = await redis.xlen(keys.journal)
  scribe()
  await eventually(t, 'it has begun', async () => (await redis.xlen(keys.journal)) < length, 20_000)
  await postgres.stop()
  await postgres.start()
  await eventually(t, 'drained after its return', isDrained(keys), 60_000)
  await isWhole(t, db, calls)
})

t.test('a scribe that is stopped amid a backlog leaves the rest to the next one', async t => {
  const { db, keys, scribe } = await newHouse(t)
  const calls = 1_200
  await write(keys, Array.from({ length: calls }, (_, i) => callOf(`c${i}`)).flat())
  const length = await redis.xlen(keys.journal)
  const first = scribe()
  await eventually(t, 'it has begun', async () => (await redis.xlen(keys.journal)) < length, 20_000)
  await first.stop()
  scribe()
  await eventually(t, 'drained', isDrained(keys), 60_000)
  await isWhole(t, db, calls)
})

t.test('while PostgreSQL is away the journal waits, and nothing is lost', async t => {
  const { db, keys, scribe } = await newHouse(t)
  scribe()
  await write(keys, callOf('c1'))
  await eventually(t, 'drained', isDrained(keys))
  await postgres.stop()
  await write(keys, callOf('c2'))
  await t.rejects(readCdr(db, 'c1'), { code: 'database-away' })
  t.ok((await redis.xlen(keys.journal)) > 0, 'the stream keeps it')
  await postgres.start()
  await eventually(t, 'drained after its return', isDrained(keys), 20_000)
  t.match(await readCdr(db, 'c2'), { talkMs: 60_000, wrapUpMs: 10_000 })
})

t.test('when Redis was away the scribe goes on by itself', async t => {
  const { db, keys, scribe } = await newHouse(t)
  scribe()
  await write(keys, callOf('c1'))
  await eventually(t, 'drained', isDrained(keys))
  await store.stop()
  await store.start()
  await write(keys, callOf('c2'))
  await eventually(t, 'the next call is stored', async () => (await readCdr(db, 'c2'))?.wrapUpMs === 10_000)
})
