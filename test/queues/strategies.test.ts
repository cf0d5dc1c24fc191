// Each strategy by what it promises: who is rung first among those who are free.
import t, { type Test } from 'tap'
import type { QueueRules } from '../../src/queues/roster.ts'
import { STRATEGY_NAMES } from '../../src/queues/strategies/strategies.ts'
import { randomOf } from '../core/world/random.ts'
import { FloorStory, team } from './story.ts'

const NAMES = ['an', 'binh', 'chi', 'dung']

const four = (strategy: string, change: Partial<QueueRules> = {}) =>
  new FloorStory(team(Object.fromEntries(NAMES.map(name => [name, ['sales']])), { strategy, ...change }))

let calls = 0
/** A whole call. @returns who had it */
function serve(story: FloorStory, talkMs = 60_000, wrapUpMs = 0): string {
  const conversation = `call-${++calls}`
  const agent = story.joins(conversation).offers[conversation] ?? 'nobody'
  story.accepts(conversation).after(talkMs).finishes(conversation, agent, wrapUpMs)
  if (wrapUpMs > 0) story.after(wrapUpMs).timeUp()
  return agent
}

const shares = (served: readonly string[]) => NAMES.map(name => served.filter(one => one === name).length)

t.test('every strategy serves everybody, and is told by its name in the why', async t => {
  for (const strategy of STRATEGY_NAMES) {
    const story = four(strategy)
    t.not(serve(story), 'nobody', strategy)
  }
})

t.test('longest idle: the one whose last work ended first; being rung in vain is no work', async t => {
  const story = four('longest-idle')
  t.same([serve(story), serve(story), serve(story), serve(story)], NAMES)
  story.after(1_000).joins('x').ends('x', 'no-answer')
  t.same(story.offers, { x: 'binh' }, 'an rang in vain')
  story.ends('x', 'caller-gone').after(5_000).timeUp()
  t.equal(serve(story), 'an', 'and is still the one who has been idle for the longest time')
})

t.test('fewest calls and least talk count the stated period, and forget what is older', async t => {
  const fewest = four('fewest-calls', { countOverMs: 3_600_000 })
  for (const name of NAMES.slice(1)) fewest.pauses(name)
  t.same(shares([serve(fewest), serve(fewest)]), [2, 0, 0, 0])
  for (const name of NAMES.slice(1)) fewest.readies(name)
  t.same(shares(Array.from({ length: 6 }, () => serve(fewest))), [0, 2, 2, 2], 'the others catch up')
  fewest.pauses('binh').pauses('chi').pauses('dung')
  serve(fewest)
  for (const name of NAMES.slice(1)) fewest.readies(name)
  fewest.after(2 * 3_600_000)
  t.same(
    shares(Array.from({ length: 4 }, () => serve(fewest))),
    [1, 1, 1, 1],
    'two hours later all are equal',
  )

  const least = four('least-talk')
  t.same([serve(least, 600_000), serve(least, 1_000), serve(least, 1_000), serve(least, 1_000)], NAMES)
  t.same(shares(Array.from({ length: 9 }, () => serve(least, 1_000))), [0, 3, 3, 3], 'an has talked enough')
})

t.test('even load shares out work, wrap-up included, not turns', async t => {
  const story = four('even-load')
  const first = [serve(story, 60_000, 540_000), ...Array.from({ length: 3 }, () => serve(story, 60_000))]
  t.same(first, NAMES)
  t.same(shares(Array.from({ length: 12 }, () => serve(story, 60_000))), [0, 4, 4, 4])
})

t.test('the even strategies over 300 equal calls: Jain’s index of the load is 0.99 or more', async t => {
  for (const strategy of [
    'round-robin',
    'ordered-round-robin',
    'longest-idle',
    'fewest-calls',
    'least-talk',
    'even-load',
  ]) {
    const story = four(strategy)
    const share = shares(Array.from({ length: 300 }, () => serve(story)))
    const jain = share.reduce((a, b) => a + b, 0) ** 2 / (NAMES.length * share.reduce((a, b) => a + b * b, 0))
    t.ok(jain >= 0.99, `${strategy}: ${jain.toFixed(4)} (${share})`)
  }
})

