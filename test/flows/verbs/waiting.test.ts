// Verbs during which time passes: say, wait, lookup, menu, queue; and call, which comes back.
import t from 'tap'
import {
  entered,
  failed,
  found,
  key,
  keys,
  meet,
  mistakes,
  notFound,
  played,
  read,
  resumed,
  returned,
  timeUp,
  unplayable,
  walk,
} from './meet.ts'

t.test('say: prompts, texts and values in a row; what is not known is not said', async t => {
  const caller = meet(
    '- set: { name: "Lan", sum: 5000 }\n- say: [hello, { text: "Chào {vars.name}" }, { money: vars.sum }, { number: vars.none }]',
  )
  t.same(caller.hears(entered), ['play hello+{"text":"Chào Lan"}+{"money":5000,"currency":"VND"}'])
  t.same(meet('- say: { digits: input.none }').hears(entered), ['play after'])
})

t.test('wait: a pause; keys pressed meanwhile are kept, a restart begins it again', async t => {
  const caller = meet('- wait: 3s\n- menu: ask\n  keys: { "1": sales }')
  t.same(caller.hears(entered, resumed, played, key('1'), timeUp), [
    'wait 3000',
    'wait 3000',
    '',
    '',
    'play at-sales',
  ])
  t.same(mistakes('- wait: 0s'), ['wrong-value wait'])
  t.same(mistakes('- wait: 9999d'), ['wrong-value wait'])
})

const lookup = `- set: { account: "42" }
- lookup: balance
  with: { account: vars.account, phone: call.number, kind: gold, none: input.none }
  not-found: again
  failed: operator`
const asked = 'look-up balance {"account":"42","phone":{"caller":true},"kind":"gold"}'

t.test('lookup: a quick answer leads on in silence, and is known from then on', async t => {
  const caller = meet(lookup)
  t.same(caller.hears(entered, found({ balance: 5000, name: 'Lan' })), [`${asked}, wait 1000`, 'play after'])
  t.match(caller.place().values, { 'lookup.balance': 5000, 'lookup.name': 'Lan' })
  t.equal(meet(lookup).hears(entered, notFound).at(-1), 'play at-again')
  t.equal(meet(lookup).hears(entered, failed).at(-1), 'play at-operator')
})

t.test('lookup: a slow one never leaves the caller in silence, and a lost one ends', async t => {
  const caller = meet(lookup)
  t.same(caller.hears(entered, timeUp, played, timeUp, played, found()).slice(1), [
    'play lookup-please-wait',
    'wait 4000',
    'play lookup-please-wait',
    'wait 4000',
    'play after',
  ])
  const lost = meet(lookup)
  lost.hears(entered)
  for (let n = 0; n < 20; n++) lost.hears(timeUp, played)
  t.equal(lost.hears(timeUp).at(-1), 'play at-operator')
})

t.test('lookup: `meanwhile` is said to its end, unless a key cuts it short', async t => {
  const step = '- lookup: balance\n  meanwhile: checking\n- menu: ask\n  keys: { "1": sales }'
  const patient = meet(step)
  t.same(patient.hears(entered, found({ a: 1 }), timeUp, played), [
    'look-up balance {}, play checking',
    '',
    '',
    'play ask',
  ])
  const hurried = meet(step)
  t.same(hurried.hears(entered, found(), key('1')).slice(1), ['', 'stop-playing, play at-sales'])
  const early = meet(step)
  t.same(early.hears(entered, key('1'), played, found()).slice(1), ['', 'wait 4000', 'play at-sales'])
})

t.test('lookup: after a restart it asks again; an answer that is there counts', async t => {
  const caller = meet(lookup)
  t.equal(caller.hears(entered, resumed).at(-1), `${asked}, play lookup-please-wait`)
  const answered = meet('- lookup: balance\n  meanwhile: checking\n  not-found: again')
  t.equal(answered.hears(entered, notFound, resumed).at(-1), 'play at-again')
})

t.test('lookup: a late or second answer changes nothing', async t => {
  const caller = meet('- lookup: balance\n  meanwhile: checking\n  not-found: again')
  t.equal(caller.hears(entered, notFound, found(), played).at(-1), 'play at-again')
  t.same(caller.hears(found({ a: 1 })), [''])
  t.same(caller.place().values, {})
})

t.test('lookup: a secret goes as its handle', async t => {
  const caller = meet('- secret: pin\n- lookup: balance\n  with: { pin: secret.pin }')
  const wishes = caller.hears(entered, played, { type: 'secret', handle: 'h', length: 4, outcome: 'done' })
  t.equal(wishes.at(-1), 'look-up balance {"pin":{"secret":"h"}}, wait 1000')
})

