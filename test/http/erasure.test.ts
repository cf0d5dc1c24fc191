// Erasing one number: what there is, what stands in the way, and that nothing of it is left anywhere; and the night's
// retention beside it. D06 of the acceptance.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import { retention } from '../../src/office/jobs/retention.ts'
import { ask } from '../../src/postgres/database.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { journal } from '../cdrs/table.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { proves } from '../support/proves.ts'
import { eventually } from '../support/stores.ts'

t.setTimeout(120_000)
const house = await frontDeskFor(t)
const { db, redis, keys, secrets, home } = house
const NUMBER = '+84938471265'
const OTHER = '+84907777777'
const [contact, other] = [contactRef(secrets.contactKey, NUMBER), contactRef(secrets.contactKey, OTHER)]
const post = (path: string, number = '0938 471 265') =>
  house.ask('POST', `/api/v1/erasures${path}`, { body: { number } })

async function happened(id: string, of: string, more = ''): Promise<void> {
  const records = journal(
    `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${of} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call QueueJoined queue=sales priority=0
12:00:01 call Offered offer=o1 agent=ann phone=p ringMs=1 wrapUpMs=0
12:00:01 call AgentRinging offer=o1 agent=ann leg=out
12:00:03 call TalkStarted offer=o1 agent=ann leg=out queue=sales
${more}
12:00:09 call TalkEnded agent=ann who=caller
12:00:09 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:00:09
`,
    id,
  )
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
}

async function sound(recording: string, conversation: string, party: string): Promise<string> {
  const path = `2026/03/02/${recording}.wav`
  await mkdir(dirname(join(home, 'recordings', path)), { recursive: true })
  await writeFile(join(home, 'recordings', path), 'sound')
  await ask(
    db,
    `insert into recordings (recording, conversation, party, agent, started_at, duration_ms, state, path, sha256, bytes)
     values ($1, $2, $3, 'ann', '2026-03-02T12:00:03Z', 6000, 'stored', $4, 'hash', 5)`,
    [recording, conversation, party, path],
  )
  return join(home, 'recordings', path)
}

/** Everything that PostgreSQL holds, as text. */
async function wholeDatabase(): Promise<string> {
  const tables = await ask<{ name: string }>(
    db,
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) =>
      ask<{ text: string | null }>(db, `select string_agg(t::text, '\n') as text from ${name} as t`),
    ),
  )
  return texts.flatMap(rows => rows.map(({ text }) => text ?? '')).join('\n')
}

async function wholeRedis(): Promise<string> {
  const texts: string[] = []
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key)
    if (type === 'hash') texts.push(JSON.stringify(await redis.hgetall(key)))
    else if (type === 'stream') texts.push(JSON.stringify(await redis.xrange(key, '-', '+')))
    else if (type === 'string') texts.push((await redis.get(key)) ?? '')
  }
  return texts.join('\n')
}

/** Every file of the state folder. */
async function wholeHome(): Promise<string> {
  const files = await readdir(home, { recursive: true, withFileTypes: true })
  const texts = files
    .filter(one => one.isFile())
    .map(one => readFile(join(one.parentPath, one.name), 'latin1'))
  return (await Promise.all(texts)).join('\n')
}

const files = { voice: '', message: '', others: '' }

t.test('what is kept of a number is counted before anything happens', async t => {
  await redis.hset(keys.contacts, contact, seal(secrets.sealKey, NUMBER, contact))
  await redis.hset(keys.contacts, other, seal(secrets.sealKey, OTHER, other))
  await happened('his', contact)
  await happened('his-too', contact)
  await happened('others', other, `12:00:05 call ForwardingStarted contact=${contact}`)
  await eventually(
    t,
    'all three are on record',
    async () => (await ask(db, 'select from conversations')).length === 3,
  )
  files.voice = await sound('voice', 'his', 'caller')
  files.message = await sound('message', 'his-too', 'message')
  files.others = await sound('theirs', 'others', 'caller')
  await ask(
    db,
    `insert into messages (recording, conversation, box, at, note) values ('message', 'his-too', 'sales', now(), 'call Lan')`,
  )
  await ask(
    db,
    `insert into conversation_notes (id, conversation, at, name, sealed) values ('n', 'his', now(), 'card', $1)`,
    [seal(secrets.sealKey, '"1234"', contact)],
  )
  await ask(
    db,
    `insert into sendings (id, conversation, contact, send, asked_at, sealed) values ('s', 'his', $1, 'crm', now(), 'sealed')`,
    [contact],
  )
  await ask(
    db,
    `insert into follow_ups (conversation, contact, queue, at, due_at, open_since, note)
     values ('his', $1, 'sales', now(), now(), now(), 'sealed')`,
    [contact],
  )
  await ask(db, `insert into journal_rejects (entry, error, json) values ('1-1', 'broken', $1)`, [contact])
  await house.ask('PUT', '/api/v1/customer', { body: { number: NUMBER, name: 'Nguyễn Thị Lan', vip: true } })
  await mkdir(join(home, 'cache/mixes'), { recursive: true })
  await writeFile(join(home, 'cache/mixes/mixed.wav'), 'sound')
  t.match(await post('/preview'), {
    status: 200,
    body: {
      ...{ conversations: 2, recordings: 1, messages: 1, notes: 1, followUps: 1, sendings: 1 },
      ...{ customer: true, held: 0, obstacle: undefined },
    },
  })
  t.match(await post('/preview', 'Lan'), { status: 422, body: { code: 'no-number' } })
  t.match(await post('', '0909 999 999'), { status: 404, body: { code: 'unknown-number' } })
})

