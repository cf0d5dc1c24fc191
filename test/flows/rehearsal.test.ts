// Tests that stand in a flow: what they can say, and that they fail when the flow goes another way.
import t from 'tap'
import { parse } from 'yaml'
import type { Flow } from '../../src/flows/flow.ts'
import { readFlow } from '../../src/flows/read-flow.ts'
import { runTest, type TestHouse } from '../../src/flows/rehearsal/run-tests.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'

const bank = `
flow: bank
title: Bank
start:
  - hours: office
    closed: after-hours
  - say: welcome
  - go: menu
menu:
  - menu: main-menu
    keys: { "1": balance, "2": sales, "0": reception }
    no-input: sales
balance:
  - collect: account
    digits: 8
    failed: sales
  - secret: pin
    failed: sales
  - lookup: balance
    with: { account: input.account, pin: secret.pin }
    not-found: menu
    failed: sales
  - note: { account: input.account }
  - say: [your-balance-is, { money: lookup.balance }]
sales:
  - queue: sales
    keys: { "1": leave-message }
    after: { 60s: keep-waiting }
    max-wait: 10m
    too-long: leave-message
keep-waiting:
  - say: please-wait
leave-message:
  - voicemail: sales
reception:
  - dial: enter-extension
    no-answer: sales
    failed: sales
after-hours:
  - say: [closed, goodbye]
`

const flow = read(bank)
const house: TestHouse = {
  flows: name => (name === 'bank' ? flow : undefined),
  language: 'vi',
  epochOf: at => Date.parse(`${at.slice(0, 16)}:00Z`),
  isOpen: (_hours, _hotline, at) => new Date(at).getUTCHours() >= 8 && new Date(at).getUTCHours() < 17,
  localTime: at => new Date(at).toISOString().slice(0, 16),
  agentAt: extension => (extension === '201' ? 'an' : undefined),
}

function read(text: string): Flow {
  const { flow: found, problems } = readFlow('bank', parse(text), () => [])
  if (!found || problems.length > 0) throw new Error(JSON.stringify(problems))
  return found
}

const run = (test: Omit<WrittenTest, 'name'>) => runTest('bank', 'vi', { name: 'a test', ...test }, house)

const passes = (name: string, test: Omit<WrittenTest, 'name'>) =>
  t.test(name, async t => {
    const result = run(test)
    t.ok(result.passed, result.sentence ?? '', { met: result.met })
  })

const opening = [{ say: 'welcome' }, { menu: 'main-menu' }] as const

passes('a key leads into a queue, where the rehearsal rests', {
  press: '2',
  expect: [...opening, { queue: 'sales' }],
})
passes('the time of the test decides whether it is open', {
  at: '2026-03-02T20:00',
  expect: [{ say: ['closed', 'goodbye'] }, 'hangup'],
})
passes('hours can be set by the test itself', {
  hours: { office: 'closed' },
  expect: [{ section: 'after-hours' }, { say: ['closed', 'goodbye'] }],
})
passes('a number and a PIN are asked for, and a lookup answers what the test says', {
  press: ['1', '12345678', '4711#'],
  lookups: { balance: { found: { balance: 250_000 } } },
  expect: [
    ...opening,
    { collect: 'account' },
    { secret: 'pin' },
    { lookup: 'balance' },
    { note: { account: '12345678' } },
    { say: ['your-balance-is', { money: 250_000 }] },
    'hangup',
  ],
})
passes('a lookup that fails leads to people', {
  press: ['1', '12345678', '4711#'],
  lookups: { balance: 'failed' },
  expect: ['...', { lookup: 'balance' }, { queue: 'sales' }],
})
passes('who presses nothing is asked three times, then goes on', {
  expect: [...opening, { menu: 'main-menu' }, { menu: 'main-menu' }, { queue: 'sales' }],
})
passes('an empty entry lets one question pass', {
  press: ['', '2'],
  expect: [...opening, { menu: 'main-menu' }, { queue: 'sales' }],
})
passes('who waits hears what comes by time, keeps his place, and may leave by a key', {
  press: ['2', { wait: '65s' }, '1', { speak: '10s' }, '1'],
  expect: [
    ...opening,
    { queue: 'sales' },
    { section: 'keep-waiting' },
    { say: 'please-wait' },
    { say: 'leave-message' },
    { 'leave-queue': true },
    { voicemail: 'sales' },
    '...',
    'hangup',
  ],
})
passes('he hangs up where he likes, also while he waits', {
  press: ['2', { wait: '5s' }, 'hang-up'],
  expect: [...opening, { queue: 'sales' }, { hangup: 'caller' }],
})
passes('an extension is dialled', {
  press: ['0', '201#'],
  expect: [...opening, { dial: 'enter-extension' }, { queue: 'agent:an' }],
})

t.test('a test that expects another way fails, and says where and what came instead', async t => {
  const result = run({ press: '2', expect: [{ say: 'welcome' }, { queue: 'sales' }] })
  t.notOk(result.passed)
  t.equal(result.at, 1)
  t.match(result.sentence, 'was to meet { queue: sales }, and meets { menu: main-menu }')
})
t.test('what comes after all that is expected is a failure too', async t => {
  const result = run({ press: '2', expect: [...opening] })
  t.match(result, { passed: false, sentence: /meets \{ queue: sales \}/ })
})
t.test('keys that nobody asks for are a failure: the test means another flow', async t => {
  const result = run({ press: ['2', '5', '5'], hours: { office: 'closed' }, expect: ['...', 'hangup'] })
  t.match(result, { passed: false, sentence: /found no question/ })
})

t.test('a test says how a queue stands; without a word one agent is there, and free', async t => {
  const flow = read(`flow: bank
title: Bank
start:
  - queue-state: sales
    when:
      - { waiting: { from: 10 }, go: full }
      - { free: 0, go: busy }
  - transfer: { agent: binh }
    ring: 20s
    no-answer: busy
full:
  - say: full
busy:
  - say: busy
`)
  const given = { ...house, flows: (name: string) => (name === 'bank' ? flow : undefined) }
  const met = (test: Partial<WrittenTest>) =>
    runTest('bank', 'vi', { name: 'a test', expect: ['...'], ...test }, given).met
  t.same(met({}), ['{ queue: agent:binh }'])
  t.same(met({ press: [{ wait: '30s' }] }), [
    '{ queue: agent:binh }',
    '{ leave-queue: true }',
    '{ say: busy }',
    '{ hangup: normal }',
  ])
  t.same(met({ queues: { sales: { waiting: 12 } } }), ['{ say: full }', '{ hangup: normal }'])
  t.same(met({ queues: { sales: { free: 0, here: 2 } } }), ['{ say: busy }', '{ hangup: normal }'])
})

t.test('who is sent outside is no longer the flow’s, unless nobody answers there', async t => {
  const flow = read(`flow: bank
title: Bank
start:
  - queue: sales
    max-wait: 1m
    too-long: away
away:
  - transfer: { number: "028 3822 5678" }
    no-answer: nobody
nobody:
  - say: busy
`)
  const given = { ...house, flows: (name: string) => (name === 'bank' ? flow : undefined) }
  const met = (test: Partial<WrittenTest>) =>
    runTest('bank', 'vi', { name: 'a test', expect: ['...'], press: [{ wait: '2m' }], ...test }, given).met
  const way = ['{ queue: sales }', '{ leave-queue: true }', '{ transfer: 028 3822 5678 }']
  t.same(met({}), way)
  t.same(met({ outside: 'no-answer' }), [...way, '{ say: busy }', '{ hangup: normal }'])
})
