// What callers leave behind: messages in a box, told by the energy of their sound; notes and sendings; and secrets,
// which are left nowhere.
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { loudness, shareOf } from '../support/audio/goertzel.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import { readWav } from '../support/audio/wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { liveCalls } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom, everythingIsWritten, readJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const PIN = '739158'
const HZ = {
  'leave-message': 500,
  'message-review': 620,
  'message-too-short': 740,
  'enter-pin': 860,
  goodbye: 980,
}
const SORRY = { 'closed-now': 1_100, 'lookup-please-wait': 1_220 }

/** The bank: right PIN, wrong PIN, or whatever the test wants. */
const asked: string[] = []
let answer = (pin: string): { status: number; body: string } =>
  pin === PIN ? { status: 200, body: '{"data":{"balance":1250000}}' } : { status: 404, body: '{}' }
const hooked: { body: string; key: unknown }[] = []
const other = createServer(async (request, response) => {
  let text = ''
  for await (const part of request) text += part
  if (request.url === '/hook') {
    hooked.push({ body: text, key: request.headers['idempotency-key'] })
    return response.writeHead(204).end()
  }
  asked.push(text)
  const { status, body } = answer(JSON.parse(text).pin)
  if (status === 0) return
  response.writeHead(status).end(body)
})
await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
t.teardown(() => {
  other.closeAllConnections()
  other.close()
})
const { port } = other.address() as AddressInfo

const sounds = (prompts: Record<string, number>) =>
  Object.fromEntries(Object.entries(prompts).map(([key, hz]) => [`sounds/vi/${key}.wav`, toneWav(hz, 0.8)]))

/** The shipped flows lead to queues and boxes that are not in this house. */
const MINE = ['main', 'bank', 'shop']
const folder = join(import.meta.dirname, '../../ivr-flows')
const shipped = (await readdir(folder)).flatMap(file => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []))
const others = shipped
  .filter(name => !MINE.includes(name))
  .map(name => [
    `ivr-flows/${name}.yaml`,
    `flow: ${name}\ntitle: Another\nlanguage: vi\nstart:\n  - hangup\n`,
  ])

