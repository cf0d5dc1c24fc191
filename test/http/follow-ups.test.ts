// Who gave up waiting becomes somebody to be called back: written with the record, closed by a later talk, taken and
// finished by people, each as far as he sees; and gone with the number.
import t from 'tap'
import { showFollowUps } from '../../src/cli/follow-up-command.ts'
import { storeBatch } from '../../src/office/batch.ts'
import { Conversations } from '../../src/office/conversations.ts'
import { unpack } from '../../src/office/haul.ts'
import { storeContacts } from '../../src/postgres/contacts.ts'
import { ask } from '../../src/postgres/database.ts'
import { contactsErased } from '../../src/postgres/retention.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { journal, time } from '../cdrs/table.ts'
import { type LogIn, officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'follow-ups')
const { db, secrets, get, post } = house
const HOUR = 3_600_000
const now = Date.now()

type Item = {
  id: string
  queue: string
  callerShown?: string
  times: number
  lastAt: string
  dueAt: string
  state: 'open' | 'overdue' | 'done'
  takenBy?: { id: string; name?: string }
  closedAt?: string
  closedBy?: { id: string; name?: string }
  closedCall?: string
  note?: string
}

/** A call of this contact, over at `endedAt`; `talk`: somebody talked to him. */
type Told = {
  contact?: string
  queue?: string
  kind?: string
  endedAt: number
  talk?: boolean
  out?: boolean
}

function callOf(
  conversation: string,
  { contact = 'lan', queue = 'sales', kind = 'national', ...rest }: Told,
) {
  const { endedAt, talk = false, out = false } = rest
  const plan = out ? ` out=${JSON.stringify({ phone: 'ann', agent: 'ann', queue, wrapUpMs: 0 })}` : ''
  const result = talk ? 'answered' : 'abandoned'
  const records = journal(
    `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${contact} numberKind=${kind} flow=main version=v1 language=vi arrivedAt=12:00:00${plan}
${out ? '' : `12:00:01 call QueueJoined queue=${queue} priority=0`}
${talk ? `12:00:05 call TalkStarted offer=o1 agent=ann leg=a queue=${queue}\n12:00:30 call TalkEnded agent=ann who=caller` : ''}
12:00:30 call CallEnded ending={"result":"${result}","reason":"caller-hung-up","who":"caller"} endedAt=12:00:30
`,
    conversation,
  )
  return records.map(record => shifted(record, endedAt - time('12:00:30')))
}

function shifted(record: JournalRecord, byMs: number): JournalRecord {
  const { event } = record
  const moved =
    event.type === 'CallArrived'
      ? { ...event, arrivedAt: event.arrivedAt + byMs }
      : event.type === 'CallEnded'
        ? { ...event, endedAt: event.endedAt + byMs }
        : event
  return { ...record, at: record.at + byMs, event: moved }
}

const minds = new Conversations()
let entries = 0

/** As the scribe does it. @param within hours for each queue */
async function store(
  records: readonly JournalRecord[],
  within: (queue: string) => number | undefined = () => 4,
) {
  const { reads } = unpack(records.map(record => ({ entry: `${++entries}-1`, json: JSON.stringify(record) })))
  const followUp = (queue: string) => {
    const hours = within(queue)
    return hours === undefined ? undefined : hours * HOUR
  }
  const batch = { stream: 's', entries: reads, numbers: new Map(), sealKey: secrets.sealKey, followUp }
  await storeBatch(db, batch, minds)
}

async function fresh() {
  await ask(db, 'truncate follow_ups, conversations, journal, segments, offers, encounters, customers')
  const numbers = Object.entries({ lan: '+84901234567', minh: '+84907654321', hoa: '+84281234567' })
  await storeContacts(db, secrets.sealKey, new Map(numbers))
}

async function items(query = '', as?: LogIn): Promise<Item[]> {
  const said = await get(`/api/v1/follow-ups${query}`, as)
  if (said.status !== 200) throw new Error(JSON.stringify(said.body))
  return (said.body as { followUps: Item[] }).followUps
}

