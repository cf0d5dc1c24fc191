// collect, secret and dial: verbs that ask for a number.
import t from 'tap'
import { passes } from '../../../src/flows/check-digit.ts'
import { checkMentions, type Known } from '../../../src/flows/check-flow.ts'
import { discretionAt } from '../../../src/flows/discretion.ts'
import {
  entered,
  key,
  keys,
  meet,
  mistakes,
  monday,
  played,
  read,
  resumed,
  secretOf,
  timeUp,
  unplayable,
} from './meet.ts'

t.test('collect: a number that ends with # is kept, and the flow goes on', async t => {
  const caller = meet('- collect: account\n  prompt: enter-account')
  t.same(caller.hears(entered, played, ...keys('12#')), [
    'play enter-account',
    'wait 5000',
    'wait 3000',
    'wait 3000',
    'play after',
  ])
  t.same(caller.place().values, { 'input.account': '12' })
  t.same(caller.trace.at(-1), {
    type: 'InputTaken',
    section: 'start',
    name: 'account',
    length: 2,
    outcome: 'ok',
  })
})

t.test('collect: the first key cuts the prompt short, and the last digit ends the number', async t => {
  const caller = meet('- collect: code\n  digits: 3')
  t.same(caller.hears(entered, ...keys('123')), [
    'play enter-digits',
    'stop-playing, wait 3000',
    'wait 3000',
    'play after',
  ])
})

t.test('collect: # out of habit after the last digit is dropped once, and not later', async t => {
  const menu = '- collect: code\n  digits: 1\n- menu: ask\n  keys: { "#": hash }'
  const caller = meet(menu)
  t.same(caller.hears(entered, key('7'), key('#')).slice(1), ['stop-playing, play ask', ''])
  t.same(caller.hears(key('#')), ['stop-playing, play at-hash'])
  const patient = meet(menu)
  t.same(patient.hears(entered, key('7'), played, key('#')).slice(2), ['wait 5000', 'play at-hash'])
  const quick = meet(`- say: welcome\n${menu}`)
  t.same(quick.hears(entered, ...keys('7##'), played).slice(4), ['play at-hash'])
})

t.test('collect: what was typed ahead answers it, also in part', async t => {
  const step = '- say: welcome\n- collect: account\n  prompt: enter-account'
  const whole = meet(step)
  t.equal(whole.hears(entered, ...keys('42#'), played).at(-1), 'play after')
  t.same(whole.place().values, { 'input.account': '42' })
  const part = meet(step)
  t.same(part.hears(entered, key('4'), played, key('2'), key('#')).slice(2), [
    'wait 3000',
    'wait 3000',
    'play after',
  ])
  t.same(part.place().values, { 'input.account': '42' })
})

t.test('collect: * begins again; after the time between keys, what is there counts', async t => {
  const caller = meet('- collect: account')
  t.equal(caller.hears(entered, played, ...keys('99*12'), timeUp).at(-1), 'play after')
  t.same(caller.place().values, { 'input.account': '12' })
})

t.test('collect: who presses nothing is asked three times, then hears goodbye', async t => {
  const caller = meet('- collect: account\n  prompt: ask')
  const silent = [played, timeUp]
  t.same(caller.hears(entered, ...silent, ...silent, ...silent, played), [
    'play ask',
    'wait 5000',
    'play ask',
    'wait 5000',
    'play ask',
    'wait 5000',
    'play too-many-tries+goodbye',
    'hang-up',
  ])
  t.match(caller.trace.at(-1), { type: 'InputTaken', length: 0, outcome: 'gave-up' })
})

t.test(
  'collect: what is too short, no match or mistyped is said so; in the end `failed` is next',
  async t => {
    const caller = meet(
      '- collect: card\n  prompt: ask\n  length: { min: 4, max: 19 }\n  pattern: "4[0-9]*"\n  check: luhn\n  failed: operator',
    )
    t.equal(caller.hears(entered, ...keys('123#')).at(-1), 'play enter-again+ask')
    t.equal(caller.hears(...keys('5500000000000004#')).at(-1), 'play enter-again+ask', 'no match')
    t.equal(caller.hears(...keys('4111111111111112#')).at(-1), 'play at-operator', 'mistyped')
    const right = meet('- collect: card\n  pattern: "4[0-9]*"\n  check: luhn')
    t.equal(right.hears(entered, ...keys('4111111111111111#')).at(-1), 'play after')
  },
)

t.test('collect: the pattern must match the whole number', async t => {
  const caller = meet('- collect: code\n  prompt: ask\n  pattern: "12"')
  t.equal(caller.hears(entered, ...keys('4123#')).at(-1), 'play enter-again+ask')
})

