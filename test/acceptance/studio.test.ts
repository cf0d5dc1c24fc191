// Recording a prompt from a phone, on the real thing: an admin speaks a tone, and the next caller hears it. Who has no
// right, or a wrong PIN, does not get in; and the PIN is left nowhere.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { liveCalls } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { everythingIsWritten, readJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const PIN = '7391582'
const WRONG = '8204671'
const SPOKEN_HZ = 1_700
const HZ = {
  ...{ 'studio-enter-pin': 500, 'studio-enter-number': 600, 'studio-record': 700, 'studio-review': 800 },
  ...{ 'studio-saved': 900, 'wrong-pin': 1_000, 'not-allowed': 1_100, 'too-many-tries': 1_200 },
  ...{ welcome: 1_300, 'studio-unknown-number': 1_400 },
}
const sounds = Object.entries(HZ).map(([key, hz]) => [`sounds/vi/${key}.wav`, toneWav(hz, 0.8)])

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/queues.yaml': '- { name: sales }\n',
    'config/recording.yaml': 'default: off\n',
    'config/hours.yaml': 'hours: {}\n',
    'config/boxes.yaml': '{}\n',
    'config/lookups.yaml': 'lookups: {}\n',
    'config/sends.yaml': '{}\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: bob, name: Bob, queues: [sales] }\n',
    'ivr-flows/english.yaml': 'flow: english\ntitle: Another\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - say: welcome
  - hangup
`,
    ...Object.fromEntries(sounds),
  },
})
t.teardown(() => house.stop())
t.setTimeout(200_000)

const phoneOf = async (user: string) => {
  const phone = await openPhone({ server: house.sip, account: house.account(user) })
  t.teardown(() => phone.close())
  return phone
}
const ann = await phoneOf('ann')
const bob = await phoneOf('bob')
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

type Prompts = {
  studio: Record<string, string>
  prompts: { key: string; number: number; languages: { vi: { source: string; take?: { by: string } } } }[]
}
const prompts = async () => (await house.api('GET', '/api/v1/prompts')).body as Prompts
const welcome = async () => (await prompts()).prompts.find(({ key }) => key === 'welcome')
const isRecorded = () =>
  until(
    async () => (await liveCalls(house)).some(({ phase }) => phase?.name === 'ivr' && 'recording' in phase),
    8_000,
    'she is recorded',
  )
const forMs = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function callerHears(hz: number): Promise<void> {
  const call = await trunk.dial('02871099999', { from: '+84903000001' })
  await call.hears(hz)
  await call.ended()
}

t.test('both have a PIN, one may change prompts', async t => {
  for (const id of ['ann', 'bob'])
    t.match(await house.api('PUT', `/api/v1/people/${id}/pin`, { pin: PIN }), { status: 200 })
  t.match(await house.api('PATCH', '/api/v1/people/ann', { role: 'admin' }), { status: 200 })
})

t.test('an admin dials the code, says who she is, speaks; the next caller hears it', async t => {
  await callerHears(HZ.welcome)
  const { studio } = await prompts()
  t.equal(studio.vi, '*44')
  const call = await ann.dial(studio.vi ?? '')
  await call.hears(HZ['studio-enter-pin'])
  await call.press(`${PIN}#`)
  await call.hears(HZ['studio-enter-number'])
  await call.press('99999#')
  await call.hears(HZ['studio-unknown-number'])
  await call.hears(HZ['studio-enter-number'])
  await call.press(`${(await welcome())?.number}#`)
  await call.hears(HZ['studio-record'])
  await isRecorded()
  call.say(SPOKEN_HZ)
  await forMs(2_500)
  await call.press('#')
  call.say(undefined)
  await call.hears(HZ['studio-review'])
  await call.press('2')
  await call.hears(SPOKEN_HZ)
  await call.hears(HZ['studio-review'], 8_000)
  await callerHears(HZ.welcome)
  await call.press('1')
  await call.hears(HZ['studio-saved'], 10_000)
  await callerHears(SPOKEN_HZ)
  await call.hangUp()
  t.match((await welcome())?.languages.vi, { source: 'recorded', take: { by: 'ann', from: 'phone' } })
  const deeds = await house.rows(`select person, object from audit where action = 'prompts.record'`)
  t.same(deeds, [{ person: 'ann', object: 'vi/welcome' }])
  await everythingIsWritten(house)
  const stored = async () => (await house.ari('GET', 'recordings/stored')) as unknown[]
  await until(async () => (await stored()).length === 0, 20_000, 'Asterisk keeps nothing of it')
  t.same(await house.rows('select recording from recordings where path is not null'), [])
})

t.test('it is taken back on the page', async () => {
  await house.api('POST', '/api/v1/prompts/vi/welcome/undo')
  await until(async () => (await welcome())?.languages.vi.source === 'file', 5_000, 'the file counts again')
  // The switchboard looks every second.
  await forMs(2_000)
  await callerHears(HZ.welcome)
})

t.test('who may not change prompts hears so, whatever his PIN', async () => {
  const call = await bob.dial('*44')
  await call.hears(HZ['not-allowed'])
  await call.ended()
})

t.test('a wrong PIN does not get in; after the fifth not even the right one', async t => {
  const call = await ann.dial('*44')
  for (let tried = 1; tried <= 5; tried++) {
    await call.hears(HZ['studio-enter-pin'])
    await call.press(`${WRONG}#`)
    await call.hears(HZ['wrong-pin'])
  }
  await call.hears(HZ['too-many-tries'])
  await call.ended(10_000)
  const again = await ann.dial('*44')
  await again.hears(HZ['not-allowed'])
  await again.ended()
  const locks = await house.rows(`select person, details from audit where action = 'people.pin-locked'`)
  t.same(locks, [{ person: 'ann', details: { phone: 'ann' } }])
  const leftS = await house.redis.ttl(house.keys.wrong('pin:ann'))
  t.ok(leftS > 14 * 60 && leftS <= 15 * 60, `locked for ${leftS} s`)
})

t.test('afterwards: the PIN stands in no table, no Redis, no journal, no file', async t => {
  await everythingIsWritten(house)
  await assertInvariants(t, house)
  const pressed = (await readJournal(house)).flatMap(({ event }) =>
    event.type === 'KeyPressed' ? [event.digit] : [],
  )
  for (const pin of [PIN, WRONG]) {
    t.notMatch(pressed.join(''), new RegExp(pin))
    const tables = await house.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of tables) {
      const found = await house.rows(`select 1 from "${name}" as row where row::text like '%${pin}%'`)
      t.equal(found.length, 0, `table ${name}`)
    }
    for (const key of await house.redis.keys('*'))
      t.notOk((await house.redis.dumpBuffer(key))?.includes(pin), `Redis ${key}`)
    const grep = await promisify(execFile)('grep', ['-rla', '--', pin, house.home]).catch(
      (error: { code: number; stdout: string }) => error,
    )
    t.equal(grep.stdout.trim(), '', 'no file of the house holds it')
  }
})