t.test('a legal hold, a live call, and records on their way stop it, each with a sentence', async t => {
  const refused = async (code: string) => {
    t.match((await post('/preview')).body, { obstacle: code })
    t.match(await post(''), { status: 409, body: { code } })
    t.ok(existsSync(files.voice) && existsSync(files.message), 'everything is there')
  }
  const hold = (held: boolean) =>
    house.ask('PUT', '/api/v1/cdrs/his/hold', { body: { held, reason: 'complaint 17' } })
  await hold(true)
  await refused('legal-hold')
  await hold(false)
  await redis.hset(keys.calls, 'live', JSON.stringify({ v: 1, id: 'live', contact }))
  await refused('on-the-line')
  await redis.hdel(keys.calls, 'live')
  await mkdir(join(home, 'spill'), { recursive: true })
  await writeFile(join(home, 'spill/journal.jsonl'), `{"events":["${contact}"]}\n`)
  await refused('not-on-record-yet')
  await writeFile(join(home, 'spill/journal.jsonl'), '')
  await ask(
    db,
    `update recordings set state = 'in-asterisk', try_after = now() + interval '1 hour' where recording = 'voice'`,
  )
  await refused('not-on-record-yet')
  await ask(db, `update recordings set state = 'stored' where recording = 'voice'`)
})

t.test('after the order nothing of the number is left, and the calls are there without it', async t => {
  const before = (await house.ask('GET', '/api/v1/cdrs/his')).body as { segments: unknown[] }
  t.match(await post(''), {
    status: 200,
    body: { conversations: 2, recordings: 1, messages: 1, customer: true },
  })
  t.same([existsSync(files.voice), existsSync(files.message), existsSync(files.others)], [false, false, true])
  t.notOk(existsSync(join(home, 'cache/mixes/mixed.wav')))
  for (const [where, text] of [
    ['PostgreSQL', await wholeDatabase()],
    ['Redis', await wholeRedis()],
    ['the state folder', await wholeHome()],
  ] as const)
    for (const word of [contact, NUMBER, NUMBER.slice(1), '0938471265', 'Nguyễn Thị Lan'])
      t.notOk(text.includes(word), `${where} holds no ${word === contact ? 'reference of it' : word}`)
  const after = (await house.ask('GET', '/api/v1/cdrs/his')).body as { segments: unknown[] }
  t.same(after.segments, before.segments)
  t.match(after, { conversation: 'his', queue: 'sales', ending: { result: 'answered' } })
  t.equal(JSON.stringify(after).includes('+84'), false)
  t.match((await house.ask('GET', '/api/v1/cdrs?number=0938471265')).body, { cdrs: [] })
  t.match((await house.ask('GET', '/api/v1/cdrs?number=0907777777')).body, {
    cdrs: [{ conversation: 'others' }],
  })
  t.equal((await ask(db, `select from journal where conversation = 'his'`)).length, 7, 'no record is missing')
  t.equal((await house.ask('GET', '/api/v1/recordings/voice')).status, 404)
  const [deed] = await ask(db, `select person, object, details from audit where action = 'numbers.erase-one'`)
  t.match(deed, { person: 'api', object: /^[a-z2-7]{20}$/, details: { conversations: 2, recordings: 1 } })
  t.match(await post(''), { status: 404 }, 'again: there is nothing')
})

t.test(
  'retention of a day: the file and the row of the day before are gone, but for the held one',
  async t => {
    const day = 86_400_000
    const calls = ['aged', 'held', 'young']
    for (const [n, id] of calls.entries()) {
      await happened(id, other)
      await eventually(
        t,
        `${id} is on record`,
        async () => (await ask(db, 'select from conversations where conversation = $1', [id])).length === 1,
      )
      const at = new Date(Date.now() - (id === 'young' ? 0 : 2 * day) - n)
      await ask(
        db,
        'update conversations set arrived_at = $2, ended_at = $2, legal_hold = $3 where conversation = $1',
        [...[id, at, id === 'held']],
      )
    }
    const sounds = await Promise.all(calls.map(id => sound(`${id}-voice`, id, 'caller')))
    for (const id of calls)
      await ask(
        db,
        `update recordings as r set started_at = c.arrived_at from conversations as c
      where c.conversation = r.conversation and r.conversation = $1`,
        [id],
      )
    const forgotten: string[] = []
    const job = retention({
      recordings: join(home, 'recordings'),
      forget: async names => void forgotten.push(...names),
      callers: async () => [],
    })
    const connection = await db.connect()
    const config = { ...house.config, recording: { ...house.config.recording, keepMs: day } }
    await job.run({ day: '2026-03-03', config, db: connection, signal: new AbortController().signal })
    connection.release()
    t.same(
      sounds.map(one => existsSync(one)),
      [false, true, true],
    )
    const states = await ask<{ state: string; path: string | null }>(
      db,
      `select state, path is null as path from recordings where recording like '%-voice' order by recording`,
    )
    t.same(
      states.map(({ state, path }) => [state, path]),
      [
        ['erased', true],
        ['stored', false],
        ['stored', false],
      ],
    )
    t.ok(forgotten.includes('aged-voice'))
    t.match(await ask(db, `select details from audit where action = 'recordings.erase'`), [
      { details: { recordings: Array } },
    ])
    proves(
      t,
      'D06',
      'a recording of two days ago gone with keep: 1d, the held one there; of an erased number nothing is left in PostgreSQL, Redis and the state folder',
    )
  },
)
