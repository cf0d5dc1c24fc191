// What a caller meets on his way through a flow, and what no order of events can break.
import t from 'tap'
import type { Flow, Heard, Place, Wish, World } from '../../src/flows/flow.ts'
import { advance, start } from '../../src/flows/interpreter.ts'
import type { Step } from '../../src/flows/verbs/verbs.ts'

const open: World = { isOpen: () => true }
const closed: World = { isOpen: () => false }

const main: Flow = {
  name: 'main',
  title: 'Main',
  language: 'vi',
  sections: {
    start: [
      { verb: 'hours', hours: 'office', closed: 'after-hours' },
      { verb: 'say', prompts: ['welcome'] },
      { verb: 'go', section: 'menu' },
    ],
    menu: [
      {
        verb: 'menu',
        prompt: 'main-menu',
        timeoutMs: 5000,
        tries: 3,
        keys: new Map([
          ['1', 'sales'],
          ['9', 'bye'],
          ['#', 'start'],
        ]),
        noInput: 'operator',
      },
    ],
    sales: [{ verb: 'queue', queue: 'sales', priority: 5 }],
    operator: [{ verb: 'queue', queue: 'support', priority: 0 }],
    'after-hours': [{ verb: 'say', prompts: ['closed', 'goodbye'] }, { verb: 'hangup' }],
    bye: [{ verb: 'say', prompts: ['goodbye'] }],
  },
}

const entered: Heard = { type: 'entered' }
const played: Heard = { type: 'played' }
const failed: Heard = { type: 'play-failed' }
const timeUp: Heard = { type: 'time-up' }
const resumed: Heard = { type: 'resumed' }
const key = (digit: string): Heard => ({ type: 'key', digit })

/** Runs a flow from its start; answers what it wished at each turn, as short words. */
function hear(flow: Flow, heards: readonly Heard[], world = open) {
  let place = start(flow)
  const wishes: string[] = []
  const trace: string[] = []
  for (const heard of heards) {
    const turn = advance(flow, place, heard, world)
    place = JSON.parse(JSON.stringify(turn.place)) as Place
    wishes.push(turn.wishes.map(inWords).join(', '))
    for (const line of turn.trace) trace.push(line.type === 'KeyTaken' ? `key ${line.digit}` : line.section)
  }
  return { place, wishes, trace }
}

function inWords(wish: Wish): string {
  switch (wish.type) {
    case 'play':
      return `play ${wish.prompts.join('+')}`
    case 'wait':
      return `wait ${wish.ms}`
    case 'join-queue':
      return `join ${wish.queue} ${wish.priority}`
    default:
      return wish.type
  }
}

t.test(
  'a caller hears the welcome and the menu, presses 1 during the prompt and waits for sales',
  async t => {
    const { wishes, trace, place } = hear(main, [entered, played, key('1')])
    t.same(wishes, ['play welcome', 'play main-menu', 'stop-playing, join sales 5'])
    t.same(trace, ['start', 'menu', 'key 1', 'sales'])
    t.same(place, { flow: 'main', section: 'sales', step: 0 })
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
  const circle: Flow = {
    name: 'circle',
    title: '',
    sections: {
      start: [
        { verb: 'say', prompts: ['welcome'] },
        { verb: 'go', section: 'menu' },
      ],
      menu: [
        {
          verb: 'menu',
          prompt: 'main-menu',
          timeoutMs: 1,
          tries: 1,
          keys: new Map([['1', 'start']]),
          invalid: 'menu',
        },
      ],
    },
  }
  t.same(hear(circle, [entered, key('5'), played]).wishes, ['play welcome', '', 'play main-menu'])
})

t.test('a prompt that cannot be played never ends a call', async t => {
  const { wishes } = hear(main, [entered, failed, failed, timeUp])
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
  const turn = advance(circle, start(circle), entered, open)
  t.equal(turn.ranAway, true)
  t.same(turn.wishes, [{ type: 'hang-up' }])
})

t.test('a place that the flow does not know ends the call instead of breaking it', async t => {
  const turn = advance(main, { flow: 'main', section: 'constructor', step: 3 }, resumed, open)
  t.same(turn.wishes, [{ type: 'hang-up' }])
})

t.test('20,000 random walks through random flows never throw, and the net below loops holds', async t => {
  const random = seeded(20260301)
  const names = ['start', 'a', 'b', 'c', 'd']
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const digits = ['1', '2', '3', '#']
  const anyStep = (): Step => {
    switch (Math.floor(random() * 6)) {
      case 0:
        return { verb: 'say', prompts: ['welcome'] }
      case 1:
        return { verb: 'hours', hours: 'office', closed: oneOf(names) }
      case 2:
        return { verb: 'queue', queue: 'sales', priority: 0 }
      case 3:
        return { verb: 'go', section: oneOf(names) }
      case 4:
        return { verb: 'hangup' }
      default:
        return {
          verb: 'menu',
          prompt: 'main-menu',
          timeoutMs: 1,
          tries: 1 + Math.floor(random() * 3),
          keys: new Map([[oneOf(digits), oneOf(names)]]),
          ...(random() < 0.5 ? { noInput: oneOf(names) } : {}),
          ...(random() < 0.5 ? { invalid: oneOf(names) } : {}),
        }
    }
  }
  let ranAway = 0
  let turns = 0
  for (let walk = 0; walk < 20_000; walk++) {
    const sections = Object.fromEntries(
      names.map(name => [name, Array.from({ length: Math.floor(random() * 4) }, anyStep)]),
    )
    const flow: Flow = { name: 'random', title: '', sections }
    let place = start(flow)
    for (let n = 0; n < 12; n++) {
      const heard = n === 0 ? entered : oneOf([played, failed, timeUp, resumed, ...digits.map(key)])
      const turn = advance(flow, place, heard, { isOpen: () => random() < 0.5 })
      turns++
      if (turn.wishes.length > 210 || turn.trace.length > 210) t.fail('a turn went past its budget')
      if (turn.ranAway) {
        ranAway++
        break
      }
      place = turn.place
    }
  }
  t.ok(turns > 100_000, `${turns} turns`)
  t.ok(ranAway > 0, `${ranAway} circles were stopped`)
})

/** A small generator of numbers in [0, 1): the same walks at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