t.test('collect: a number is read back; 1 keeps it, 2 asks again', async t => {
  const step = '- collect: account\n  prompt: ask\n  confirm: true'
  const back = 'play you-entered+{"digits":"42"}+press-1-to-confirm'
  const sure = meet(step)
  t.same(sure.hears(entered, ...keys('42#'), key('#'), key('1')).slice(3), [
    back,
    '',
    'stop-playing, play after',
  ])
  const unsure = meet(step)
  t.same(unsure.hears(entered, ...keys('42#'), played, key('2')).slice(4), ['wait 5000', 'play ask'])
  t.same(unsure.place().values, undefined)
  const silent = meet(step)
  t.same(silent.hears(entered, ...keys('42#'), played, timeUp, played, timeUp, played, timeUp).slice(5), [
    back,
    'wait 5000',
    back,
    'wait 5000',
    'play too-many-tries+goodbye',
  ])
  const ahead = meet(`- say: welcome\n${step}`)
  t.equal(ahead.hears(entered, ...keys('42#1'), played).at(-1), 'play after')
})

t.test('collect: after a restart it asks again, or reads back again; tries still count', async t => {
  const caller = meet('- collect: account\n  prompt: ask\n  confirm: true\n  tries: 2')
  t.equal(caller.hears(entered, played, key('4'), resumed).at(-1), 'play ask')
  t.equal(caller.hears(played, timeUp, resumed, played, timeUp).at(-1), 'play too-many-tries+goodbye')
  t.equal(caller.hears(resumed).at(-1), 'play too-many-tries+goodbye')
  const confirming = meet('- collect: account\n  confirm: true')
  t.match(confirming.hears(entered, ...keys('42#'), played, resumed).at(-1), /^play you-entered/)
})

t.test('collect: a prompt that cannot be played is a prompt that is over', async t => {
  t.same(meet('- collect: account').hears(entered, unplayable), ['play enter-digits', 'wait 5000'])
})

t.test('collect: settings that make no sense are refused', async t => {
  t.same(mistakes('- collect: a\n  digits: 3\n  length: { min: 1 }'), ['twice digits'])
  t.same(mistakes('- collect: a\n  length: { min: 5, max: 2 }'), ['wrong-value length min'])
  t.same(mistakes('- collect: a\n  timeout: 0s'), ['wrong-value timeout'])
  t.same(mistakes('- collect: a\n  pattern: "[0-9"'), ['bad-pattern pattern'])
  t.same(mistakes('- collect: a\n  pattern: "((a{1,100}){1,100}){1,100}"'), ['bad-pattern pattern'])
  t.same(mistakes('- collect: a\n  check: crc'), ['wrong-type check'])
  t.same(mistakes('- collect: a\n  digits: 0'), ['wrong-value digits'])
})

t.test('check digits find a mistyped digit', async t => {
  t.ok(passes('luhn', '79927398713'))
  t.notOk(passes('luhn', '79927398710'))
  t.ok(passes('mod97', '79444'))
  t.notOk(passes('mod97', '97444'))
  t.ok(passes('mod11', '0365327'))
  t.notOk(passes('mod11', '0356327'))
  t.ok(passes('vn-tax-code', '0100109106'), 'Viettel')
  t.ok(passes('vn-tax-code', '0100109106001'), 'a branch')
  t.notOk(passes('vn-tax-code', '0100109160'))
  t.ok(passes('cccd', '001099012345'))
  t.notOk(passes('cccd', '097099012345'))
  for (const check of ['luhn', 'mod97', 'mod11', 'vn-tax-code', 'cccd'] as const) t.notOk(passes(check, ''))
})

t.test('secret: the flow hears that there is one, never which', async t => {
  const caller = meet('- secret: pin\n  digits: 4')
  t.same(caller.hears(entered, played, secretOf(4)), [
    'collect-secret 4-4# 180000 3000, play enter-pin',
    'collect-secret 4-4# 5000 3000, wait 22000',
    'play after',
  ])
  t.same(caller.place().values, { 'secret.pin': 'handle-1' })
  t.match(caller.trace.at(-1), { type: 'InputTaken', name: 'pin', length: 4, outcome: 'ok' })
})

t.test('secret: the first key ends the prompt; which one is not kept', async t => {
  const caller = meet('- secret: pin')
  t.equal(caller.hears(entered, key('x')).at(-1), 'stop-playing, wait 46000')
  t.same(caller.hears(key('9')), [''])
  t.notOk(JSON.stringify(caller.place()).includes('9'))
})

t.test('secret: the last key, heard late and hidden, is no key of the menu that follows', async t => {
  const caller = meet('- secret: pin\n  digits: 4\n- menu: ask\n  keys: { "#": hash }')
  t.same(caller.hears(entered, key('x'), key('x'), secretOf(4), key('x'), key('#')).slice(3), [
    'play ask',
    '',
    '',
  ])
})

