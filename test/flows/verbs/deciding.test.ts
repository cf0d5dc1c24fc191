// Verbs that take no time: hours, language, set, when, split, send, note. And notice, which mostly takes none.
import t from 'tap'
import { holds } from '../../../src/flows/condition.ts'
import type { World } from '../../../src/flows/flow.ts'
import { learn } from '../../../src/flows/value.ts'
import { isDay, weekdayOf } from '../../../src/flows/wall-clock.ts'
import { entered, key, keys, meet, mistakes, monday, played, resumed } from './meet.ts'

const first = (steps: string, world: World = monday) => meet(steps, world).hears(entered)[0]
const at = (localTime: string): World => ({ ...monday, localTime })

t.test('hours: open goes on, closed goes there, and a holiday may have words of its own', async t => {
  const step = '- hours: office\n  closed: after-hours\n  holiday: tet'
  const closed = (why: 'hours' | 'holiday'): World => ({
    ...monday,
    isOpen: () => false,
    closedBecause: () => why,
  })
  t.equal(first(step), 'play after')
  t.equal(first(step, closed('hours')), 'play at-after-hours')
  t.equal(first(step, closed('holiday')), 'play at-tet')
  t.equal(first('- hours: office\n  closed: after-hours', closed('holiday')), 'play at-after-hours')
  t.equal(first(step, { ...monday, isOpen: () => false }), 'play at-after-hours', 'nobody says why')
})

t.test('notice: said between two days, both whole, and passed over at all other times', async t => {
  const step = '- notice: promotion\n  from: "2026-02-10"\n  until: "2026-02-20"'
  for (const [time, said] of [
    ['2026-02-09T23:59', 'after'],
    ['2026-02-10T00:00', 'promotion'],
    ['2026-02-20T23:59', 'promotion'],
    ['2026-02-21T00:00', 'after'],
  ] as const)
    t.equal(first(step, at(time)), `play ${said}`, time)
})

t.test('notice: from a moment to a moment, on some weekdays', async t => {
  const step =
    '- notice: promotion\n  from: "2026-03-02T08:00"\n  until: "2026-03-06T17:00"\n  weekdays: [mon, fri]'
  for (const [time, said] of [
    ['2026-03-02T07:59', 'after'],
    ['2026-03-02T08:00', 'promotion'],
    ['2026-03-03T09:00', 'after'],
    ['2026-03-06T16:59', 'promotion'],
    ['2026-03-06T17:00', 'after'],
  ] as const)
    t.equal(first(step, at(time)), `play ${said}`, time)
})

t.test('notice: keys pressed meanwhile are kept; after a restart it is said again', async t => {
  const caller = meet('- notice: sale\n  weekdays: [mon]\n- menu: ask\n  keys: { "1": sales }')
  t.same(caller.hears(entered, resumed, key('1'), played), ['play sale', 'play sale', '', 'play at-sales'])
})

t.test('notice: days that do not exist, a time that never comes and no time at all are refused', async t => {
  t.same(mistakes('- notice: x\n  from: "2026-02-30"'), ['wrong-value from'])
  t.same(mistakes('- notice: x\n  from: "2026-03-02"\n  until: "2026-03-01T10:00"'), ['wrong-value until'])
  t.same(mistakes('- notice: x\n  from: "2026-03-02T10:00"\n  until: "2026-03-02"'), [])
  t.same(mistakes('- notice: x'), ['missing-key notice'])
  t.same(mistakes('- notice: x\n  from: 2026'), ['wrong-type from'])
  t.same(mistakes('- notice: x\n  weekdays: [monday]'), ['wrong-type weekdays 0'])
})

t.test('weekdays are those of the calendar', async t => {
  t.same(['2026-03-02', '2024-02-29', '2000-01-01', '2026-11-22'].map(weekdayOf), [
    'mon',
    'thu',
    'sat',
    'sun',
  ])
  t.ok(isDay('2024-02-29'))
  t.notOk(isDay('2026-02-29'))
  t.notOk(isDay('2026-13-01'))
})

t.test('language: what follows is said in it', async t => {
  t.equal(first('- language: en'), 'speak en, play after')
  t.same(mistakes('- language: english'), ['wrong-value language'])
})

t.test('set: values, and what other values are; what is not known becomes empty', async t => {
  const caller = meet('- set: { segment: vip, n: 3, yes: true, lang: call.language, none: input.nothing }')
  caller.hears(entered)
  t.same(caller.place().values, {
    'vars.segment': 'vip',
    'vars.n': 3,
    'vars.yes': true,
    'vars.lang': 'vi',
    'vars.none': '',
  })
})

t.test('when: the first row whose conditions all hold', async t => {
  const flow = (set: string) => `- set: ${set}
- when:
    - { vars.segment: [vip, gold], call.language: en, go: english-vip }
    - { vars.segment: [vip, gold], go: vip }
    - { vars.balance: { from: 1, to: 50000 }, go: low }
    - { vars.again: true, go: again }
  else: menu`
  t.equal(first(flow('{ segment: gold }')), 'play at-vip')
  t.equal(first(flow('{ segment: gold }'), { ...monday, known: () => 'en' }), 'play at-english-vip')
  t.equal(first(flow('{ balance: "0700" }')), 'play at-low')
  t.equal(first(flow('{ balance: 50001 }')), 'play at-menu')
  t.equal(first(flow('{ again: true }')), 'play at-again')
  t.equal(first('- when: [{ vars.x: 1, go: a }]'), 'play after')
})