const house = await openHouse({
  files: {
    ...Object.fromEntries(others),
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: main, number: "02871099999", title: Main, flow: main }
- { name: bank, number: "02871098888", title: Bank, flow: bank }
- { name: shop, number: "02871097777", title: Shop, flow: shop }
`,
    'config/queues.yaml': '- { name: sales, wrap-up: 0s }\n',
    'config/recording.yaml': 'default: off\n',
    'config/hours.yaml': 'hours: {}\n',
    'config/team.yaml': 'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n',
    'config/boxes.yaml': 'sales: { queue: sales }\n',
    'config/lookups.yaml': `
lookups:
  balance:
    url: http://127.0.0.1:${port}/balance
    allow-private: true
    timeout: 1500ms
    takes: { balance: data.balance }
`,
    'config/sends.yaml': `
balance-told: { url: "http://127.0.0.1:${port}/hook", allow-private: true }
`,
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - voicemail: sales
  - say: goodbye
  - hangup
`,
    'ivr-flows/bank.yaml': `
flow: bank
title: Bank
language: vi
start:
  - secret: pin
    digits: 6
  - lookup: balance
    with: { pin: secret.pin, phone: call.number }
    not-found: sorry
    failed: sorry
  - note: { balance: lookup.balance }
  - send: balance-told
    with: { balance: lookup.balance, phone: call.number }
  - say: goodbye
  - hangup
sorry:
  - say: closed-now
  - hangup
`,
    'ivr-flows/shop.yaml': `
flow: shop
title: Shop
language: vi
start:
  - queue: sales
    after: { 2s: leave }
leave:
  - voicemail: sales
    review: false
  - hangup
`,
    ...sounds({ ...HZ, ...SORRY }),
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
async function dial(hotline: string) {
  const number = `+84${903_000_000 + ++numbers}`
  return { number, call: await trunk.dial(hotline, { from: number }) }
}

type Row = { recording: string; caller: string; durationMs: number; ready: boolean; conversation: string }
async function messages(): Promise<Row[]> {
  const { body } = await house.api('GET', '/api/v1/boxes/sales/messages')
  return (body as { messages: Row[] }).messages
}

/** The message of this caller, once its sound is here. */
async function messageOf(number: string): Promise<{ row: Row; file: string }> {
  const row = await until(
    async () => (await messages()).find(one => one.caller === number && one.ready),
    20_000,
    `a message of ${number}`,
  )
  const [found] = await house.rows<{ path: string }>('select path from recordings where recording = $1', [
    row.recording,
  ])
  return { row, file: join(house.home, 'recordings', found?.path ?? '') }
}

async function assertSays(t: Test, file: string, hz: number, seconds: number): Promise<void> {
  const sound = await readWav(file)
  const middle = sound.samples.subarray(sound.rateHz * 0.5, sound.samples.length - sound.rateHz * 0.3)
  t.ok(Math.abs(sound.seconds - seconds) < 1.2, `${sound.seconds.toFixed(2)} s were recorded of ${seconds}`)
  t.ok(loudness(middle) > 1_000, `loudness ${Math.round(loudness(middle))}`)
  t.ok(
    shareOf(hz, middle, sound.rateHz) > 0.7,
    `${shareOf(hz, middle, sound.rateHz).toFixed(2)} of it is ${hz} Hz`,
  )
}

const speaking = (number: string) =>
  until(
    async () => (await liveCalls(house)).some(({ phase }) => phase?.name === 'ivr' && 'recording' in phase),
    8_000,
    `${number} is recorded`,
  )
const forMs = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

t.test('a message is left: said, ended by a key, kept by a key', async t => {
  const { call, number } = await dial('02871099999')
  await call.hears(HZ['leave-message'])
  await speaking(number)
  // He speaks; it is time that is recorded.
  call.say(1_700)
  await forMs(3_000)
  await call.press('#')
  call.say(undefined)
  await call.hears(HZ['message-review'])
  await call.press('1')
  await call.hears(HZ.goodbye)
  await call.ended()
  t.match(await cdrFrom(house, number), { result: 'left', reason: 'flow-ended', who: 'system' })
  const { file } = await messageOf(number)
  await assertSays(t, file, 1_700, 3)
})

t.test('who hangs up in the middle has left what he said', async t => {
  const { call, number } = await dial('02871099999')
  await call.hears(HZ['leave-message'])
  await speaking(number)
  call.say(1_900)
  await forMs(2_500)
  await call.hangUp()
  t.match(await cdrFrom(house, number), { result: 'left', reason: 'caller-hung-up', who: 'caller' })
  const { file } = await messageOf(number)
  await assertSays(t, file, 1_900, 2.5)
})

t.test('who records again has left the second one only, and hears it before', async t => {
  const { call, number } = await dial('02871099999')
  await call.hears(HZ['leave-message'])
  await speaking(number)
  call.say(1_300)
  await forMs(2_000)
  await call.press('5')
  call.say(undefined)
  await call.hears(HZ['message-review'])
  await call.press('3')
  await speaking(number)
  call.say(2_100)
  await forMs(2_000)
  await call.press('5')
  call.say(undefined)
  await call.hears(HZ['message-review'])
  await call.press('2')
  await call.hears(2_100)
  await call.hears(HZ['message-review'], 8_000)
  await call.hangUp()
  const cdr = await cdrFrom(house, number)
  t.match(cdr, { result: 'left', who: 'caller' })
  const { file } = await messageOf(number)
  await assertSays(t, file, 2_100, 2)
  t.equal((await messages()).filter(one => one.caller === number).length, 1)
  await until(
    async () =>
      (
        await house.rows(`select 1 from recordings where conversation = $1 and state = 'erased'`, [
          cdr.conversation,
        ])
      ).length === 1,
    20_000,
    'the first one is thrown away',
  )
})

t.test('who hangs up after the beep has left nothing', async t => {
  const { call, number } = await dial('02871099999')
  await call.hears(HZ['leave-message'])
  await speaking(number)
  await call.hangUp()
  t.match(await cdrFrom(house, number), { result: 'left', who: 'caller' })
  await everythingIsWritten(house)
  t.equal((await messages()).filter(one => one.caller === number).length, 0)
})

t.test('out of a queue: the caller gave up his place, and the call overflowed', async t => {
  const { call, number } = await dial('02871097777')
  await call.hears(HZ['leave-message'], 15_000)
  await speaking(number)
  call.say(1_500)
  await forMs(2_000)
  await call.hangUp()
  const byHim = { reason: 'caller-hung-up', who: 'caller' }
  t.match(await cdrFrom(house, number), { result: 'overflowed', queue: 'sales', ...byHim })
  const { file } = await messageOf(number)
  await assertSays(t, file, 1_500, 2)
})

t.test('a PIN opens the balance, and is left nowhere', async t => {
  const { call, number } = await dial('02871098888')
  await call.hears(HZ['enter-pin'])
  await call.press(PIN)
  await call.hears(HZ.goodbye)
  await call.ended()
  t.same(JSON.parse(asked.at(-1) ?? ''), { pin: PIN, phone: number }, 'the bank was asked with it')
  const cdr = await cdrFrom(house, number)
  const { body } = await house.api('GET', `/api/v1/cdrs/${cdr.conversation}`)
  t.match(body, { notes: [{ name: 'balance', value: 1_250_000 }] })
  await until(() => hooked.length === 1, 10_000, 'the hook is called')
  t.match(JSON.parse(hooked[0]?.body ?? ''), {
    send: 'balance-told',
    conversation: cdr.conversation,
    fields: { balance: 1_250_000, phone: number },
  })
  t.equal(hooked[0]?.key, JSON.parse(hooked[0]?.body ?? '').id)
})

t.test('a bank that hangs leaves no caller in silence for longer than its time-out', async t => {
  for (const [what, status] of [
    ['hangs', 0],
    ['says 500', 500],
    ['says nobody', 404],
  ] as const) {
    answer = () => ({ status, body: '{}' })
    const { call } = await dial('02871098888')
    await call.hears(HZ['enter-pin'])
    await call.press(PIN)
    const pressedAt = Date.now()
    await call.hears(SORRY['closed-now'])
    const ms = Date.now() - pressedAt
    t.ok(ms < 1_500 + 1_500, `${what}: the caller is told ${ms} ms after his last key`)
    await call.ended()
  }
  answer = () => ({ status: 200, body: `{"data":"${'x'.repeat(10 * 1024 * 1024)}"}` })
  const { call } = await dial('02871098888')
  await call.hears(HZ['enter-pin'])
  await call.press(PIN)
  await call.hears(SORRY['closed-now'])
  await call.ended()
})

t.test('afterwards: one record a call, and the PIN in no store, log or file', async t => {
  await assertInvariants(t, house)
  const journal = await readJournal(house)
  t.ok(journal.some(({ event }) => event.type === 'InputTaken'))
  t.notMatch(JSON.stringify(journal), new RegExp(PIN))
  const keysPressed = journal
    .flatMap(({ event }) => (event.type === 'KeyPressed' ? [event.digit] : []))
    .join('')
  t.notMatch(keysPressed, new RegExp(PIN), 'nor key by key')
  const tables = await house.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  for (const { name } of tables) {
    const found = await house.rows(`select 1 from "${name}" as row where row::text like '%${PIN}%'`)
    t.equal(found.length, 0, `table ${name}`)
  }
  for (const key of await house.redis.keys('*')) {
    const dumped = await house.redis.dumpBuffer(key)
    t.notOk(dumped?.includes(PIN), `Redis ${key}`)
  }
  // Its append-only file, Asterisk's and our logs, PostgreSQL's files, recordings: whatever lies in the house.
  const grep = await promisify(execFile)('grep', ['-rla', '--', PIN, house.home]).catch(
    (error: { code: number; stdout: string }) => error,
  )
  t.equal(grep.stdout.trim(), '', 'no file of the house holds it')
})
