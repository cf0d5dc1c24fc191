// callback: his number is read back, or he keys in another one; what can't be called is refused, and nobody is promised
// anything without his yes.
import t from 'tap'
import { entered, found, key, keys, meet, mistakes, notFound, played, resumed, timeUp } from './meet.ts'

const STEP = '- callback: sales\n  refused: message\n'
const his = found({ number: '0901234567', contact: 'c1', kind: 'national' })
const OFFER = 'play callback-number+{"digits":"0901234567"}+press-1-to-confirm'
const PROMISE = 'stop-playing, promise-callback sales c1 national'

t.test('his own number is read back; with 1 it is promised, and the flow goes on', async t => {
  const caller = meet(STEP)
  t.same(caller.hears(entered), ['look-up *callback {"queue":"sales","number":{"caller":true}}, wait 2000'])
  t.same(caller.hears(his, played, key('1'), played), [
    OFFER,
    'wait 8000',
    `${PROMISE}, play callback-noted`,
    'play after',
  ])
})

t.test('without a key it is said again, and then he is not promised anything', async t => {
  t.same(meet(STEP).hears(entered, his, played, timeUp, played, timeUp, played, timeUp).slice(1), [
    ...[OFFER, 'wait 8000', OFFER, 'wait 8000', OFFER, 'wait 8000', 'play at-message'],
  ])
  t.same(meet(STEP).hears(entered, his, key('9')).at(-1), '', 'another key is nothing')
})

t.test('a time that began before the number was read back changes nothing', async t => {
  const late = meet(STEP).hears(entered, his, timeUp, timeUp, timeUp, timeUp)
  t.same(late.slice(2), ['', '', '', ''])
  t.same(meet(STEP).hears(entered, his, key('2'), timeUp).at(-1), '')
})

t.test('with 2 he keys in another number, which is looked up and read back', async t => {
  const caller = meet(STEP)
  t.same(caller.hears(entered, his, key('2')).at(-1), 'stop-playing, play callback-enter')
  t.same(
    caller.hears(...keys('090'), key('*'), ...keys('0907#')).at(-1),
    'look-up *callback {"queue":"sales","number":"0907"}, wait 2000',
  )
  t.same(caller.trace.at(-1), {
    type: 'InputTaken',
    section: 'start',
    name: 'callback',
    length: 4,
    outcome: 'ok',
  })
  t.same(
    caller.hears(found({ number: '0907', contact: 'c2', kind: 'national' }), key('1'))[1],
    PROMISE.replace('c1', 'c2') + ', play callback-noted',
  )
})

t.test(
  'a number that may not be called is refused, three times at most; a hidden one is asked for',
  async t => {
    const caller = meet(STEP)
    const refusal = 'play callback-no-number+callback-enter'
    t.same(caller.hears(entered, notFound).at(-1), refusal)
    t.same(caller.hears(...keys('1900#'), notFound).at(-1), refusal)
    t.same(caller.hears(...keys('1900#'), notFound).at(-1), refusal)
    t.same(caller.hears(...keys('1900#'), notFound).at(-1), 'play at-message')
  },
)

t.test('after a restart of ours nothing is lost, and nothing is promised twice', async t => {
  t.match(meet(STEP).hears(entered, resumed).at(-1), /look-up/)
  const again = meet(STEP)
  t.match(again.hears(entered, his, resumed).at(-1), /^look-up .*"number":"0901234567"/)
  t.same(again.hears(his), [OFFER])
  const typed = meet(STEP)
  t.match(typed.hears(entered, his, key('2'), ...keys('0907#'), resumed).at(-1), /"number":"0907"/)
  t.same(meet(STEP).hears(entered, his, key('2'), resumed).at(-1), 'play callback-enter')
  t.same(meet(STEP).hears(entered, his, key('1'), resumed).at(-1), 'play callback-noted')
})

t.test('a queue is named, and no more than three settings', async t => {
  t.same(mistakes('- callback: sales\n  tries: 12\n'), ['wrong-value tries'])
  t.same(mistakes('- callback: sales\n  number: "0901"\n'), ['unknown-key number'])
})
