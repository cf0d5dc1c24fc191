// After a start of ours: what the floor stored is held against what the conversations do.
import t from 'tap'
import type { FloorInput } from '../../src/queues/events.ts'
import { FloorStory, team } from './story.ts'

const one = () => new FloorStory(team({ an: ['sales'] }))

type Lists = Partial<Record<'waiting' | 'offered' | 'talking', string[]>>
const resumed = ({ waiting = [], offered = [], talking = [] }: Lists): FloorInput => ({
  type: 'FloorResumed',
  waiting,
  offered,
  talking,
})

t.test('who waits keeps his place, who is rung stays offered, who talks stays busy', async t => {
  const story = new FloorStory(team({ an: ['sales'], binh: ['sales'] }))
  story.joins('c1').accepts('c1').joins('c2').joins('c3').restarts()
  story.when(resumed({ waiting: ['c3'], offered: ['c2'], talking: ['c1'] }))
  t.same([story.facts, story.commands], [[], []])
  t.same(
    [story.state('an'), story.state('binh'), [...story.floor.waiting.keys()]],
    ['busy', 'offered', ['c2', 'c3']],
  )
})

t.test('callers who are gone lose their place, and their agents are free for the next', async t => {
  const story = one()
    .joins('c1')
    .joins('c2')
    .joins('c3')
    .restarts()
    .when(resumed({ waiting: ['c3'] }))
  t.same(story.facts, ['an ready', 'offer-2 c3 to an', 'an offered'])
  t.same([...story.floor.waiting.keys()], ['c3'])
})

t.test('an offer that never reached its call is made again, under a new name', async t => {
  const story = one()
    .joins('c1')
    .restarts()
    .when(resumed({ waiting: ['c1'] }))
  t.same(story.commands, ['offer c1 to an'])
  t.equal(story.offerOf('c1').offer, 'offer-2')
})

t.test('an agent who picked up, unheard by the floor, is not rung for another', async t => {
  const story = one()
    .joins('c1')
    .joins('c2')
    .restarts()
    .when(resumed({ waiting: ['c2'], talking: ['c1'] }))
  t.same(story.commands, [])
  story.when({ type: 'OfferAccepted', offer: 'offer-1', conversation: 'c1', agent: 'an' })
  t.same([story.state('an'), story.commands], ['busy', []])
})

t.test('an agent whose talk is over, unheard by the floor, is free', async t => {
  t.same(one().joins('c1').accepts('c1').restarts().when(resumed({})).facts, ['an ready'])
})

t.test(
  'after a start, everybody who can be served is served: two agents back, two callers offered',
  async t => {
    const story = new FloorStory(team({ an: ['sales'], binh: ['sales'] }))
    // Binh had the last turn, so the first caller is An's, then the second is Binh's: nobody waits beside a free seat.
    story.joins('c1').accepts('c1').joins('c2').accepts('c2').joins('c3').joins('c4')
    story.restarts().when(resumed({ waiting: ['c3', 'c4'] }))
    t.same(Object.keys(story.offers), ['c3', 'c4'])
    const again = new FloorStory(team({ an: ['sales'], binh: ['sales'] }))
      .joins('c0')
      .accepts('c0')
      .finishes('c0', 'an', 0)
    again.pauses('an').pauses('binh').joins('c3').joins('c4')
    again.roster = team({ chi: ['sales'], dung: ['sales'] })
    again.when({ type: 'TeamChanged', hash: 'v2' }).phone('chi', true).phone('dung', true)
    t.same(again.offers, { c3: 'chi', c4: 'dung' })
  },
)

t.test('a changed team: seats move at once, a busy agent stays until his call is over', async t => {
  const story = one().joins('c1').accepts('c1').joins('c2')
  story.roster = team({ binh: ['sales'] })
  t.same(story.when({ type: 'TeamChanged', hash: 'v2' }).state('an'), 'busy')
  t.same(story.finishes('c1', 'an').facts, ['an wrap-up'])
  t.same(story.after(8_000).timeUp().commands, [], 'without a seat, nobody is his')
  t.equal(story.state('an'), undefined, 'and he is gone from the floor')
  t.equal(story.restarts().state('an'), undefined)
  t.same(story.phone('binh', true).commands, ['offer c2 to binh'])
})

t.test('a queue that was taken away does not hold up the callers of the others', async t => {
  const story = new FloorStory(team({ an: ['sales', 'support'] })).pauses('an').joins('c1', 'sales').after(5)
  story.joins('c2', 'support')
  const { sales: _, ...queues } = story.roster.queues
  story.roster = { ...story.roster, queues }
  t.same(story.when({ type: 'TeamChanged', hash: 'v2' }).readies('an').offers, { c2: 'an' })
})
