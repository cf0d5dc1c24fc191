// A strategy of the owner's own: what it may be, and what becomes of one that throws, hangs or cheats.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DECISION_LIMIT_MS } from '../../src/own-strategies/sandbox.ts'
import { scriptOf } from '../../src/own-strategies/source.ts'
import { ownStrategies, type StrategyStopped } from '../../src/own-strategies/strategies.ts'
import { table, tried } from '../../src/own-strategies/trial.ts'
import { roundRobin } from '../../src/queues/strategies/round-robin.ts'
import { FloorStory, team } from '../queues/story.ts'

const measuring = (body: string, before = '') => `${before}
export default { name: 'mine', measure(candidate) { ${body} } }`

function trialOf(text: string) {
  const read = scriptOf(text)
  return 'flaw' in read ? read : tried(read.script)
}

const strategyOf = (text: string, stopped: (news: StrategyStopped) => void = () => {}) => {
  const read = scriptOf(text)
  if ('flaw' in read) throw new Error(read.flaw.message)
  const { mine } = ownStrategies([{ name: 'mine', script: read.script }], stopped)
  if (!mine?.measureAll) throw new Error('no strategy')
  return { ...mine, measureAll: mine.measureAll }
}

t.test('a typed one is taken, and measures as it says', async t => {
  const text = `// By idle time, the weight in mind.
import type { Candidate, Strategy } from '../../src/queues/strategies/strategy.ts'
const HOUR_MS: number = 3_600_000
function share({ workMs, weight }: Candidate): number {
  return workMs / weight / HOUR_MS
}
export default { name: 'mine', byLevel: false, measure: (one: Candidate) => share(one) } satisfies Strategy
`
  t.same(trialOf(text), { head: { name: 'mine', byLevel: false } })
  const candidates = table(5, 'some day')
  t.same(
    strategyOf(text).measureAll(candidates),
    candidates.map(({ workMs, weight }) => workMs / weight / 3_600_000),
  )
  t.same(strategyOf(text).measureAll([]), [])
})