t.test('when: numbers compare as numbers, everything else as text, long numbers digit by digit', async t => {
  t.ok(holds(7, '7.0'))
  t.ok(holds({ from: 9 }, '10'))
  t.ok(holds({ from: '9' }, 'ten'), 'as text')
  t.ok(holds({ from: '2026-01-01', to: '2026-12-31' }, '2026-03-02'))
  t.notOk(holds('12345678901234567890', '12345678901234567891'))
  t.ok(holds(true, 'true'))
  t.notOk(holds([1, 2], undefined))
})

t.test('when: a row without a condition, or with a name that is none, is refused', async t => {
  t.same(mistakes('- when: [{ go: a }]'), ['wrong-value when 0'])
  t.same(mistakes('- when: [{ segment: vip, go: a }]'), ['bad-key when 0 segment'])
  t.same(mistakes('- when: []'), ['wrong-value when'])
})

t.test('split: each call goes one way, by its chance at this very step', async t => {
  const step = '- split: { new-menu: 30, old-menu: 70, never: 0 }'
  const salts: string[] = []
  const lucky = (chance: number): World => ({
    ...monday,
    chance: salt => {
      salts.push(salt)
      return chance
    },
  })
  t.equal(first(step, lucky(0)), 'play at-new-menu')
  t.equal(first(step, lucky(0.299)), 'play at-new-menu')
  t.equal(first(step, lucky(0.3)), 'play at-old-menu')
  t.equal(first(step, lucky(0.9999999999)), 'play at-old-menu')
  t.same([...new Set(salts)], ['test/start/0'])
  t.same(mistakes('- split: { a: 30, b: 60 }'), ['wrong-value split'])
  t.same(mistakes('- split: { a: 50.5, b: 49.5 }').length, 2)
})

t.test('send and note: written down for others, and the caller waits for nothing', async t => {
  const caller = meet(
    '- collect: order\n  digits: 2\n- send: order-event\n  with: { order: input.order, phone: call.number, kind: gold }\n' +
      '- note: { order: input.order, nothing: input.none }',
  )
  t.equal(caller.hears(entered, ...keys('42')).at(-1), 'play after')
  t.same(caller.trace.slice(-2), [
    {
      type: 'SendingAsked',
      send: 'order-event',
      with: { order: '42', phone: { caller: true }, kind: 'gold' },
    },
    { type: 'NoteTaken', name: 'order', value: '42' },
  ])
})

t.test('what is typed ahead passes through them all', async t => {
  const caller = meet(`- say: welcome
- hours: office
  closed: closed
- language: en
- set: { a: 1 }
- when: [{ vars.a: 2, go: x }]
- send: event
- note: { a: vars.a }
- notice: sale
  from: "2030-01-01"
- menu: ask
  keys: { "1": sales }`)
  t.equal(caller.hears(entered, key('1'), played).at(-1), 'speak en, play at-sales')
})

t.test('a conversation keeps so much and no more', async t => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`vars.v${n}`, 'x'.repeat(600)]))
  const values = learn({ 'vars.v0': 'old' }, many)
  t.ok(JSON.stringify(values).length < 4000)
  t.equal(values['vars.v0'], 'x'.repeat(500))
  t.same(learn({ 'vars.a': 1 }, { 'vars.a': 'new' }), { 'vars.a': 'new' })
})

t.test(
  'queue-state: the first row that holds leads on, by who waits, how long, who is free and who is here',
  async t => {
    const step = `- queue-state: sales
  when:
    - { here: 0, go: nobody-here }
    - { waiting: { from: 10 }, go: leave-message }
    - { longest-wait: { from: 5m, to: 1h }, free: 0, go: call-you-back }
    - { free: { to: 0 }, go: all-busy }`
    const calm = { waiting: 0, longestWaitMs: 0, free: 2, here: 3 }
    for (const [state, said] of [
      [calm, 'after'],
      [{ ...calm, here: 0, free: 0 }, 'at-nobody-here'],
      [{ ...calm, waiting: 10 }, 'at-leave-message'],
      [{ ...calm, waiting: 9, longestWaitMs: 300_000, free: 0 }, 'at-call-you-back'],
      [{ ...calm, waiting: 9, longestWaitMs: 3_600_001, free: 0 }, 'at-all-busy'],
      [{ ...calm, waiting: 1, longestWaitMs: 299_999, free: 0 }, 'at-all-busy'],
      [{ ...calm, waiting: 9, longestWaitMs: 300_000 }, 'after'],
    ] as const) {
      const asked: string[] = []
      const queueState = (queue: string) => {
        asked.push(queue)
        return state
      }
      t.equal(first(step, { ...monday, queueState }), `play ${said}`, JSON.stringify(state))
      t.same(asked, ['sales'])
    }
    t.equal(first(`${step}\n  else: join`), 'play at-join', 'where nobody knows, no row holds')
    t.same(mistakes('- queue-state: sales\n  when:\n    - { go: start }'), ['wrong-value when 0'])
    t.same(mistakes('- queue-state: sales\n  when:\n    - { longest-wait: 5, go: start }'), [
      'wrong-type when 0 longest-wait',
    ])
  },
)
