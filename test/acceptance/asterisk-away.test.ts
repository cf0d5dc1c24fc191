import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type Asked, openAriProxy } from '../support/chaos/ari-proxy.ts'
import { agentIs, allReady, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCallFrom } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves, times } from '../support/proves.ts'
import { cdrFrom, everythingIsWritten } from '../support/records.ts'
import { type Caller, hearEachOther, inTalk } from '../support/talks.ts'
import { archivedTracks } from '../support/true-records.ts'
import { until } from '../support/until.ts'

t.setTimeout(times(300_000, 900_000))
const AGENTS = ['ann', 'binh']
const MAX_CALLS = 6
/** So long a beat is valid: only then callers are led away from us. */
const BEAT_MS = 5_000
const NUMBERS = { sales: '02871099999', later: '02871098888', short: '02871097777' }

const flow = (name: string, step: string) =>
  `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n  - ${step}\n`
const proxy = openAriProxy()
const house = await openHouse({
  ariThrough: proxy.through,
  files: {
    'config/server.yaml': `timezone: Asia/Ho_Chi_Minh\ndrain: 3s\nmax-calls: ${MAX_CALLS}\n`,
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': Object.entries(NUMBERS)
      .map(
        ([n, number]) =>
          `- { name: ${n}, number: "${number}", title: ${n}, flow: ${n}, emergency: { phone: chi } }\n`,
      )
      .join(''),
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': ['sales', 'later']
      .map(name => `- { name: ${name}, ring: 20s, wrap-up: 0s, announce: { position: false } }\n`)
      .join(''),
    'config/team.yaml': `agents:\n${AGENTS.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}  - { id: chi, name: Chi, queues: [later] }\n`,
    'ivr-flows/english.yaml': flow('english', 'hangup'),
    'ivr-flows/main.yaml': flow('main', 'hangup'),
    'ivr-flows/sales.yaml': flow('sales', 'queue: sales'),
    'ivr-flows/later.yaml': flow('later', 'queue: later'),
    'ivr-flows/short.yaml': `${flow('short', '{ queue: later, max-wait: 2s, too-long: gone }')}gone:\n  - hangup\n`,
  },
})
t.teardown(async () => {
  await house.stop()
  proxy.close()
})
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, AGENTS)
t.teardown(() => desks.close())

let numbers = 0

async function dial(hotline: keyof typeof NUMBERS = 'sales'): Promise<Caller> {
  const number = `+84${906_000_000 + ++numbers}`
  return { number, call: await trunk.dial(NUMBERS[hotline], { from: number }) }
}

async function waits(): Promise<Caller> {
  const caller = await dial('later')
  await callIs(house, caller.number, 'waiting')
  return caller
}

const health = async () => (await house.api('GET', '/health')).status
const status = async () => (await house.api('GET', '/api/v1/status')).body as Record<string, unknown>
const isHealthy = () => until(async () => (await health()) === 200, 15_000, 'the house is healthy')

/** Each phone was asked to ring once for each offer, whatever became of the answers. */
function noLegTwice(t: Test, since: number): void {
  const made = proxy.asked().slice(since).filter(isLegMade)
  const uris = made.map(({ uri }) => uri)
  t.same(uris.length, new Set(uris).size, 'no phone was rung twice for one offer')
}
const isLegMade = ({ method, uri }: Asked) => method === 'POST' && /^channels\/[^/?]+$/.test(uri)

t.test('F05a: the line is cut: events flow again within two seconds', async t => {
  await isHealthy()
  const talker = await inTalk(await dial(), desks, 10_000)
  const took: number[] = []
  for (let n = 0; n < times(2, 10); n++) {
    const [cutAt, openings] = [Date.now(), proxy.openings()]
    proxy.reset()
    await until(() => proxy.openings() > openings)
    const caller = await waits()
    took.push(Date.now() - cutAt)
    await caller.call.hangUp()
    t.match(await cdrFrom(house, caller.number), { result: 'abandoned' })
  }
  await hearEachOther(talker.call, talker.talk)
  await talker.call.hangUp()
  const worst = Math.max(...took)
  t.ok(worst <= 2_000, `a new caller stood in line ${worst} ms after the cut`)
  await assertInvariants(t, house)
  proves(t, 'F05', `reset: a new caller stands in line ${worst} ms after it`)
})