t.test('the example of the page is one', async t => {
  const page = readFileSync(join(import.meta.dirname, '../../config/strategies/README.md'), 'utf8')
  t.same(trialOf(/```ts\n([^`]+)```/.exec(page)?.[1] ?? ''), { head: { name: 'fair-by-weight' } })
})

t.test('what is refused before it decides anything', async t => {
  const refused: [string, string, object][] = [
    ['no TypeScript', '\n\nexport default { name: \n\n }', { code: 'no-script', line: 5 }],
    ['an enum', '\nenum A { B }\nexport default {}', { code: 'no-script', line: 2 }],
    ['no export', 'const a = 1', { code: 'no-export' }],
    ['two exports', 'export default {}\nexport default {}', { code: 'no-export' }],
    ['another file', `import fs from 'node:fs'\nexport default {}`, { code: 'no-waiting', line: 1 }],
    ['a number', 'export default 5', { code: 'no-strategy' }],
    ['nothing that measures', `export default { name: 'mine' }`, { code: 'no-strategy' }],
    ['a text', measuring(`return candidate.agent`), { code: 'no-number', message: 'agent-0' }],
    ['infinity', measuring('return 1 / candidate.calls'), { code: 'no-number', message: 'agent-0' }],
    ['nothing', measuring(''), { code: 'no-number' }],
    ['a throw', measuring(`throw new Error('not today')`), { code: 'threw', message: 'not today' }],
    ['a throw at once', `throw 'never'\n${measuring('return 1')}`, { code: 'threw' }],
    ['a hang', measuring('while (true) {}'), { code: 'too-slow' }],
    ['a hang at once', `while (true) {}\n${measuring('return 1')}`, { code: 'too-slow' }],
    [
      'a hang in what it throws',
      measuring('throw { get message() { while (true) {} } }'),
      { code: 'too-slow' },
    ],
    [
      'a promise',
      measuring('Promise.resolve().then(() => { while (true) {} }); return 1'),
      { code: 'threw' },
    ],
    [
      'an answer later',
      `\n${measuring('return 1').replace('measure', 'async measure')}`,
      { code: 'no-waiting' },
    ],
    ['chance of its own', measuring('return Math.random()'), { code: 'threw' }],
    ['the clock', measuring('return Date.now()'), { code: 'threw' }],
    ['a memory', measuring('return count++', 'let count = 0'), { code: 'not-the-same' }],
    ['process', measuring('return process.pid'), { code: 'threw' }],
    ['modules', measuring(`return require('node:fs').length`), { code: 'threw' }],
    [
      'a way out',
      measuring(`return candidate.constructor.constructor('return process')().pid`),
      { code: 'threw' },
    ],
    ['no name of its own any more', measuring('return {}.x.y'), { code: 'threw' }],
    ['without end in itself', measuring('const f = () => f(); return f()'), { code: 'threw' }],
  ]
  for (const [name, text, flaw] of refused) t.match(trialOf(text), { flaw }, name)
})

t.test('it can change nothing of the house, whatever it does to its own world', async t => {
  const text = measuring(
    'return candidate.calls',
    `JSON.parse = () => { throw 1 }; JSON.stringify = () => 'x'; Array.prototype.join = () => '='
     Object.prototype.code = 'changed'; globalThis.tongdaiAnswer = () => '=9'`,
  )
  t.match(trialOf(text), { head: { name: 'mine' } })
  const candidates = table(3, 'x')
  t.same(
    strategyOf(text).measureAll(candidates),
    candidates.map(({ calls }) => calls),
  )
  t.notOk('code' in {})
})

t.test(
  'one that throws for some is stopped: round robin decides then, somebody is told, and in the end it is off',
  async t => {
    const news: StrategyStopped[] = []
    const mine = strategyOf(
      measuring(`if (candidate.calls > 3) throw new Error('too many'); return -candidate.calls`),
      one => news.push(one),
    )
    const [first] = table(1, 'x')
    if (!first) return t.fail('nobody')
    const calm = [{ ...first, calls: 1 }]
    const busy = [{ ...first, calls: 9, turn: 4 }]
    t.same(mine.measureAll(calm), [-1])
    t.same(mine.measureAll(busy), busy.map(roundRobin.measure))
    t.same(mine.measureAll(calm), [-1], 'the next decision is its own again')
    mine.measureAll(busy)
    mine.measureAll(busy)
    t.same(mine.measureAll(calm), calm.map(roundRobin.measure), 'off')
    t.same(
      news.map(({ strategy, code, message, isOff }) => [strategy, code, message, isOff]),
      [false, false, true].map(isOff => ['mine', 'threw', 'too many', isOff]),
    )
  },
)

t.test('one that hangs holds nobody up for longer than its limit, three times', async t => {
  const news: StrategyStopped[] = []
  const mine = strategyOf(measuring('if (candidate.calls === 77) while (true) {} return 0'), one =>
    news.push(one),
  )
  const [first] = table(1, 'x')
  if (!first) return t.fail('nobody')
  for (let i = 0; i < 10; i++) {
    const startedAt = performance.now()
    t.same(mine.measureAll([{ ...first, calls: 77, turn: i }]), [i])
    t.ok(performance.now() - startedAt < DECISION_LIMIT_MS * 10)
  }
  t.same(
    news.map(({ code }) => code),
    ['too-slow', 'too-slow', 'too-slow'],
  )
})

t.test('on the floor: it decides who is rung, and while it fails the turns go on', async t => {
  const whoIsRung = (body: string) => {
    const rules = { strategy: 'mine', own: strategyOf(measuring(body)) }
    const story = new FloorStory(team({ an: ['sales'], binh: ['sales'], chi: ['sales'] }, rules))
    return ['c1', 'c2', 'c3'].map(conversation => {
      story.when({ type: 'CallerJoined', conversation, queue: 'sales', priority: 0, since: story.now })
      return story.commands.join()
    })
  }
  t.same(whoIsRung(`return { chi: 0, binh: 1, an: 2 }[candidate.agent]`), [
    ...['offer c1 to chi', 'offer c2 to binh', 'offer c3 to an'],
  ])
  t.same(whoIsRung('throw 1'), ['offer c1 to an', 'offer c2 to binh', 'offer c3 to chi'])
  t.same(whoIsRung('while (true) {}'), ['offer c1 to an', 'offer c2 to binh', 'offer c3 to chi'])
})
