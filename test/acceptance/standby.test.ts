// F12: two machines with one Redis, one PostgreSQL and one Asterisk. One acts, the other stands by; it takes over when the
// first is gone, and who comes back does nothing.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Asked, openAriProxy } from '../support/chaos/ari-proxy.ts'
import { openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCalls } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves, times } from '../support/proves.ts'
import { cdrFrom } from '../support/records.ts'
import { openSecondMachine } from '../support/second-machine.ts'
import { type Caller, hearEachOther, inTalk } from '../support/talks.ts'
import { until } from '../support/until.ts'

const TAKEN_OVER_WITHIN_MS = 5_000
const TALKERS = ['ann', 'binh', 'chi']

t.setTimeout(300_000)
const [firstProxy, secondProxy] = [openAriProxy(), openAriProxy()]
const house = await openHouse({
  ariThrough: firstProxy.through,
  files: {
    'config/server.yaml': 'timezone: Asia/Ho_Chi_Minh\ndrain: 3s\nstandby: true\n',
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': '- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }\n',
    'config/team.yaml': `agents:\n${[...TALKERS, 'dung'].map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())
const second = await openSecondMachine(house, secondProxy)
t.teardown(async () => {
  await second.stop()
  firstProxy.close()
  secondProxy.close()
})
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, TALKERS)
t.teardown(() => desks.close())

/** What the leaving and the frozen switchboard of the test say of themselves. */
const announced = [/another switchboard has taken over/]
const machines = { first: firstProxy, second: secondProxy }
type Machine = keyof typeof machines

let numbers = 0

async function dial(): Promise<Caller> {
  const number = `+84${904_000_000 + ++numbers}`
  return { number, call: await trunk.dial('02871099999', { from: number }) }
}

/** Requests that do something: who only looks does no harm. */
const deedsOf = (machine: Machine): Asked[] =>
  machines[machine].asked().filter(({ method }) => method !== 'GET')

/** @returns ms until the other machine did something for calls */
async function takenOver(by: Machine, since: number): Promise<number> {
  const first = await until(
    () => deedsOf(by).find(({ at, uri }) => at > since && uri.startsWith('channels/')),
    TAKEN_OVER_WITHIN_MS * 2,
    `the ${by} machine acts`,
  )
  return first.at - since
}

/** Everybody waits and talks, callers come all the time; then this machine is stopped, and the other goes on. */
async function survives(t: Test, from: Machine, to: Machine, stop: () => Promise<void>): Promise<number> {
  const talks = [
    await inTalk(await dial(), desks),
    await inTalk(await dial(), desks),
    await inTalk(await dial(), desks),
  ]
  const queued: Caller[] = []
  for (let n = 0; n < times(4, 20); n++) {
    const caller = await dial()
    await callIs(house, caller.number, 'waiting')
    queued.push(caller)
  }
  const packets = talks.map(({ call }) => call.media.ear.packets)
  const stoppedAt = Date.now()
  await stop()
  const late: Promise<Caller>[] = []
  const load = setInterval(() => late.push(dial()), 500)
  const tookMs = await takenOver(to, stoppedAt).finally(() => clearInterval(load))
  t.ok(tookMs <= TAKEN_OVER_WITHIN_MS, `the ${to} machine acts after ${tookMs} ms`)
  const everybody = [...talks, ...queued, ...(await Promise.all(late))]
  await until(async () => (await liveCalls(house)).length === everybody.length, 15_000, 'all calls are there')
  for (const [n, { call, talk }] of talks.entries()) {
    t.ok(call.media.ear.packets > (packets[n] ?? 0), 'they talked on')
    await hearEachOther(call, talk)
  }
  const lastDeed = Math.max(0, ...deedsOf(from).map(({ at }) => at))
  const firstDeed = deedsOf(to).find(({ at }) => at > stoppedAt)?.at ?? 0
  t.ok(lastDeed <= firstDeed, `the ${from} machine did nothing any more when the ${to} one began`)
  // One agent is free at a time, so the line shows its order.
  await talks[0]?.call.hangUp()
  const waiting = [...queued, ...(await Promise.all(late))]
  for (const caller of waiting) {
    const { call: talk } = await desks.nextRing(10_000)
    t.equal(talk.number, caller.number, 'the next in line')
    talk.answer()
    await hearEachOther(caller.call, talk)
    await caller.call.hangUp()
    await talk.ended()
  }
  for (const { call } of talks.slice(1)) await call.hangUp()
  for (const { number } of everybody)
    t.match(await cdrFrom(house, number, 20_000), { result: 'answered', reason: 'caller-hung-up' })
  return tookMs
}

t.test('the active machine falls: the one that stood by goes on with every call', async t => {
  t.match(await house.api('GET', '/api/v1/status'), { body: { switchboard: 'active', standby: /./ } })
  t.equal(deedsOf('second').length, 0, 'who stands by does nothing')
  const pids = [await house.pid('switchboard'), await house.pid('office')]
  const tookMs = await survives(t, 'first', 'second', async () => {
    house.keeper.kill('SIGSTOP')
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  })
  const heldBefore = deedsOf('second').length
  house.keeper.kill('SIGCONT')
  await until(
    async () => (await readFile(join(house.home, 'log/switchboard.log'), 'utf8')).includes('standing by'),
    15_000,
    'the first machine stands by now',
  )
  await assertInvariants(t, house)
  t.ok(heldBefore > 0)
  proves(
    t,
    'F12',
    `killed under load: the standby took over in ${(tookMs / 1000).toFixed(1)} s, no call lost`,
  )
})

t.test('the active machine freezes and comes back: it does nothing any more', async t => {
  const frozen = await second.pid('switchboard')
  let openings = 0
  const tookMs = await survives(t, 'second', 'first', async () => {
    openings = secondProxy.openings()
    // Its keeper would end what is frozen for eight seconds; a frozen machine has none.
    second.keeper.kill('SIGSTOP')
    process.kill(frozen, 'SIGSTOP')
  })
  const asked = deedsOf('second').length
  process.kill(frozen, 'SIGCONT')
  await until(async () => (await second.log('switchboard')).includes('another switchboard has taken over'))
  second.keeper.kill('SIGCONT')
  const { body } = await house.api('GET', '/api/v1/status')
  t.match(body, { switchboard: 'active' })
  await until(
    async () => (await house.redis.get(house.keys.standby)) !== null,
    15_000,
    'the second machine stands by again',
  )
  t.same(deedsOf('second').slice(asked), [], 'the revived one asked Asterisk for nothing')
  t.equal(secondProxy.openings(), openings, 'and opened no line')
  await assertInvariants(t, house, { announced })
  proves(t, 'F12', `frozen: taken over in ${(tookMs / 1000).toFixed(1)} s; the revived one did nothing`)
})