t.test('frames that nobody can read change nothing', async t => {
  const [pid, openings] = [await house.pid('switchboard'), proxy.openings()]
  const caller = await waits()
  for (const frame of [
    ...['', 'nonsense', 'null', '[]', '42', '{}', '{"type":5}', '{"type":"Unheard","x":1}'],
    ...['StasisStart', 'ChannelDestroyed', 'ChannelDtmfReceived', 'PlaybackFinished', 'Dial'].map(type =>
      JSON.stringify({ type, channel: null, timestamp: 'then' }),
    ),
    '{"type":"RESTResponse","request_id":"1","status_code":"200"}',
    Buffer.from([0, 255, 254, 123]),
    `{"type":"${'x'.repeat(200_000)}"}`,
  ])
    proxy.say(frame)
  const next = await waits()
  t.equal(await house.pid('switchboard'), pid)
  t.equal(proxy.openings(), openings, 'on the same socket')
  for (const { call } of [caller, next]) await call.hangUp()
  await assertInvariants(t, house)
})

t.test('Asterisk dawdles, and refuses one request in twenty: nothing is done twice, timers fire', async t => {
  let count = 0
  const since = proxy.asked().length
  proxy.treat(({ method }) =>
    method !== 'GET' && ++count % 20 === 0 ? { lateMs: 500, status: 500 } : { lateMs: 500 },
  )
  const callers: Caller[] = []
  for (let n = 0; n < times(4, 40); n++) {
    const short = await dial('short')
    const caller = await dial()
    callers.push(short, caller)
    const { by } = await Promise.race([
      caller.call.ended(30_000),
      desks.nextRing(15_000).then(async ({ call: talk }) => {
        talk.answer()
        await pause(700)
        await talk.hangUp()
        return caller.call.ended(15_000)
      }),
    ]).catch(() => ({ by: undefined }))
    t.ok(by, 'his call came to an end')
    const { at } = await short.call.ended(15_000)
    const ms = at - short.call.startedAt
    const { reason } = await cdrFrom(house, short.number, 20_000)
    if (reason !== 'command-failed')
      t.ok(ms >= 2_000 && ms <= 6_000, `who waits two seconds at most is gone after ${ms} ms`)
  }
  proxy.treat(() => ({}))
  for (const { number } of callers) await cdrFrom(house, number, 20_000)
  noLegTwice(t, since)
  await assertInvariants(t, house, { emptyWithinMs: 12_000 })
  proves(
    t,
    'F05',
    `answers half a second late and one in twenty 500: ${callers.length} calls, one record each`,
  )
})

t.test(
  'F05b: the line swallows everything: noticed, and each new caller reaches music, or the emergency phone',
  async t => {
    const emergency = await openDesks(house, ['chi'])
    const knocked = (count: string) => house.askAri('POST', `asterisk/variable?variable=TRY&value=${count}`)
    const fallen = Date.now()
    proxy.swallow(true)
    const sick = until(async () => (await health()) === 503, 12_000, 'health says 503').then(
      () => Date.now() - fallen,
    )
    await pause(BEAT_MS - (Date.now() - fallen))
    const waiting: Caller[] = []
    for (let n = 0; n < times(2, 4); n++) {
      const caller = await dial('later')
      await caller.call.answered()
      await caller.call.hearsSound()
      waiting.push(caller)
    }
    const noticedMs = await sick
    t.ok(noticedMs <= 10_000, `noticed after ${noticedMs} ms`)
    t.match(await status(), { asterisk: 'away' })
    // A caller without tries of his own counts on from there: three knocks instead of thirty.
    await knocked('27')
    const urgent = await dial('sales')
    const { call: talk } = await emergency.nextRing(15_000)
    talk.answer()
    await hearEachOther(urgent.call, talk)
    await knocked('')
    await emergency.close()
    await pause(times(0, 30_000) - (Date.now() - fallen))
    proxy.swallow(false)
    await isHealthy()
    for (const { number } of waiting) await callIs(house, number, 'waiting')
    const ids = await Promise.all(waiting.map(async ({ number }) => (await liveCallFrom(house, number))?.id))
    const line = async () => {
      const queues = (await house.api('GET', '/api/v1/queues')).body as {
        queue: string
        waiting: { conversation: string }[]
      }[]
      return queues.find(({ queue }) => queue === 'later')?.waiting.map(({ conversation }) => conversation)
    }
    t.same(await line(), ids, 'they stand in line as they came')
    for (const { call, number } of waiting) {
      await call.hangUp()
      const { arrived_at, result } = await cdrFrom(house, number)
      t.equal(result, 'abandoned')
      t.ok(Math.abs(arrived_at.getTime() - call.startedAt) <= 1_000, 'on record since he came')
    }
    // He is none of ours.
    await hearEachOther(urgent.call, talk)
    await urgent.call.hangUp()
    await assertInvariants(t, house)
    const all = waiting.length + 1
    proves(
      t,
      'F05',
      `black hole: noticed in ${(noticedMs / 1000).toFixed(1)} s, ${all} of ${all} new callers heard music or talked to the emergency phone`,
    )
  },
)

