// Each of our processes and stores may die in the middle of calls: nobody is cut off, and the record is true. (The
// switchboard with many calls in hand: restarts.test.ts.)
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, allReady, type Desks, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import type { CdrRow } from '../support/records.ts'
import { type Caller, hearEachOther, inTalk, type Talk, VOICES } from '../support/talks.ts'
import { recordIs as ofHouse } from '../support/true-records.ts'
import { until } from '../support/until.ts'

const TONES = { menu: 500, goodbye: 700, later: 1_300 }

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml':
      '- { name: main, number: "02871099999", title: Main, flow: main, emergency: { phone: chi } }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': `
- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }
- { name: later, ring: 20s, wrap-up: 0s, announce: { position: false } }
`,
    'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [sales] }
  - { id: binh, name: Binh, queues: [sales] }
  - { id: chi, name: Chi, queues: [later] }
`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - menu: main-menu
    keys: { "1": sales, "2": later, "3": bye }
sales:
  - queue: sales
later:
  - queue: later
bye:
  - say: goodbye
  - hangup
`,
    'sounds/vi/main-menu.wav': toneWav(TONES.menu, 2),
    'sounds/vi/goodbye.wav': toneWav(TONES.goodbye, 1),
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, ['ann', 'binh'])
t.teardown(() => desks.close())

let numbers = 0

async function dial(): Promise<Caller> {
  const number = `+84${903_000_000 + ++numbers}`
  return { number, call: await trunk.dial('02871099999', { from: number }) }
}

async function dialAndPress(key: string): Promise<Caller> {
  const caller = await dial()
  await caller.call.hears(TONES.menu)
  await caller.call.press(key)
  return caller
}

/** A caller in a talk with whoever's turn it is. */
async function talking(at: Desks = desks, key = '1'): Promise<Talk> {
  return inTalk(await dialAndPress(key), at)
}

async function kill(name: Parameters<typeof house.pid>[0]): Promise<number> {
  const pid = await house.pid(name)
  process.kill(pid, 'SIGKILL')
  return pid
}

/** Waits until the keeper has it running anew. */
const isBack = (name: Parameters<typeof house.pid>[0], before: number) =>
  until(async () => (await house.pid(name)) !== before, 15_000, `${name} runs again`)

/** Nothing starts again while the keeper stands still. */
async function whileDown(name: 'switchboard' | 'office', act: () => Promise<void>): Promise<void> {
  const lostBefore = await socketsLost()
  house.keeper.kill('SIGSTOP')
  const before = await kill(name)
  try {
    if (name === 'switchboard') await until(async () => (await socketsLost()) > lostBefore)
    await act()
  } finally {
    house.keeper.kill('SIGCONT')
  }
  await isBack(name, before)
}

/** How often Asterisk has noticed that our end of its socket was gone. */
async function socketsLost(): Promise<number> {
  const log = await readFile(join(house.home, 'asterisk', 'log', 'messages'), 'utf8')
  return [...log.matchAll(/ari_websockets\.c: WebSocket read error/g)].length
}

const ANSWERED = { result: 'answered', reason: 'caller-hung-up', who: 'caller' }

const recordIs = (t: Test, caller: Caller, expected: Partial<CdrRow>) => ofHouse(t, house, caller, expected)

t.test('nobody of ours comes back: the emergency phone of the hotline rings and talks', async t => {
  const emergency = await openDesks(house, ['chi'])
  // A channel without tries of its own counts on from there: Asterisk knocks three times instead of thirty.
  const knocksLeft = (count: number | undefined) =>
    house.askAri('POST', `asterisk/variable?variable=TRY&value=${count === undefined ? '' : 30 - count}`)
  t.equal((await knocksLeft(2)).status, 204)
  const callers: { caller: Caller; talk: Call }[] = []
  try {
    await whileDown('switchboard', async () => {
      const caller = await dial()
      await caller.call.hearsSound()
      t.equal(emergency.rings.length, 0, 'first he waits for us')
      const { call: talk } = await emergency.nextRing(15_000)
      t.equal(talk.number, caller.number, 'who picks up sees who calls')
      talk.answer()
      await hearEachOther(caller.call, talk)
      callers.push({ caller, talk })
    })
  } finally {
    await knocksLeft(undefined)
  }
  // It is a call that we never met: we leave it alone.
  for (const { caller, talk } of callers) {
    caller.call.say(TONES.later)
    await talk.hears(TONES.later, 1_000)
    await caller.call.hangUp()
    await talk.ended()
  }
  await emergency.close()
  const next = await talking()
  await next.call.hangUp()
  await recordIs(t, next, ANSWERED)
  await assertInvariants(t, house)
})