t.test(
  'whom we promised a call and did not reach is a follow-up; whom a supervisor took off is not',
  async t => {
    await fresh()
    const promised = (conversation: string, contact: string, reason: string, who: string) =>
      journal(
        `
12:00:00 call CallArrived leg=out hotline=main via=callback contact=${contact} numberKind=national flow=*outbound version=v1 language=vi arrivedAt=12:00:00 callback={"of":"c0","queue":"sales","priority":0,"since":1}
12:30:00 call CallEnded ending={"result":"unanswered","reason":"${reason}","who":"${who}"} endedAt=12:30:00
`,
        conversation,
      )
    await store([
      ...promised('b1', 'lan', 'no-answer', 'callee'),
      ...promised('b2', 'minh', 'hung-up-by-supervisor', 'supervisor'),
    ])
    t.match(await items(), [{ id: 'b1', queue: 'sales', times: 1 }])
    t.equal((await items()).length, 1)
  },
)

t.test(
  'who gives up is to be called back within the time of his queue; several times are one thing to do',
  async t => {
    await fresh()
    await store([
      ...callOf('c1', { endedAt: now - 3 * HOUR }),
      ...callOf('c2', { endedAt: now - HOUR }),
      ...callOf('c3', { endedAt: now - 2 * HOUR, queue: 'support' }),
      ...callOf('c4', { endedAt: now - 5 * HOUR, contact: 'minh' }),
    ])
    const found = await items()
    t.match(found, [
      { id: 'c4', state: 'overdue', times: 1, callerShown: '0907 654 321' },
      { id: 'c1', state: 'open', times: 2, queue: 'sales', callerShown: '0901 234 567' },
      { id: 'c3', state: 'open', times: 1, queue: 'support' },
    ])
    const [, first] = found
    t.equal(first?.dueAt, new Date(now + HOUR).toISOString(), 'counted from the first time')
    t.equal(first?.lastAt, new Date(now - HOUR).toISOString())
    t.match(await items('?state=overdue'), [{ id: 'c4' }])
    t.match(await items('?queue=support'), [{ id: 'c3' }])
    t.match((await get('/api/v1/follow-ups/counts')).body, {
      ...{ open: 3, overdue: 1 },
      queues: [
        { queue: 'sales', open: 2, overdue: 1 },
        { queue: 'support', open: 1, overdue: 0 },
      ],
    })
    const metrics = (await house.ask('GET', '/metrics')).raw.toString()
    t.match(metrics, /tongdai_follow_ups\{state="open"\} 2\n/)
    t.match(metrics, /tongdai_follow_ups\{state="overdue"\} 1\n/)
    t.match(showFollowUps(found, 120), /c4 +0907 654 321 +sales +1 .* overdue/)
    t.match(showFollowUps([], 120), /nobody/i)
  },
)

t.test('page by page, in the order of their deadlines', async t => {
  await fresh()
  for (const [n, contact] of ['lan', 'minh', 'hoa'].entries())
    for (const queue of ['sales', 'support'])
      await store(callOf(`${contact}-${queue}`, { contact, queue, endedAt: now - n * HOUR }))
  const seen: string[] = []
  let next: string | undefined = ''
  while (next !== undefined) {
    const said = await get(`/api/v1/follow-ups?limit=2${next && `&cursor=${next}`}`)
    const page = said.body as { followUps: Item[]; next?: string }
    seen.push(...page.followUps.map(({ id }) => id))
    next = page.next
  }
  t.same(seen, ['hoa-sales', 'hoa-support', 'minh-sales', 'minh-support', 'lan-sales', 'lan-support'])
  for (const id of seen) await post(`/api/v1/follow-ups/${id}/done`, {})
  const done: string[] = []
  for (next = ''; next !== undefined; ) {
    const said = await get(`/api/v1/follow-ups?state=done&limit=2${next && `&cursor=${next}`}`)
    const page = said.body as { followUps: Item[]; next?: string }
    done.push(...page.followUps.map(({ id }) => id))
    next = page.next
  }
  t.same(done.sort(), seen.sort(), 'each once')
  t.match(await get('/api/v1/follow-ups?cursor=x'), { status: 400, body: { code: 'bad-cursor' } })
})