t.test('F05c: the line flaps: nobody is handled twice', async t => {
  await isHealthy()
  const since = proxy.asked().length
  const talker = await inTalk(await dial(), desks, 10_000)
  const waiting: Caller[] = []
  const flaps = times(5, 50)
  for (let n = 0; n < flaps; n++) {
    proxy.reset()
    if (n < 3) waiting.push(await dial('later'))
    await pause(times(1_000, 3_000))
  }
  for (const { number } of waiting) await callIs(house, number, 'waiting')
  await hearEachOther(talker.call, talker.talk)
  for (const { call } of [talker, ...waiting]) await call.hangUp()
  for (const { number } of waiting) t.match(await cdrFrom(house, number), { result: 'abandoned' })
  t.match(await cdrFrom(house, talker.number), { result: 'answered', reason: 'caller-hung-up' })
  const unheard = (await house.log('switchboard')).split('\n').filter(line => line.includes('a leg was gone'))
  t.same(unheard, [], 'each end was told, and not only found by looking')
  noLegTwice(t, since)
  await assertInvariants(t, house)
  proves(t, 'F05', `${flaps} flaps: one record a call, no phone rung twice`)
})

t.test('past what it carries the house refuses, and keeps those whom it has', async t => {
  const talker = await inTalk(await dial(), desks, 10_000)
  const waiting: Caller[] = []
  while (waiting.length < MAX_CALLS - 1) waiting.push(await waits())
  for (let n = 0; n < 2; n++) {
    const refused = await dial()
    t.match(await refused.call.ended(), { by: 'them', status: 503 })
    t.match(await cdrFrom(house, refused.number), {
      result: 'failed',
      reason: 'too-many-calls',
      who: 'system',
    })
  }
  t.match(
    await until(async () => {
      const now = await status()
      return now.refusedCallers === 2 && now
    }),
    { switchboard: 'active' },
  )
  await hearEachOther(talker.call, talker.talk)
  await waiting.pop()?.call.hangUp()
  await until(async () => (await house.redis.hlen(house.keys.calls)) < MAX_CALLS)
  waiting.push(await waits())
  for (const { call } of [talker, ...waiting]) await call.hangUp()
  await assertInvariants(t, house)
})

t.test(
  'F06: Asterisk is killed: its calls end on record and on tape, and a new call works at once',
  async t => {
    await allReady(house, AGENTS, 10_000)
    const talker = await inTalk(await dial(), desks, 10_000)
    const waiter = await waits()
    await pause(times(4_000, 8_000))
    const before = await house.pid('Asterisk')
    const killedAt = Date.now()
    process.kill(before, 'SIGKILL')
    await until(async () => (await status()).asterisk === 'away', 5_000, 'the alarm is visible')
    const noticedMs = Date.now() - killedAt
    const up = async () =>
      (await house.askAri('GET', 'asterisk/info?only=status').catch(() => ({ status: 0 }))).status === 200
    await until(up, 30_000, 'Asterisk answers again')
    const upAt = Date.now()
    await until(async () => (await health()) === 200, 10_000, 'the house is healthy again')
    const caller = await dial()
    const { call: talk } = await desks.nextRing(10_000)
    talk.answer()
    await hearEachOther(caller.call, talk)
    const workedMs = Date.now() - upAt
    t.ok(workedMs <= 5_000, `a new call talked ${workedMs} ms after Asterisk answered`)
    await caller.call.hangUp()
    for (const { number } of [talker, waiter]) {
      const cdr = await cdrFrom(house, number, 20_000)
      t.match(cdr, { result: 'failed', reason: 'asterisk-lost', who: 'system' })
    }
    for (const agent of AGENTS) await agentIs(house, agent, 'ready')
    const { conversation, answered_at } = await cdrFrom(house, talker.number)
    const tracks = await archivedTracks(house, conversation, 30_000)
    t.equal(tracks.length, 2)
    const talkedMs = killedAt - (answered_at?.getTime() ?? 0)
    let lostMs = 0
    for (const { seconds } of tracks) lostMs = Math.max(lostMs, talkedMs - seconds * 1_000)
    t.ok(lostMs <= 2_100, `${Math.round(lostMs)} ms of a talk of ${talkedMs} ms are not on tape`)
    // The phones of the test don't know that their calls are over.
    for (const { call } of [talker, waiter]) await call.hangUp().catch(() => {})
    await talker.talk.hangUp().catch(() => {})
    await everythingIsWritten(house)
    await assertInvariants(t, house)
    proves(
      t,
      'F06',
      `alarm after ${(noticedMs / 1000).toFixed(1)} s, a talk ${(workedMs / 1000).toFixed(1)} s after Asterisk is back, at most ${(lostMs / 1000).toFixed(1)} s of speech lost`,
    )
  },
)