t.test('secret: keys typed ahead never enter the state, whatever is said before it', async t => {
  const caller = meet(
    '- say: welcome\n- hours: office\n  closed: closed\n- call: explain\n- secret: pin',
    monday,
  )
  caller.hears(entered, ...keys('4711'))
  t.equal(
    discretionAt(() => undefined, caller.place()),
    'open',
    'nothing is known of no flow',
  )
  t.notMatch(JSON.stringify(caller.place()), /4711|typed/)
  caller.hears(played, ...keys('4711'))
  t.notMatch(JSON.stringify(caller.place()), /4711|typed/, 'in what was called, too')
  t.match(caller.hears(played).at(-1), /^collect-secret/)
})

t.test('secret: too short is said, nothing is asked again, and in the end `failed` is next', async t => {
  const caller = meet('- secret: pin\n  prompt: ask\n  failed: operator')
  t.equal(
    caller.hears(entered, played, secretOf(2)).at(-1),
    'collect-secret 4-12# 180000 3000, play enter-again+ask',
  )
  t.equal(caller.hears(played, secretOf(0)).at(-1), 'collect-secret 4-12# 180000 3000, play ask')
  t.equal(caller.hears(played, timeUp).at(-1), 'stop-secret, play at-operator', 'the net below')
  t.match(
    caller.trace.find(({ type }) => type === 'InputTaken'),
    { outcome: 'gave-up' },
  )
})

t.test('secret: after a restart it is asked for again', async t => {
  const caller = meet('- secret: pin')
  t.equal(caller.hears(entered, played, resumed).at(-1), 'collect-secret 4-12# 180000 3000, play enter-pin')
})

const nothing: Known = { queues: undefined, hours: undefined, prompts: new Map() }

t.test('secret: a secret can be given to a lookup alone', async t => {
  t.same(mistakes('- note: { pin: secret.pin }'), ['secret-shown note pin'])
  t.same(mistakes('- set: { pin: secret.pin }'), ['secret-shown set pin'])
  t.same(mistakes('- send: order\n  with: { pin: secret.pin }'), ['secret-shown with pin'])
  t.same(mistakes('- when: [{ secret.pin: "1", go: start }]'), ['secret-shown when 0 secret.pin'])
  t.same(mistakes('- lookup: balance\n  with: { pin: secret.pin }'), [])
  const said = (step: string) =>
    checkMentions(read(`flow: test\ntitle: x\nstart: [{ ${step} }]`).flow, nothing).map(({ code }) => code)
  t.same(said('say: { digits: secret.pin }'), ['secret-shown'])
  t.same(said('say: { text: "Your PIN is {secret.pin}" }'), ['secret-shown'])
  t.same(said('lookup: balance, meanwhile: { digits: secret.pin }'), ['secret-shown'])
  t.same(said('lookup: balance, with: { pin: secret.pin }'), [])
})

const dialled = '- dial: enter-extension\n  digits: 3\n  ring: 20s\n  no-answer: mailbox'

t.test('dial: the phone with that extension rings, and nobody answering leads on', async t => {
  const caller = meet(dialled)
  t.same(caller.hears(entered, ...keys('101'), timeUp), [
    'play enter-extension',
    'stop-playing, wait 3000',
    'wait 3000',
    'join agent:ann 0, wait-in-queue 20000',
    'leave-queue, play at-mailbox',
  ])
})

t.test('dial: an extension that nobody has is said so, three times', async t => {
  const caller = meet(dialled)
  const again = 'play extension-unknown+enter-extension'
  t.equal(caller.hears(entered, ...keys('999')).at(-1), again)
  t.equal(caller.hears(...keys('998')).at(-1), again)
  t.equal(caller.hears(...keys('997')).at(-1), 'play too-many-tries+goodbye')
  t.match(caller.trace.at(-1), { name: 'extension', outcome: 'gave-up' })
})

t.test('dial: typed ahead it rings at once; a restart while it rings keeps the place', async t => {
  const caller = meet(`- say: welcome\n${dialled}`)
  t.equal(caller.hears(entered, ...keys('101'), played).at(-1), 'join agent:ann 0, wait-in-queue 20000')
  t.same(caller.hears(resumed, key('5'), played), ['wait-in-queue 20000', '', ''])
})

t.test('dial: who presses nothing is asked again, then led on', async t => {
  const caller = meet(`${dialled}\n  tries: 1\n  failed: operator`)
  t.equal(caller.hears(entered, played, timeUp).at(-1), 'play at-operator')
})
