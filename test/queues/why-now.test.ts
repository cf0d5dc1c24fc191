// What people ask of the floor as it is: why somebody waits now, what a given priority is worth, and who is kept from
// work by his own misses.
import t from 'tap'
import { whyNow } from '../../src/queues/why-now.ts'
import { FloorStory, team } from './story.ts'

const two = (change = {}) => new FloorStory(team({ an: ['sales'], binh: ['sales'] }, change))
const nowOf = (story: FloorStory, conversation = 'c') =>
  whyNow(story.floor, story.roster, story.now, conversation)

t.test('why somebody waits is told of this moment, not of when it began', async t => {
  const story = two().joins('a').joins('b').joins('c')
  t.match(nowOf(story), { queue: 'sales', offered: [], reason: 'no-agent-free' })
  t.same(nowOf(story)?.why?.excluded, { offered: ['an', 'binh'] })
  story.accepts('a').accepts('b').finishes('a', 'an').pauses('an').after(4_000)
  t.same(nowOf(story)?.why?.excluded, { paused: ['an'], busy: ['binh'] })
  t.equal(nowOf(story)?.why?.waitedMs, 4_000)
  story.finishes('b', 'binh').phone('binh', false)
  t.equal(nowOf(story)?.reason, 'no-agent-here')
})

t.test('whose phone rings for him, and that he does not wait', async t => {
  const story = two().joins('c')
  t.same(nowOf(story), { queue: 'sales', offered: ['an'] })
  t.equal(nowOf(story.accepts('c')), undefined)
  t.equal(nowOf(story, 'nobody'), undefined)
})

t.test('a queue with enough talks, and one that the owner took away', async t => {
  const story = two({ maxTalking: 1 }).joins('a').joins('c')
  t.equal(nowOf(story)?.reason, 'enough-talks')
  story.roster = { ...story.roster, queues: {} }
  t.same(nowOf(story), { queue: 'sales', offered: [], reason: 'no-agent-here' })
})

t.test('asking changes nothing', async t => {
  const story = two().pauses('an').pauses('binh').joins('c')
  const before = story.floor
  nowOf(story)
  t.equal(story.floor, before)
})

t.test('a given priority counts, also when the conversation joins again with its own', async t => {
  const story = two().pauses('an').pauses('binh').joins('a', 'sales', 3).joins('c', 'sales', 1)
  story.when({ type: 'PriorityChanged', conversation: 'c', priority: 9, by: 'hoa' })
  t.same(story.commands, ['c is at 1'])
  story.restarts().joins('c', 'sales', 1, { since: story.now })
  t.equal(story.floor.waiting.get('c')?.priority, 9)
  t.same(story.readies('an').offers, { c: 'an' })
})

t.test(
  'so many misses of a kind in a row, and he is paused until he is ready again; others do not count',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] }, { pauseAfter: { 'no-answer': 2 } })).joins('c')
    const state = () => story.floor.agents.get('an')?.state
    story.ends('c', 'busy').after(5_000).timeUp()
    story.ends('c', 'no-answer')
    t.match(state(), { name: 'paused', reason: 'missed', until: story.now + 5_000 }, 'a rest')
    story.after(5_000).timeUp().ends('c', 'busy').after(5_000).timeUp().ends('c', 'no-answer')
    t.same(state(), { name: 'paused', since: story.now, reason: 'missed', misses: 2 })
    t.same(story.after(60_000).timeUp().offers, {}, 'it has no end')
    t.same(story.readies('an').offers, { c: 'an' })
    story.accepts('c').finishes('c', 'an', 0).joins('d').ends('d', 'no-answer')
    t.match(state(), { until: story.now + 5_000 }, 'counted anew')
  },
)

t.test('a wrap-up made longer ends later', async t => {
  const story = new FloorStory(team({ an: ['sales'] })).joins('c').accepts('c').finishes('c', 'an')
  story.after(6_000).when({ type: 'WrapUpExtended', agent: 'an', byMs: 30_000, by: 'an' })
  t.equal(story.after(31_000).timeUp().state('an'), 'wrap-up')
  t.equal(story.after(1_000).timeUp().state('an'), 'ready')
})
