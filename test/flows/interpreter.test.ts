// What a caller meets on his way through a flow, and what no order of events can break.
import t from 'tap'
import type { Flow, Heard, Place, World } from '../../src/flows/flow.ts'
import { advance, atQueueStep, isInQueueSection, start, withoutQueue } from '../../src/flows/interpreter.ts'
import { anyHeard, randomFlow, seeded } from './random-flow.ts'
import { entered, key, monday, played, read, resumed, timeUp, unplayable, walk } from './verbs/meet.ts'

const closed: World = { ...monday, isOpen: () => false }

const { flow: main } = read(`
flow: test
title: Main
language: vi
start:
  - hours: office
    closed: after-hours
  - say: welcome
  - go: menu
menu:
  - menu: main-menu
    keys: { "1": sales, "9": bye, "#": start }
    no-input: operator
sales: [{ queue: sales, priority: 5 }]
operator: [{ queue: support }]
after-hours: [{ say: [closed, goodbye] }, hangup]
bye: [{ say: goodbye }]
`)

/** Runs a flow from its start; answers what it wished at each turn, as short words. */
function hear(flow: Flow, heards: readonly Heard[], world = monday) {
  const caller = walk(flow, world)
  const wishes = caller.hears(...heards)
  const trace = caller.trace.map(line =>
    line.type === 'KeyTaken'
      ? `key ${line.digit}`
      : line.type === 'SectionEntered'
        ? line.section
        : line.type,
  )
  return { place: caller.place(), wishes, trace }
}

t.test(
  'a caller hears the welcome and the menu, presses 1 during the prompt and waits for sales',
  async t => {
    const { wishes, trace, place } = hear(main, [entered, played, key('1')])
    t.same(wishes, ['play welcome', 'play main-menu', 'stop-playing, join sales 5'])
    t.same(trace, ['start', 'menu', 'key 1', 'sales'])
    t.same(place, { flow: 'test', section: 'sales', step: 0, memory: { past: 0 } })
  },
)

t.test('the time-out of a menu starts when its prompt has ended', async t => {
  const { wishes } = hear(main, [entered, played, played, key('1')])
  t.same(wishes, ['play welcome', 'play main-menu', 'wait 5000', 'join sales 5'])
})

t.test('a caller who stays silent is asked three times and then goes where the flow says', async t => {
  const silent = [played, timeUp]
  const { wishes, trace } = hear(main, [entered, played, ...silent, ...silent, ...silent])
  t.same(wishes.slice(1), [
    'play main-menu',
    'wait 5000',
    'play main-menu',
    'wait 5000',
    'play main-menu',
    'wait 5000',
    'join support 0',
  ])
  t.same(trace, ['start', 'menu', 'operator'])
})

t.test('a wrong key says so, counts as a try, and without a target the call ends with goodbye', async t => {
  const { wishes } = hear(main, [
    entered,
    played,
    key('7'),
    played,
    key('7'),
    key('8'),
    key('9'),
    played,
    key('1'),
  ])
  t.same(wishes.slice(2), [
    'stop-playing, play invalid-key+main-menu',
    'wait 5000',
    'play invalid-key+main-menu',
    'stop-playing, play goodbye',
    '',
    'hang-up',
    '',
  ])
})

t.test('a key pressed during the welcome answers the menu that follows', async t => {
  const { wishes, trace } = hear(main, [entered, key('1'), key('9'), played])
  t.same(wishes, ['play welcome', '', '', 'join sales 5'])
  t.same(trace, ['start', 'menu', 'key 1', 'sales'])
})

t.test('a wrong key typed ahead is used once, never again', async t => {
  const { flow: circle } = read(`
flow: test
title: x
start: [{ say: welcome }, { go: menu }]
menu: [{ menu: main-menu, tries: 1, keys: { "1": start }, invalid: menu }]
`)
  t.same(hear(circle, [entered, key('5'), played]).wishes, ['play welcome', '', 'play main-menu'])
})