const busy = `- queue: sales
  priority: 5
  age: 2m
  skills: [english]
  keys: { "1": message }
  after: { 60s: patience, 2m: patience }
  max-wait: 10m
  too-long: give-up`

t.test('queue: he keeps his place while he hears a section, and gives it up in the end', async t => {
  const caller = meet(busy)
  t.same(caller.hears(entered, key('9'), timeUp, played, timeUp, played, timeUp), [
    'join sales 5 {"mayBeRefused":["full","empty"],"ageMs":120000,"skills":["english"]}, wait-in-queue 60000',
    '',
    'play at-patience',
    'wait-in-queue 120000',
    'play at-patience',
    'wait-in-queue 600000',
    'leave-queue, play at-give-up',
  ])
})

t.test('queue: a key leads to a section, and the wait goes on where it was', async t => {
  const caller = meet(busy)
  t.same(caller.hears(entered, timeUp, played, key('1'), played).slice(3), [
    'play at-message',
    'wait-in-queue 120000',
  ])
  t.same(caller.hears(resumed, returned), ['wait-in-queue 120000', 'wait-in-queue 120000'])
})

t.test('call: another section, or another flow, and back behind the call', async t => {
  const { flow } = read(
    'flow: main\ntitle: x\nstart: [{ call: hello }, { call: { flow: other } }, { say: bye }]\nhello: [{ say: hello }]',
    'main',
  )
  const other = read('flow: other\ntitle: x\nstart: [{ say: one }, return, { say: never }]', 'other').flow
  const caller = walk(flow, undefined, [other])
  t.same(caller.hears(entered, played, unplayable, played), ['play hello', 'play one', 'play bye', 'hang-up'])
  t.same(
    caller.trace.map(trace => trace.type === 'SectionEntered' && `${trace.flow}/${trace.section}`),
    ['main/start', 'main/hello', 'other/start'],
  )
})

t.test('menu: what is typed ahead answers two menus in a row', async t => {
  const { flow } = read(
    'flow: test\ntitle: x\nstart: [{ say: hi }, { go: one }]\none: [{ menu: a, keys: { "1": two } }]\n' +
      'two: [{ menu: b, keys: { "2": end } }]\nend: [{ hangup: busy }]',
  )
  t.equal(
    walk(flow)
      .hears(entered, ...keys('12'), played)
      .at(-1),
    'hang-up busy',
  )
})

t.test('transfer: to a queue, where he stays; into another flow, where he goes on', async t => {
  const queue = meet('- transfer: { queue: support }')
  t.same(queue.hears(entered, key('1'), resumed), ['join support 0', '', ''])
  const { flow } = read('flow: a\ntitle: A\nstart:\n  - transfer: { flow: b, section: more }\n', 'a')
  const other = read('flow: b\ntitle: B\nstart:\n  - hangup\nmore:\n  - say: hello\n', 'b').flow
  const caller = walk(flow, undefined, [other])
  t.same(caller.hears(entered), ['play hello'])
  t.match(caller.place(), { flow: 'b', section: 'more' })
})

t.test('transfer: to one agent, whose line he leaves when his time is over', async t => {
  const caller = meet('- transfer: { agent: binh }\n  ring: 20s\n  no-answer: leave-message')
  t.same(caller.hears(entered, resumed, returned, timeUp), [
    'join agent:binh 0, wait-in-queue 20000',
    'wait-in-queue 20000',
    'wait-in-queue 20000',
    'leave-queue, play at-leave-message',
  ])
})

t.test('transfer: names of the configuration only, and each setting where it means something', async t => {
  t.same(mistakes('- transfer: { agent: binh }'), ['missing-key transfer'])
  t.same(mistakes('- transfer: { queue: support }\n  ring: 20s'), ['wrong-value ring'])
  t.same(mistakes('- transfer: "0901234567"'), ['wrong-type transfer'])
  t.same(mistakes('- transfer: { number: "0901234567" }'), ['missing-key transfer'])
  t.same(mistakes('- transfer: { number: "0901;x=1" }\n  no-answer: nobody').length, 1)
  t.same(mistakes('- transfer: { number: "028 3822 5678" }\n  no-answer: nobody\n  ring: 20s'), [
    'wrong-value ring',
  ])
})
t.test('transfer: to a number that the owner wrote down, and on where nobody is reached there', async t => {
  const caller = meet('- transfer: { number: "028 3822 5678" }\n  no-answer: nobody')
  t.same(caller.hears(entered, key('1'), resumed, { type: 'not-reached' }), [
    ...['call-outside 028 3822 5678', '', 'call-outside 028 3822 5678', 'play at-nobody'],
  ])
})