t.test('in order: always the first who is free; by rank: the lowest rank, then the longest idle', async t => {
  const inOrder = four('in-order')
  t.same([serve(inOrder), serve(inOrder)], ['an', 'an'])
  inOrder.pauses('an')
  t.equal(serve(inOrder), 'binh')
  const byRank = four('by-rank')
  t.same([serve(byRank), serve(byRank), serve(byRank)], ['an', 'binh', 'chi'], 'all are of one rank')
})

t.test('random is the same for the same salt, and weighted random follows the weights', async t => {
  const story = four('weighted-random')
  story.roster = {
    ...story.roster,
    agents: { ...story.roster.agents, an: { ...story.roster.agents.an!, weight: 5 } },
    chance: salt =>
      randomOf([...salt].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 1e6, 7)).below(1e6) / 1e6,
  }
  story.when({ type: 'TeamChanged', hash: 'v2' })
  const [an = 0, ...others] = shares(Array.from({ length: 800 }, () => serve(story, 100)))
  t.ok(an > 400 && an < 600, `an has ${an} of 800, and 5 of 8 parts of the weight`)
  for (const share of others) t.ok(share > 60 && share < 150, `${share}`)
})

t.test('lower levels are asked first, except where the whole table goes round', async t => {
  const levels = (strategy: string) => {
    const story = four(strategy)
    const { agents } = story.roster
    story.roster = {
      ...story.roster,
      agents: Object.fromEntries(
        NAMES.map((name, index) => [
          name,
          { ...agents[name]!, queues: [{ queue: 'sales', rank: index, level: index < 2 ? 2 : 1 }] },
        ]),
      ),
    }
    return story.when({ type: 'TeamChanged', hash: 'v2' })
  }
  t.same(shares(Array.from({ length: 8 }, () => serve(levels('round-robin')))), [0, 0, 8, 0])
  const round = levels('round-robin')
  t.same(shares(Array.from({ length: 8 }, () => serve(round))), [0, 0, 4, 4])
  const table = levels('ordered-round-robin')
  t.same(shares(Array.from({ length: 8 }, () => serve(table))), [2, 2, 2, 2])
})

t.test(
  'ring all: one offer to everybody who is free; the first has the call, the others are free again',
  async t => {
    const story = four('ring-all')
    story.pauses('dung').joins('c1')
    t.same(story.commands, ['offer c1 to an,binh,chi'])
    const offer = story.offerOf('c1').offer
    story.when({ type: 'OfferAccepted', offer, conversation: 'c1', agent: 'binh' })
    for (const agent of ['an', 'chi'])
      story.when({ type: 'OfferEnded', offer, conversation: 'c1', agent, cause: 'elsewhere' })
    t.same(
      NAMES.map(name => story.state(name)),
      ['ready', 'busy', 'ready', 'paused'],
    )
    await allMiss(t)
  },
)

async function allMiss(t: Test): Promise<void> {
  const story = four('ring-all').joins('c1').after(10).joins('c2')
  const { offer } = story.offerOf('c1')
  for (const agent of ['an', 'binh', 'chi'])
    t.same(
      story.when({ type: 'OfferEnded', offer, conversation: 'c1', agent, cause: 'no-answer' }).facts,
      [`${agent} paused (missed)`],
      'the others’ phones go on ringing for him',
    )
  t.equal(story.offerOf('c1').offer, offer)
  story.when({ type: 'OfferEnded', offer, conversation: 'c1', agent: 'dung', cause: 'no-answer' })
  t.throws(() => story.offerOf('c1'), 'nobody is left')
  t.same(
    story.floor.queues.get('sales')?.line.map(one => one.conversation),
    ['c1', 'c2'],
    'he is first still',
  )
  t.same(Object.keys(story.after(5_000).timeUp().offers), ['c1'], 'and all are rung for him again')
}