/** What the reconciler has mended so far, by its counter. */
async function repaired(what: string): Promise<number> {
  const { metrics = [] } = JSON.parse((await house.redis.get(house.keys.measures)) ?? '{}') as {
    metrics?: { name: string; values: { value: number; labels: Record<string, string> }[] }[]
  }
  const counter = metrics.find(({ name }) => name === 'tongdai_repairs_total')
  return counter?.values.find(({ labels }) => labels.what === what)?.value ?? 0
}

t.test('a talk is taken apart behind our back: joined again, with one line and one count', async t => {
  const talker = await talking()
  const { phase, caller } = await callIs(house, talker.number, 'talking')
  const talk = phase.name === 'talking' ? phase.talk : ''
  const { status } = await house.askAri('POST', `bridges/${talk}/removeChannel?channel=${caller.leg}`)
  t.equal(status, 204)
  const { ear } = talker.talk.media
  const quietMs = () => Date.now() - (ear.lastHeardAt ?? 0)
  await until(() => quietMs() > 300, 5_000, 'they hear each other no more')
  const at = Date.now()
  const heardAgain = () => quietMs() < 100 && ear.hasTone(VOICES.caller)
  await until(heardAgain, 10_000, 'they hear each other again')
  await talker.call.hears(VOICES.agent)
  t.comment(`they heard each other again after ${Date.now() - at} ms`)
  const what = 'people in a talk did not hear each other and were joined again'
  await until(async () => (await repaired(what)) > 0, 10_000, 'it is counted')
  t.equal(await repaired(what), 1)
  const lines = (await house.log('switchboard'))
    .split('\n')
    .filter(line => line.includes(`repaired: ${what}`))
  t.equal(lines.length, 1)
  await talker.call.hangUp()
  await recordIs(t, talker, { ...ANSWERED, agent: talker.agent })
  await assertInvariants(t, house)
})

t.test('the office is killed: no caller notices, and the records come when it is back', async t => {
  const before = await talking()
  let meanwhile: Caller | undefined
  await whileDown('office', async () => {
    meanwhile = await talking()
    await meanwhile.call.hangUp()
    await hearEachOther(before.call, before.talk, 500)
  })
  await before.call.hangUp()
  if (meanwhile) await recordIs(t, meanwhile, ANSWERED)
  await recordIs(t, before, ANSWERED)
  await assertInvariants(t, house)
})

const degraded = [/degraded: Redis does not take the journal/]

t.test('Redis stands still for three seconds: calls come and go all the same', async t => {
  const before = await talking()
  const redis = await house.pid('Redis')
  process.kill(redis, 'SIGSTOP')
  const stoppedAt = Date.now()
  let meanwhile: Awaited<ReturnType<typeof talking>>
  try {
    await before.call.hangUp()
    meanwhile = await talking()
    t.ok((await spilled()) > 0, 'what happened stands in the spill file')
    await meanwhile.talk.hangUp()
    await until(() => Date.now() - stoppedAt > 3_000)
  } finally {
    process.kill(redis, 'SIGCONT')
  }
  await recordIs(t, before, ANSWERED)
  await recordIs(t, meanwhile, { result: 'answered', reason: 'agent-hung-up' })
  await until(async () => (await spilled()) === 0, 10_000, 'the spill file is written and empty')
  await assertInvariants(t, house, { announced: degraded })
})

async function spilled(): Promise<number> {
  return (await readFile(join(house.home, 'spill', 'journal.jsonl'), 'utf8')).split('\n').filter(Boolean)
    .length
}

t.test('Redis is killed: calls go on, and nothing is missing from the record', async t => {
  const before = await talking()
  const pid = await kill('Redis')
  const meanwhile = await talking()
  await hearEachOther(before.call, before.talk, 500)
  await before.call.hangUp()
  await isBack('Redis', pid)
  await meanwhile.call.hangUp()
  await recordIs(t, before, ANSWERED)
  await recordIs(t, meanwhile, ANSWERED)
  await allReady(house, ['ann', 'binh'])
  await assertInvariants(t, house, { announced: degraded })
})

t.test('PostgreSQL is killed: calls go on, and each has its one record afterwards', async t => {
  const before = await talking()
  const pid = await kill('PostgreSQL')
  const meanwhile = await talking()
  await meanwhile.call.hangUp()
  await before.call.hangUp()
  await isBack('PostgreSQL', pid)
  await recordIs(t, before, ANSWERED)
  await recordIs(t, meanwhile, ANSWERED)
  for (const agent of ['ann', 'binh']) await agentIs(house, agent, 'ready')
  await assertInvariants(t, house, { announced: degraded })
})
