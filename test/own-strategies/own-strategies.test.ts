// A strategy of the owner's own: what it may be, and what becomes of one that throws, hangs or cheats.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DECISION_LIMIT_MS } from '../../src/own-strategies/sandbox.ts'
import { scriptOf } from '../../src/own-strategies/source.ts'
import { ownStrategy, patientStrategy } from '../../src/own-strategies/strategies.ts'
import { table, tried } from '../../src/own-strategies/trial.ts'
import { stepFloor } from '../../src/queues/step.ts'
import type { Candidate } from '../../src/queues/strategies/strategy.ts'
import { offerInWords } from '../../src/queues/why-words.ts'
import { wordsOf } from '../../src/told/told.ts'
import { FloorStory, team } from '../queues/story.ts'

const measuring = (body: string, before = '') => `${before}
export default { name: 'mine', measure(candidate) { ${body} } }`

function trialOf(text: string) {
  const read = scriptOf(text)
  return 'flaw' in read ? read : tried(read.script)
}

const strategyOf = (text: string, opened = ownStrategy) => {
  const read = scriptOf(text)
  if ('flaw' in read) throw new Error(read.flaw.message)
  const mine = opened({ name: 'mine', script: read.script })
  return {
    ...mine,
    measureAll: (candidates: readonly Candidate[]) => mine.measureAll?.(candidates, 'offer-1') ?? [],
  }
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

t.test('one that throws for some says so, and answers for the others', async t => {
  const mine = strategyOf(
    measuring(`if (candidate.calls > 3) throw new Error('too many'); return -candidate.calls`),
  )
  const [first] = table(1, 'x')
  if (!first) return t.fail('nobody')
  t.same(mine.measureAll([{ ...first, calls: 1 }]), [-1])
  t.same(mine.measureAll([{ ...first, calls: 9 }]), { code: 'threw', message: 'too many' })
  t.same(mine.measureAll([{ ...first, calls: 1 }]), [-1], 'the next decision is its own again')
})

t.test('one that hangs holds nobody up for longer than its limit', async t => {
  const hanging = measuring('if (candidate.calls === 77) while (true) {} return 0')
  const [first] = table(1, 'x')
  if (!first) return t.fail('nobody')
  const asked = (mine: ReturnType<typeof strategyOf>) => {
    const startedAt = performance.now()
    t.match(mine.measureAll([{ ...first, calls: 77 }]), { code: 'too-slow' })
    return performance.now() - startedAt
  }
  const mine = strategyOf(hanging)
  for (let i = 0; i < 3; i++) t.ok(asked(mine) < DECISION_LIMIT_MS * 10)
  const patient = strategyOf(hanging, patientStrategy)
  const times = Array.from({ length: 20 }, () => asked(patient))
  const tries = times.filter(ms => ms >= DECISION_LIMIT_MS)
  t.ok(tries.length <= 4, 'in a simulation three hangs are enough')
})

/** Three agents in a queue that goes by this strategy. */
function storyBy(body: string, change: { version?: string } = {}) {
  const roster = team({ an: ['sales'], binh: ['sales'], chi: ['sales'] }, { strategy: 'mine' })
  const own = { mine: strategyOf(measuring(body)) }
  return new FloorStory({ ...roster, own, version: 'v1', ...change })
}

t.test('on the floor: it decides who is rung, and while it fails the turns go on', async t => {
  const whoIsRung = (body: string) => {
    const story = storyBy(body)
    return ['c1', 'c2', 'c3'].map(conversation => story.joins(conversation).commands.join())
  }
  t.same(whoIsRung(`return { chi: 0, binh: 1, an: 2 }[candidate.agent]`), [
    ...['offer c1 to chi', 'offer c2 to binh', 'offer c3 to an'],
  ])
  t.same(whoIsRung('throw 1'), ['offer c1 to an', 'offer c2 to binh', 'offer c3 to chi'])
  t.same(whoIsRung('while (true) {}'), ['offer c1 to an', 'offer c2 to binh', 'offer c3 to chi'])
})

t.test('each stop is a fact; after three it is off, over a restart, until another version', async t => {
  const story = storyBy(`if (candidate.agent === 'an') throw new Error('never an'); return 0`)
  const stops: string[] = []
  const round = (conversation: string) => {
    story.joins(conversation)
    stops.push(...story.facts.filter(fact => fact.includes('mine')))
    const agent = story.offers[conversation] ?? ''
    story.accepts(conversation).finishes(conversation, agent, 0)
  }
  for (const conversation of ['c1', 'c2', 'c3']) round(conversation)
  t.same(stops, ['offer-1 mine threw', 'offer-2 mine threw', 'offer-3 mine off'])
  story.restarts()
  for (const conversation of ['c4', 'c5']) round(conversation)
  t.equal(stops.length, 3, 'it is not asked any more')
  story.roster = { ...story.roster, version: 'v2' }
  story.when({ type: 'TeamChanged', hash: 'v2' })
  round('c6')
  t.same(stops.slice(3), ['offer-6 mine threw'])
})

t.test('the why of an offer says who decided', async t => {
  const whyOf = (body: string) => {
    const story = storyBy(body)
    const input = { type: 'CallerJoined', conversation: 'c', queue: 'sales', priority: 0, since: 1 } as const
    const fact = stepFloor(story.floor, input, story.now, story.roster).facts.find(
      ({ type }) => type === 'CallOffered',
    )
    if (fact?.type !== 'CallOffered') throw new Error('nobody was rung')
    const naming = { agent: (id: string) => id, queue: (name: string) => name }
    return offerInWords(fact.why, fact.agents, naming).map(sentence => wordsOf(sentence))
  }
  t.ok(whyOf(`return { chi: 0, binh: 1, an: 2 }[candidate.agent]`).join().includes('first by “mine” with 0'))
  const [, stopped, turns] = whyOf('throw 1')
  t.equal(stopped, 'The strategy “mine” had failed: the turns decided in its place.')
  t.match(turns, /^an was next in turn/)
})
