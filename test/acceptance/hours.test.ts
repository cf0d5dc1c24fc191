// Opening hours in real calls: two hotlines, each with a flow, a language, hours and an emergency target of its own;
// and a supervisor who closes and opens against the calendar while calls come.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom } from '../support/records.ts'
import { until } from '../support/until.ts'

const VI = { welcome: 500, closed: 860 }
const EN = { welcome: 1_100, closed: 1_400 }
const sounds = (language: string, prompts: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(prompts).map(([key, hz]) => [`sounds/${language}/${key}.wav`, toneWav(hz, 1.5)]),
  )

t.setTimeout(260_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: main, number: "02871099999", title: Hotline, flow: main, hours: always, emergency: { phone: ann } }
- { name: english, number: "02871098888", title: English, flow: english, hours: never, emergency: { phone: binh } }
- { name: third, number: "19001234", title: Third, flow: main, language: en, hours: weekday }
`,
    'config/recording.yaml': 'default: off\n',
    'config/hours.yaml': `
hours:
  always: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }
  never: { open: [] }
  weekday: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }
`,
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: binh, name: Binh, queues: [sales] }\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - hours: hotline
    closed: shut
  - say: welcome
  - hangup
shut:
  - say: closed
  - hangup
`,
    'ivr-flows/english.yaml': `
flow: english
title: English
language: en
start:
  - hours: never
    closed: shut
  - say: welcome
  - hangup
shut:
  - say: closed
  - hangup
`,
    ...sounds('vi', VI),
    ...sounds('en', EN),
  },
})
t.teardown(() => house.stop())
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
async function dial(hotline: string): Promise<{ call: Call; number: string }> {
  const number = `+84${903_000_000 + ++numbers}`
  return { number, call: await trunk.dial(hotline, { from: number }) }
}
/** What a caller of that number hears first. */
async function heard(hotline: string, hz: number): Promise<void> {
  const { call } = await dial(hotline)
  await call.hears(hz)
  await call.ended()
}
const turn = (path: string, body: object) => house.api('POST', `/api/v1/${path}/switch`, body)
const tongdai = async (...args: string[]) => {
  const command = join(import.meta.dirname, '../../src/cli/tongdai.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
    env: house.environment,
  })
  return stdout
}

t.test('each hotline has its flow, its language and its hours', async t => {
  await heard('02871099999', VI.welcome)
  await heard('02871098888', EN.closed)
  await heard('19001234', EN.welcome)
  const { call, number } = await dial('02871098888')
  await call.ended()
  t.match(await cdrFrom(house, number), { hotline: 'english' })
})

t.test('each hotline has its emergency target in the dialplan', async t => {
  const dialplan = await readFile(join(house.home, 'asterisk/etc/extensions.conf'), 'utf8')
  const emergency = dialplan.slice(dialplan.indexOf('[emergency]'))
  t.match(emergency, /exten => 02871099999,1,Dial\(PJSIP\/ann,120\)/)
  t.match(emergency, /exten => \+842871099999,1,Dial\(PJSIP\/ann,120\)/)
  t.match(emergency, /exten => 02871098888,1,Dial\(PJSIP\/binh,120\)/)
  t.notMatch(emergency, /19001234/)
})

t.test(
  'closed by the API, the very next call goes to the closed branch; automatic, and it is open again',
  async t => {
    t.match(await turn('hours/always', { position: 'closed', note: 'power cut' }), { status: 200 })
    await heard('02871099999', VI.closed)
    await heard('19001234', EN.welcome)
    t.match(await turn('hours/never', { position: 'open' }), { status: 200 })
    await heard('02871098888', EN.welcome)
    t.match(await turn('hours/always', { position: 'automatic' }), { status: 200 })
    t.match(await turn('hours/never', { position: 'automatic' }), { status: 200 })
    await heard('02871099999', VI.welcome)
    await heard('02871098888', EN.closed)
    t.match(await turn('hours/nobodys', { position: 'closed' }), {
      status: 404,
      body: { code: 'no-such-hours' },
    })
  },
)

t.test('one hotline is closed, whatever hours it asks for, and the others stay', async t => {
  t.match(await turn('hotlines/third', { position: 'closed' }), { status: 200 })
  await heard('19001234', EN.closed)
  await heard('02871099999', VI.welcome)
  t.match(await turn('hotlines/third', { position: 'automatic' }), { status: 200 })
})

t.test(
  'from the command line, until a time; and it survives a switchboard and an office that are killed',
  async t => {
    t.match(
      await tongdai('hours', 'close', 'always', '--until', '23:59', '--note', 'training'),
      /always is closed until/,
    )
    t.match(await tongdai('hours'), /always +closed +switched by API: training/)
    for (const name of ['switchboard', 'office'] as const) {
      const before = await house.pid(name)
      process.kill(before, 'SIGKILL')
      await until(async () => ((await house.pid(name)) ?? before) !== before, 40_000, `a new ${name}`)
    }
    await heard('02871099999', VI.closed)
    t.match(await tongdai('hours', 'automatic', 'always'), /follows the calendar/)
    await heard('02871099999', VI.welcome)
  },
)

t.test('a time that is over rules no more', async t => {
  const soon = new Date(Date.now() + 1_500).toISOString()
  t.match(await turn('hours/always', { position: 'closed', until: soon }), { status: 200 })
  await heard('02871099999', VI.closed)
  await until(() => Date.now() > Date.parse(soon), 5_000, 'its end')
  await heard('02871099999', VI.welcome)
  await assertInvariants(t, house)
})

t.test('a caller who is in the menu already goes on', async t => {
  const { call, number } = await dial('02871099999')
  await callIs(house, number, 'ivr')
  t.match(await turn('hours/always', { position: 'closed' }), { status: 200 })
  await call.hears(VI.welcome)
  await call.ended()
  await turn('hours/always', { position: 'automatic' })
})