t.test('nobody calls back who can’t be called, who is none’s, and where the queue says none', async t => {
  await fresh()
  await store([
    ...callOf('hidden', { endedAt: now, contact: 'hidden', kind: 'anonymous' }),
    ...callOf('unknown', { endedAt: now, contact: 'never-kept' }),
    ...callOf('phone', { endedAt: now, contact: 'lan', kind: 'internal' }),
    ...callOf('served', { endedAt: now, contact: 'minh', talk: true }),
  ])
  await store(callOf('none', { endedAt: now, contact: 'hoa' }), () => undefined)
  t.same(await items(), [])
})

t.test('a later talk closes it, whoever called whom; an earlier one does not', async t => {
  for (const out of [false, true]) {
    await fresh()
    await store(callOf('talk-before', { endedAt: now - 9 * HOUR, talk: true }))
    await store([
      ...callOf('lost', { endedAt: now - 2 * HOUR }),
      ...callOf('lost-too', { endedAt: now - HOUR, queue: 'support' }),
    ])
    t.equal((await items()).length, 2)
    await store(callOf('talk', { endedAt: now, talk: true, out }))
    t.same(await items(), [], out ? 'we called' : 'he called')
    t.match(await items('?state=done'), [{ closedCall: 'talk' }, { closedCall: 'talk' }])
    const [first] = await items('?state=done&queue=sales')
    t.notOk(first?.closedBy, 'nobody closed it')
    t.equal(first?.closedAt, new Date(now).toISOString())
  }
})

t.test('records may come again, or in another order', async t => {
  await fresh()
  const lost = callOf('lost', { endedAt: now - 2 * HOUR })
  const talk = callOf('talk', { endedAt: now - HOUR, talk: true })
  await store(talk)
  await store(lost)
  t.same(await items(), [], 'he was talked to before it was known that he gave up')
  await store([...talk, ...lost])
  t.same(await items(), [])

  await fresh()
  await store([...callOf('a', { endedAt: now - 2 * HOUR }), ...callOf('b', { endedAt: now, talk: true })])
  t.same(await items(), [], 'both in one batch')

  await fresh()
  await store(callOf('a', { endedAt: now - 2 * HOUR }))
  await store(callOf('b', { endedAt: now, talk: true }))
  t.match(await items('?state=done'), [{ id: 'a', closedCall: 'b' }])
  await post('/api/v1/follow-ups/a/reopen')
  t.match(await items(), [{ id: 'a', state: 'open' }])
  await store([...callOf('b', { endedAt: now, talk: true })])
  t.match(await items(), [{ id: 'a' }], 'the same talk, folded again, does not close it a second time')
  await store(callOf('c', { endedAt: Date.now() + HOUR, talk: true }))
  t.same(await items(), [], 'the next one does')
})

