// The tests that stand in a flow, run twice: rehearsed without a telephone, and as real calls through Asterisk. Both
// must say the same of each.
import t from 'tap'
import { tellTests } from '../../src/config/flow-tests.ts'
import { checkTree, readTree } from '../../src/config.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { runForReal, watchPlays } from '../support/real-rehearsal.ts'

const KEYS = [
  'welcome',
  'main-menu',
  'closed',
  'goodbye',
  'please-wait',
  'enter-digits',
  'invalid-key',
  'leave-message',
  'message-review',
  'keep-waiting-or-message',
]

t.setTimeout(280_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: main, number: "02871099999", title: Main, flow: main }
- { name: english, number: "02871098888", title: English, flow: english }
- { name: both, number: "19001234", title: Both, flow: both }
`,
    'config/queues.yaml':
      '- { name: sales, announce: { position: false } }\n- { name: support, announce: { position: false } }\n',
    'config/recording.yaml': 'default: off\n',
    'ivr-flows/both.yaml': `
flow: both
title: Both
language: vi
start:
  - say: welcome
  - menu: main-menu
    timeout: 1s
    tries: 2
    keys: { "1": number, "2": wait, "3": shut, "4": message }
    no-input: shut
number:
  - collect: account
    digits: 4
    tries: 1
    timeout: 1s
    failed: shut
  - say: [please-wait, goodbye]
wait:
  - queue: sales
    keys: { "5": message }
    after: { 2s: aside }
aside:
  - say: keep-waiting-or-message
message:
  - voicemail: sales
  - say: goodbye
shut:
  - hours: never
    closed: night
  - say: welcome
night:
  - say: [closed, goodbye]
tests:
  - name: four digits
    press: ["1", "1234"]
    expect: [{ say: welcome }, { menu: main-menu }, { collect: account }, { say: [please-wait, goodbye] }, hangup]
  - name: no digits
    press: ["1", ""]
    expect: [{ say: welcome }, { menu: main-menu }, { collect: account }, { section: night }, { say: [closed, goodbye] }, hangup]
  - name: nothing pressed
    expect: [{ say: welcome }, { menu: main-menu }, { menu: main-menu }, { say: [closed, goodbye] }, hangup]
  - name: a queue, and what is heard while waiting
    press: ["2", { wait: 3s }]
    expect: [{ say: welcome }, { menu: main-menu }, { queue: sales }, { section: aside }, { say: keep-waiting-or-message }]
  - name: out of the queue to a message
    press: ["2", "5", { speak: 3s }, "1"]
    expect: ["...", { queue: sales }, { say: leave-message }, { leave-queue: true }, { voicemail: sales }, { say: message-review }, { say: goodbye }, hangup]
  - name: he hangs up
    press: ["2", hang-up]
    expect: [{ say: welcome }, { menu: main-menu }, { queue: sales }, { hangup: caller }]
`,
    'config/hours.yaml':
      'hours:\n  never: { open: [] }\n  always: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }\n  office: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }\n',
    ...Object.fromEntries(
      ['vi', 'en'].flatMap(language =>
        KEYS.map((key, n) => [`sounds/${language}/${key}.wav`, toneWav(400 + 60 * n, 0.5)]),
      ),
    ),
  },
})
t.teardown(() => house.stop())
const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => phone.close())
const stage = await watchPlays(house)
t.teardown(() => stage.close())
const tree = await readTree(house.folder)
const { config, findings } = checkTree(tree)
if (!config) throw new Error(JSON.stringify(findings))

const NUMBERS = { both: '19001234', main: '02871099999', english: '02871098888' }
let callers = 0

for (const [flow, number] of Object.entries(NUMBERS)) {
  const rehearsed = tellTests(tree, config.flows[flow]!, config)
  for (const [index, test] of (config.flows[flow]?.tests ?? []).entries()) {
    // A minute in a queue is rehearsed only.
    if ([test.press ?? []].flat().some(act => typeof act === 'object' && 'wait' in act && act.wait === '61s'))
      continue
    t.test(`${flow}: ${test.name}`, async t => {
      const from = `+84${904_000_000 + ++callers}`
      const really = await runForReal({ house, stage, phone, config, flow, number, from, test })
      t.equal(really.sentence, undefined, 'the real call meets what is expected', { met: really.met })
      t.equal(rehearsed[index]?.passed, true, 'and so does the rehearsal')
    })
  }
}

t.test('the house is whole', async t => assertInvariants(t, house))
