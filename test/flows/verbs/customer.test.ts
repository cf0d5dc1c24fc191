// customer: what the house knows of a caller becomes values, quickly or not at all.
import t from 'tap'
import { entered, failed, found, key, meet, mistakes, notFound, resumed, timeUp } from './meet.ts'

const STEP = '- customer: caller\n  found: known\n  unknown: stranger\n'
const ASKED = 'look-up *customer {}, wait 500'

t.test('a known caller goes one way, a stranger another, and nobody waits long', async t => {
  const caller = meet(STEP)
  t.same(caller.hears(entered), [ASKED])
  t.same(caller.hears(found({ name: 'Lan', segment: 'gold', vip: true, 'last-agent': 'ann' })), [
    'play at-known',
  ])
  t.same(caller.place().values, {
    ...{
      'customer.name': 'Lan',
      'customer.segment': 'gold',
      'customer.vip': true,
      'customer.last-agent': 'ann',
    },
  })
  for (const answer of [notFound, failed, timeUp])
    t.same(meet(STEP).hears(entered, answer)[1], 'play at-stranger')
  t.same(
    meet('- customer: caller').hears(entered, notFound),
    [ASKED, 'play after'],
    'by default the next step',
  )
  t.same(meet(STEP).hears(entered, resumed), [ASKED, ASKED], 'after a restart of ours it is asked again')
})

t.test('a condition can ask for whoever is no VIP; keys typed ahead are kept', async t => {
  const steps =
    '- customer: caller\n- when:\n    - { customer.vip: false, go: plain }\n- menu: main\n  keys: { "1": one }\n'
  t.same(meet(steps).hears(entered, notFound)[1], 'play at-plain')
  const vip = meet(steps)
  t.match(vip.hears(entered, key('1'), found({ vip: true })).at(-1), /at-one/)
})

t.test('it is written about the caller, and only what a customer has can be used', async t => {
  t.same(mistakes('- customer: me'), ['wrong-value customer'])
  t.same(mistakes('- customer: caller\n  fond: a'), ['unknown-key fond'])
})