t.test('taken, given back, done with a note, opened again; all of it in the audit log', async t => {
  await fresh()
  await store(callOf('c1', { endedAt: now - HOUR }))
  const ann = await house.logIn('ann', 'agent')
  const binh = await house.logIn('binh', 'agent')
  const boss = await house.logIn('sao', 'supervisor')
  const act = (deed: string, as: LogIn, body?: unknown) => post(`/api/v1/follow-ups/c1/${deed}`, body, as)
  t.match(await act('take', ann), { status: 200, body: { takenBy: { id: 'ann' } } })
  t.match(await act('take', ann), { status: 200 }, 'twice is once')
  t.match(await act('take', binh), { status: 409, body: { code: 'follow-up-taken' } })
  t.match(await act('done', binh, {}), { status: 409, body: { code: 'follow-up-taken' } })
  await store(callOf('c2', { endedAt: now }))
  t.match(await items('', binh), [{ times: 2, takenBy: { id: 'ann' } }], 'he gave up again: it stays hers')
  t.match(await act('take', binh), { status: 409 })
  t.match(await act('take', boss), { status: 200, body: { takenBy: { id: 'sao' } } }, 'a supervisor may')
  t.match(await act('give-back', ann), { status: 409 })
  t.match(await act('give-back', boss), { status: 200, body: { takenBy: undefined } })
  t.match(await act('done', binh, { note: ' Đã gửi e-mail ' }), {
    status: 200,
    body: { state: 'done', closedBy: { id: 'binh' }, note: 'Đã gửi e-mail', times: 2 },
  })
  t.match(await act('take', ann), { status: 409, body: { code: 'follow-up-done' } })
  t.match(await act('done', ann, {}), { status: 409, body: { code: 'follow-up-done' } })
  const [row] = await ask<{ note: string }>(db, 'select note from follow_ups limit 1')
  t.notMatch(row?.note, /mail/, 'the note is sealed')
  t.same(await items(), [])
  t.match(await act('reopen', ann), { status: 200, body: { state: 'open', takenBy: undefined, times: 2 } })
  await act('done', ann, {})
  await store(callOf('c3', { endedAt: now + HOUR }))
  t.match(await items(), [{ id: 'c3', times: 1 }], 'who gives up after that is a new one')
  const deeds = await ask<{ action: string; person: string; object: string }>(
    db,
    `select action, person, object from audit where action like 'follow-ups.%' and object = 'c1' order by id`,
  )
  t.same(deeds.map(({ action, person }) => `${person} ${action.split('.')[1]}`).slice(-7), [
    'ann take',
    'ann take',
    'sao take',
    'sao give-back',
    'binh done',
    'ann reopen',
    'ann done',
  ])
  const vi = await house.ask('POST', '/api/v1/follow-ups/c1/take', { headers: { 'accept-language': 'vi' } })
  t.match(vi.body, { detail: 'Việc gọi lại này đã xong.' })
})

t.test(
  'agents see those of their queues, supervisors of some queues theirs, and nothing of the others',
  async t => {
    await fresh()
    await store([
      ...callOf('in-sales', { endedAt: now }),
      ...callOf('in-support', { endedAt: now, queue: 'support', contact: 'minh' }),
    ])
    const ids = async (as?: LogIn) => (await items('', as)).map(({ id }) => id).sort()
    const ann = await house.logIn('ann', 'agent')
    const chi = await house.logIn('chi', 'agent')
    const hai = await house.logIn('hai', 'agent')
    const idle = await house.logIn('without-a-desk', 'agent')
    const some = await house.logIn('lan', 'supervisor')
    await house.ask('PATCH', '/api/v1/people/lan', { body: { supervises: ['support'] } })
    t.same(await ids(), ['in-sales', 'in-support'])
    t.same(await ids(ann), ['in-sales'])
    t.same(await ids(chi), ['in-sales', 'in-support'])
    t.same(await ids(hai), ['in-support'])
    t.same(await ids(idle), [])
    t.same(await ids(some), ['in-support'])
    t.same(await items('?queue=sales', hai), [])
    t.match((await get('/api/v1/follow-ups/counts', hai)).body, { open: 1, queues: [{ queue: 'support' }] })
    for (const as of [hai, some, idle])
      for (const deed of ['take', 'give-back', 'reopen'])
        t.match(await post(`/api/v1/follow-ups/in-sales/${deed}`, undefined, as), {
          status: 404,
          body: { code: 'no-such-follow-up' },
        })
    t.match(await post('/api/v1/follow-ups/nothing/take', undefined, ann), { status: 404 })
  },
)

t.test('with the number goes what was written down of him', async t => {
  await fresh()
  await store([...callOf('a', { endedAt: now }), ...callOf('b', { endedAt: now, contact: 'minh' })])
  await post('/api/v1/follow-ups/b/done', { note: 'secret' })
  await contactsErased(db, ['lan', 'minh'], { who: 'retention', action: 'numbers.erase', object: 'x' })
  t.same(await items(), [])
  const done = await items('?state=done')
  t.same(done.map(({ id, closedBy, callerShown, note }) => [id, closedBy?.id, callerShown, note]).sort(), [
    ['a', 'retention', undefined, undefined],
    ['b', 'api', undefined, undefined],
  ])
  t.match(await post('/api/v1/follow-ups/a/reopen'), { status: 409, body: { code: 'number-erased' } })
})