t.test('a prompt that cannot be played never ends a call', async t => {
  const { wishes } = hear(main, [entered, unplayable, unplayable, timeUp])
  t.same(wishes, ['play welcome', 'play main-menu', 'wait 5000', 'play main-menu'])
})

t.test('when it is closed, the caller is told so and the call ends', async t => {
  const { wishes, trace } = hear(main, [entered, played, played, key('1')], closed)
  t.same(wishes, ['play closed+goodbye', 'hang-up', '', ''])
  t.same(trace, ['start', 'after-hours'])
})

t.test('the end of a section without go hangs up', async t => {
  const { wishes } = hear(main, [entered, played, key('9'), played, played])
  t.same(wishes.slice(2), ['stop-playing, play goodbye', 'hang-up', ''])
})

t.test('# leads back to the start', async t => {
  const { wishes } = hear(main, [entered, played, key('#')])
  t.equal(wishes[2], 'stop-playing, play welcome')
})

t.test('after a restart a prompt is said again, and the try still counts', async t => {
  t.same(hear(main, [entered, resumed, played, resumed]).wishes, [
    'play welcome',
    'play welcome',
    'play main-menu',
    'play main-menu',
  ])
  const late = hear(main, [entered, played, played, timeUp, played, timeUp, resumed, played, timeUp])
  t.equal(late.wishes.at(-1), 'join support 0')
})

t.test('a caller in a queue rests there, whatever is heard', async t => {
  const { wishes, place } = hear(main, [entered, played, key('1'), resumed, played, key('2'), timeUp])
  t.same(wishes.slice(3), ['', '', '', ''])
  t.equal(place.section, 'sales')
})

t.test('a flow that runs in a circle is stopped and hangs up', async t => {
  const circle: Flow = {
    name: 'circle',
    title: '',
    sections: { start: [{ verb: 'go', section: 'again' }], again: [{ verb: 'go', section: 'start' }] },
  }
  const turn = advance(() => circle, start('circle'), entered, monday)
  t.equal(turn.ranAway, true)
  t.same(turn.wishes, [{ type: 'hang-up' }])
})

t.test('a place that the flow does not know ends the call instead of breaking it', async t => {
  const turn = advance(() => main, { flow: 'test', section: 'constructor', step: 3 }, resumed, monday)
  t.same(turn.wishes, [{ type: 'hang-up' }])
})

t.test('a flow that is gone ends the call instead of breaking it', async t => {
  t.same(advance(() => undefined, start('lost'), entered, monday).wishes, [{ type: 'hang-up' }])
})

t.test('flows that call each other without end are stopped', async t => {
  const { flow } = read('flow: test\ntitle: x\nstart: [{ say: hi }, { call: { flow: test } }]')
  const caller = walk(flow)
  const wishes = caller.hears(entered, ...Array.from({ length: 20 }, () => played))
  t.equal(wishes.at(-1), 'hang-up')
  t.ok((caller.place().callers?.length ?? 0) <= 12)
})

t.test('a caller in a section of the queue: the queue waits for him, until he has left it', async t => {
  const { flow } = read(`
flow: test
title: x
start: [{ set: { a: 1 } }, { call: wait }, { say: bye }]
wait: [{ queue: sales, keys: { "1": choose } }]
choose: [{ call: explain }, { say: chosen }]
explain: [{ say: first }]
`)
  const caller = walk(flow)
  caller.hears(entered)
  t.notOk(isInQueueSection(caller.place()))
  caller.hears(key('1'))
  const place = caller.place()
  t.ok(isInQueueSection(place))
  t.same(
    place.callers?.map(({ section, queue }) => (queue ? `${section} queue` : section)),
    ['start', 'wait queue', 'choose'],
  )

  const gone = withoutQueue(place)
  t.notOk(isInQueueSection(gone))
  t.same(
    gone.callers?.map(({ section }) => section),
    ['start', 'choose'],
  )
  t.equal(withoutQueue(gone), gone)
  const after = advance(() => flow, gone, played, monday)
  t.match(after.wishes, [{ type: 'play', say: ['chosen'] }])
  t.match(advance(() => flow, after.place, played, monday).wishes, [{ type: 'play', say: ['bye'] }])

  t.same(atQueueStep(place), {
    flow: 'test',
    section: 'wait',
    step: 0,
    memory: { past: 0 },
    values: { 'vars.a': 1 },
    callers: [{ flow: 'test', section: 'start', step: 1 }],
  })
})

