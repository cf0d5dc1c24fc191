// A Why as people read it: each strategy, each rule, each obstacle, in both languages; and what old journals left out.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Exclusion, Why } from '../../src/queues/events.ts'
import { strategies } from '../../src/queues/strategies/strategies.ts'
import { type Naming, offerInWords, readWhy, waitInWords } from '../../src/queues/why-words.ts'
import { type Told, wordsOf } from '../../src/told/told.ts'
import { WHYS_IN_VIETNAMESE } from '../../src/told/vietnamese/whys.ts'
import { whysIn } from '../../src/told/whys.ts'
import { templatesIn } from '../told/templates-in.ts'

const names: Record<string, string> = { an: 'An', binh: 'Bình', chi: 'Chi', dung: 'Dũng' }
const naming: Naming = { agent: id => names[id] ?? id, queue: () => 'Bán hàng' }

const why = (more: Partial<Why> = {}): Why => ({
  strategy: 'longest-idle',
  queue: 'sales',
  position: 1,
  waitedMs: 45_000,
  free: ['an', 'binh', 'chi'],
  measured: [-320_000, -130_000, -5_000],
  excluded: {},
  ...more,
})
const english = (sentences: readonly Told[]) => whysIn('en', sentences)

t.test('who was rung, with what was measured of him and of the others', t => {
  t.same(english(offerInWords(why(), ['an'], naming)), [
    'Number 1 in “Bán hàng”, after waiting 0:45.',
    'An had been idle longest, for 5:20; then Bình (2:10) and Chi (0:05).',
  ])
  t.same(whysIn('vi', offerInWords(why(), ['an'], naming)), [
    'Đứng thứ 1 trong “Bán hàng”, đã chờ 0:45.',
    'An rảnh lâu nhất, 5:20; sau đó là Bình (2:10) và Chi (0:05).',
  ])
  const by = (strategy: string, measured: number[]) =>
    english(offerInWords(why({ strategy, measured, free: ['an', 'binh'] }), ['an'], naming))[1]
  t.equal(by('round-robin', [0, 1]), 'An was next in turn; then Bình.')
  t.equal(by('fewest-calls', [3, 7]), 'An had had the fewest calls, 3; then Bình (7).')
  t.equal(by('least-talk', [60_000, 3_600_000]), 'An had talked least, 1:00; then Bình (1:00:00).')
  t.equal(by('even-load', [0, 61_000]), 'An had had the least work, 0:00; then Bình (1:01).')
  t.equal(by('by-rank', [1.9, 3]), 'An had the first rank, 2; then Bình (3).')
  t.equal(by('in-order', [0, 1]), 'An came first in the list; then Bình.')
  t.equal(by('random', [0.1, 0.2]), 'An was drawn by lot; also free: Bình.')
  t.equal(by('our-own', [0.5, 2]), 'An was first by “our-own” with 0.5; then Bình (2).')
  for (const strategy of Object.keys(strategies)) t.ok(by(strategy, [0, 1]), strategy)
  t.end()
})

t.test('the only one, all at once, and the one who served him last', t => {
  const told = (more: Partial<Why>, agents: string[]) => english(offerInWords(why(more), agents, naming))[1]
  t.equal(told({ free: ['an'], measured: [0] }, ['an']), 'An was the only one who could be rung.')
  t.equal(
    told({ strategy: 'ring-all' }, ['an', 'binh', 'chi']),
    'An, Bình and Chi were rung together: whoever picks up first has the call.',
  )
  t.equal(
    told({ excluded: { 'last-agent': ['binh'] }, free: ['an'] }, ['an']),
    'An was asked first, having served this caller last.',
  )
  t.end()
})

t.test('who was left out, by rule; many are counted', t => {
  const excluded: Partial<Record<Exclusion, string[]>> = {
    ...{ paused: ['binh'], busy: ['chi', 'dung'], level: ['x'], skill: ['y'], offline: ['z'] },
    unreachable: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'],
  }
  t.same(english(offerInWords(why({ excluded, more: { unreachable: 40 } }), ['an'], naming)).slice(2), [
    'On another call: Chi and Dũng.',
    'Paused: Bình.',
    'Phone not registered: p1, p2, p3, p4, p5, p6 and 41 more.',
    'Logged out: z.',
    'Without a skill that is needed: y.',
    'Of a level that is not asked yet: x.',
  ])
  t.end()
})

t.test('why nobody is rung for who waits', t => {
  const waits = why({
    free: [],
    measured: [],
    widened: 2,
    position: 4,
    excluded: { busy: ['an'], level: ['binh'] },
  })
  t.same(english(waitInWords('no-agent-free', waits, naming)), [
    'Nobody is free: whoever could take this call has something to do.',
    'Number 4 in “Bán hàng”, after waiting 0:45.',
    'The search had been widened 2 times by then.',
    'On another call: An.',
    'Of a level that is not asked yet: Bình.',
  ])
  t.notMatch(english(waitInWords('enough-talks', waits, naming)).join(), /level/)
  t.same(english(waitInWords('full', undefined, naming)), [
    'The queue is full: so many wait that nobody else may join.',
  ])
  t.same(english(waitInWords('of-tomorrow', undefined, naming)), ['Nobody can be rung (of-tomorrow).'])
  t.end()
})

t.test('a journal of an earlier version says less, and reads well', t => {
  const { measured: _, ...old } = why()
  t.equal(english(offerInWords(old, ['an'], naming))[1], 'An was next by “longest-idle”; then Bình and Chi.')
  t.same(readWhy(old), old)
  for (const none of [
    undefined,
    null,
    'free',
    {},
    { ...old, excluded: [['an']], free: 3 },
    { ...old, excluded: { busy: 'an' } },
  ])
    t.equal(readWhy(none), undefined)
  t.end()
})

t.test('every sentence is told in Vietnamese, with the same values', t => {
  const source = readFileSync(join(import.meta.dirname, '../../src/queues/why-words.ts'), 'utf8')
  const templates = new Set(templatesIn(source))
  t.same([...templates].sort(), Object.keys(WHYS_IN_VIETNAMESE).sort())
  const values = (text: string) => Array.from(text.matchAll(/\{\d\}/g), ([place]) => place).sort()
  for (const [template, vietnamese] of Object.entries(WHYS_IN_VIETNAMESE))
    t.same(values(vietnamese), values(template), template)
  t.equal(wordsOf({ template: '{0} and {1}', values: ['a', 'b'] }, WHYS_IN_VIETNAMESE), 'a và b')
  t.end()
})
