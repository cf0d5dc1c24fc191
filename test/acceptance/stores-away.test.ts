// F07, F08: PostgreSQL and Redis go away, stand still, refuse or forget in the middle of traffic: no call fails, and
// afterwards every record is there, once. A few seconds each here, a minute each with `npm run chaos`.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import {
  type Answer,
  eachHasOneRecord,
  nobodyFailed,
  openStoreHouse,
  type Traffic,
} from '../support/chaos/store-house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { proves, times } from '../support/proves.ts'
import { everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const FAULT_MS = times(4_000, 60_000)
const REBUILT_MS = 5_000
const API_MS = 1_000
/** Within so much of noise nobody can tell a difference. */
const NOISE_MS = 125

t.setTimeout(times(300_000, 1_800_000))
const ground = await openStoreHouse()
t.teardown(() => ground.close())
const { house, postgres, redis: redisWire } = ground
const announced = [/degraded: Redis does not take/, /Redis had lost its memory/, /the scribe stumbled/]

let usual: Traffic | undefined

t.test('on a good day', async t => {
  usual = await ground.traffic(5_000)
  nobodyFailed(t, usual)
  t.comment(`rung after ${usual.p99Ms} ms (p99)`)
})

/** The whole of it: traffic while the fault lasts, the API asked all the time, and what remains. */
async function playFault(
  t: Test,
  {
    begin,
    end,
    forMs = FAULT_MS,
  }: { begin(): Promise<void> | void; end(): Promise<void> | void; forMs?: number },
): Promise<{ traffic: Traffic; answers: Answer[]; named: Set<string> }> {
  const running = ground.traffic(forMs + 1_000)
  await begin()
  const beganAt = performance.now()
  const answers: Answer[] = []
  const named = new Set<string>()
  while (performance.now() - beganAt < forMs) {
    answers.push(await ground.ask('GET', '/api/v1/cdrs?limit=5'))
    for (const name of await troubles()) named.add(name)
    await pause(200)
  }
  await end()
  const traffic = await running
  nobodyFailed(t, traffic)
  return { traffic, answers, named }
}

/** What the pages' banner names at this moment. */
async function troubles(): Promise<string[]> {
  const { body } = await ground.ask('GET', '/api/v1/troubles')
  return (body as { name: string }[]).map(({ name }) => name)
}

const allIsWell = () => until(async () => (await troubles()).length === 0, 10_000, 'no trouble is left')

async function recordsAreWhole(t: Test): Promise<number> {
  await everythingIsWritten(house, 40_000)
  return eachHasOneRecord(t, ground)
}

const POSTGRES_FAULTS: Record<string, { begin(): Promise<void> | void; end(): Promise<void> | void }> = {
  'is cut off': {
    begin: () => postgres.befall({ kind: 'reset' }),
    end: () => postgres.befall({ kind: 'pass' }),
  },
  'answers no more': {
    begin: () => postgres.befall({ kind: 'black-hole' }),
    end: () => postgres.befall({ kind: 'pass' }),
  },
  'takes no more writes': {
    begin: () => readOnly('on'),
    end: () => readOnly('off'),
  },
}

/** For sessions that begin from now on; ours are ended. */
async function readOnly(to: 'on' | 'off'): Promise<void> {
  await house.rows(
    `begin read write; alter database tongdai set default_transaction_read_only = ${to}; commit`,
  )
  await house.rows(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tongdai'`,
  )
}

const told: string[] = []

for (const [what, fault] of Object.entries(POSTGRES_FAULTS))
  t.test(
    `PostgreSQL ${what} for ${FAULT_MS / 1_000} s: calls notice nothing, records come later`,
    async t => {
      const { traffic, answers, named } = await playFault(t, fault)
      const bound = Math.max(NOISE_MS, 2 * (usual?.p99Ms ?? 0))
      t.comment(`rung after ${traffic.routedMs.map(Math.round).join(' ')} ms`)
      t.ok(traffic.p99Ms <= bound, `rung after ${traffic.p99Ms} ms (p99), ${usual?.p99Ms} on a good day`)
      if (what !== 'takes no more writes') {
        t.ok(named.has('postgres'), 'the banner names it')
        // The first one finds out.
        const known = answers.slice(1)
        const slowest = Math.max(...known.map(({ tookMs }) => tookMs))
        t.same([...new Set(known.map(({ status }) => status))], [503], 'whoever asks for records is told so')
        t.ok(
          known.every(({ retryAfter }) => retryAfter === '1'),
          'and when to ask again',
        )
        t.ok(slowest <= API_MS, `within ${Math.round(slowest)} ms`)
        t.comment(`the first one was told after ${Math.round(answers[0]?.tookMs ?? 0)} ms`)
      }
      const records = await recordsAreWhole(t)
      told.push(`${what}: p99 ${traffic.p99Ms} ms, ${records} records`)
    },
  )

t.test('who logs in while PostgreSQL is away is told so', async t => {
  postgres.befall({ kind: 'reset' })
  const answer = await ground.ask('POST', '/api/v1/session', { name: 'admin', password: 'x'.repeat(20) })
  postgres.befall({ kind: 'pass' })
  t.equal(answer.status, 503)
  t.match(answer.body, { code: 'database-away' })
})

t.test('PostgreSQL: nothing is left of it', async t => {
  await assertInvariants(t, house, { announced })
  proves(t, 'F07', `0 failed calls; ${told.join('; ')}`)
})

t.test('Redis stands still for five seconds, as under DEBUG SLEEP: calls go on', async t => {
  const people = await ground.people()
  const running = ground.traffic(7_000)
  const pid = await house.pid('Redis')
  process.kill(pid, 'SIGSTOP')
  await pause(5_000)
  process.kill(pid, 'SIGCONT')
  nobodyFailed(t, await running)
  await people.stillTalk()
  t.same(await people.finish(), [0, 1, 2], 'the line is served in order')
  await recordsAreWhole(t)
})

t.test('Redis is cut off: calls go on, and nothing is missing afterwards', async t => {
  const { traffic, named } = await playFault(t, {
    begin: () => redisWire.befall({ kind: 'reset' }),
    end: () => redisWire.befall({ kind: 'pass' }),
    forMs: times(3_000, 60_000),
  })
  t.comment(`rung after ${traffic.p99Ms} ms (p99)`)
  t.ok(named.has('redis') && named.has('spill'), 'the banner names it, and what waits on the disk')
  await allIsWell()
  await recordsAreWhole(t)
})

t.test('Redis is full: calls go on, and nothing is missing afterwards', async t => {
  const { named } = await playFault(t, {
    begin: async () => void (await house.redis.config('SET', 'maxmemory', '1')),
    end: async () => void (await house.redis.config('SET', 'maxmemory', '0')),
    forMs: times(3_000, 60_000),
  })
  t.ok(named.has('spill'), 'the banner names it')
  t.notOk(named.has('switchboard'), 'and not what is well')
  await allIsWell()
  await recordsAreWhole(t)
})

let rebuiltMs = 0

t.test('Redis forgets everything: it is told again, and nobody notices', async t => {
  const people = await ground.people()
  const running = ground.traffic(5_000)
  await pause(1_500)
  const before = await house.redis.hlen(house.keys.floor)
  const flushedAt = performance.now()
  await house.redis.flushall()
  await until(
    async () => (await house.redis.hlen(house.keys.floor)) >= before,
    REBUILT_MS,
    'the floor is there again',
  )
  t.same(await until(async () => isThree(await people.line()), REBUILT_MS), [0, 1, 2], 'the line as it was')
  rebuiltMs = Math.max(rebuiltMs, performance.now() - flushedAt)
  nobodyFailed(t, await running)
  await people.stillTalk()
  t.same(await people.finish(), [0, 1, 2], 'the line is served in order')
  await recordsAreWhole(t)
})

const isThree = (line: number[]) => line.length === 3 && line

t.test(
  'Redis forgets everything and the switchboard dies: who talks talks on, who waits keeps his place',
  async t => {
    const people = await ground.people()
    // The copy on the disk is a second old at most.
    await pause(1_500)
    const [pid, flushedAt] = [await house.pid('switchboard'), performance.now()]
    process.kill(pid, 'SIGKILL')
    await house.redis.flushall()
    await until(async () => (await house.pid('switchboard')) !== pid, 15_000)
    const readyAt = performance.now()
    t.same(await until(async () => isThree(await people.line()), REBUILT_MS), [0, 1, 2], 'the line as it was')
    const [tookMs, sinceReadyMs] = [performance.now() - flushedAt, performance.now() - readyAt]
    await people.stillTalk(500)
    nobodyFailed(t, await ground.traffic(2_000))
    t.same(await people.finish(), [0, 1, 2], 'the line is served in order')
    const records = await recordsAreWhole(t)
    await assertInvariants(t, house, { announced })
    // How soon the switchboard starts again is F01.
    t.ok(sinceReadyMs <= REBUILT_MS, `all is back after ${Math.round(tookMs)} ms`)
    proves(
      t,
      'F08',
      `0 dropped calls, ${records} records; after FLUSHALL rebuilt in ${Math.round(rebuiltMs)} ms, with the switchboard killed as well in ${Math.round(tookMs)} ms`,
    )
  },
)