t.test(
  '20,000 random events over random flows of every verb: nothing throws or runs away in silence',
  async t => {
    const random = seeded(20260301)
    const met = new Set<string>()
    let events = 0
    let ranAway = 0
    let largest = 0
    while (events < 20_000) {
      const { flows, world } = randomFlow(random)
      let place: Place = start('main')
      for (let n = 0; n < 40; n++) {
        const heard = n === 0 ? entered : anyHeard(random)
        const before = JSON.stringify(place)
        const turn = advance(flows, place, heard, world)
        events++
        if (JSON.stringify(place) !== before) t.fail('a place was changed in place')
        if (turn.wishes.length > 610 || turn.trace.length > 4_010) t.fail('a turn went past its budget')
        if (turn.ranAway) {
          ranAway++
          if (turn.wishes.at(-1)?.type !== 'hang-up') t.fail('it ran away and did not hang up')
          break
        }
        const written = JSON.stringify(turn.place)
        largest = Math.max(largest, Buffer.byteLength(written))
        place = JSON.parse(written) as Place
        if (turn.wishes.some(({ type }) => type === 'hang-up')) break
        const step = flows(place.flow)?.sections[place.section]?.[place.step]
        if (step) met.add(step.verb)
        const heardAgain = advance(flows, turn.place, { type: 'played' }, world)
        const heardFromJson = advance(flows, place, { type: 'played' }, world)
        if (JSON.stringify(heardAgain) !== JSON.stringify(heardFromJson)) t.fail('memory is no plain data')
      }
    }
    t.ok(largest <= 4_096, `the largest place has ${largest} bytes`)
    t.ok(ranAway > 0, `${ranAway} circles were stopped`)
    for (const verb of [
      'say',
      'menu',
      'collect',
      'secret',
      'notice',
      'lookup',
      'queue',
      'voicemail',
      'record',
      'dial',
      'wait',
    ])
      t.ok(met.has(verb), `callers stood at ${verb}`)
  },
)

t.test('whatever is heard late, a step that waits is not moved by what it did not ask for', async t => {
  const strange: Heard[] = [
    { type: 'looked-up', outcome: 'found', values: { x: 1 } },
    { type: 'secret', handle: 'h', length: 6, outcome: 'done' },
    { type: 'recorded', recording: 'r', durationMs: 5_000, outcome: 'done' },
    { type: 'returned' },
  ]
  const asks: Readonly<Record<string, string>> = { 'looked-up': 'lookup', secret: 'secret', recorded: 'none' }
  for (const written of [
    'say: a',
    'menu: a, keys: { "1": start }',
    'collect: a',
    'secret: a',
    'notice: a, weekdays: [mon]',
    'lookup: a',
    'voicemail: a',
    'record: a',
    'dial: a, no-answer: start',
    'wait: 1s',
  ]) {
    const { flow, problems } = read(`flow: test\ntitle: x\nstart: [{ ${written} }, { say: after }]`)
    t.same(problems, [], written)
    const { place } = advance(() => flow, start('test'), entered, monday)
    for (const heard of strange) {
      if (written.startsWith(asks[heard.type] ?? '-')) continue
      const late = advance(() => flow, place, heard, monday)
      t.same(late, { place, wishes: [], trace: [] }, `${written} hears ${heard.type}`)
    }
  }
})
