// What went wrong in other queues, told as stories that must end well here. Named after where it was reported; those
// that need real phones are in test/acceptance (acd: OpenACD #5, asterisk #176; one-desk: OpenACD #6, asterisk #1557).
import t from 'tap'
import { FloorStory, team } from './story.ts'

const pair = { an: ['sales'], binh: ['sales'] }

t.test(
  'FreeSWITCH #1216, #1221: the last one in the row is away, and the queue goes on with the others',
  async t => {
    const ways: [string, (story: FloorStory) => unknown][] = [
      ['his phone is gone', story => story.phone('binh', false)],
      ['he is on a break', story => story.pauses('binh')],
      ['he has logged out', story => story.when({ type: 'AgentLoggedOut', agent: 'binh', by: 'binh' })],
    ]
    for (const [how, goes] of ways) {
      const story = new FloorStory(team(pair))
      for (const [caller, agent] of [
        ['c1', 'an'],
        ['c2', 'binh'],
      ] as const)
        story.joins(caller).accepts(caller).finishes(caller, agent, 0)
      goes(story)
      for (const caller of ['c3', 'c4', 'c5']) {
        t.equal(story.joins(caller).offerOf(caller).agent, 'an', `${how}: ${caller}`)
        story.accepts(caller).finishes(caller, 'an', 0)
      }
    }
  },
)

t.test(
  'FreeSWITCH #1216: the only agent goes while he is rung; the caller waits, and is rung for when he is back',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] })).joins('c1')
    story.phone('an', false).ends('c1', 'unreachable')
    t.same(story.offers, {})
    t.same(story.after(60_000).timeUp().offers, {}, 'nobody is there')
    t.same(story.phone('an', true).offers, { c1: 'an' })
  },
)

t.test('OpenSIPS #2679: each ends his own wrap-up, not everybody with the last one', async t => {
  const story = new FloorStory(team(pair))
  story.joins('c1').joins('c2').accepts('c1').accepts('c2')
  story.finishes('c1', 'an', 8_000).after(5_000).finishes('c2', 'binh', 8_000)
  story.joins('c3').joins('c4')
  t.same(story.offers, {}, 'both write notes')
  t.same(story.after(3_000).timeUp().offers, { c3: 'an' })
  t.same(story.after(4_999).timeUp().offers, { c3: 'an' })
  t.same(story.after(1).timeUp().offers, { c3: 'an', c4: 'binh' })
})

t.test(
  'FreeSWITCH #1973, OpenSIPS #3123: a talk that was never told to be over does not hold its agent for ever',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] })).joins('c1').accepts('c1').joins('c2')
    t.same(story.offers, {})
    story.restarts().when({ type: 'FloorResumed', waiting: ['c2'], offered: [], talking: [] })
    t.same(story.offers, { c2: 'an' })
  },
)

t.test(
  'FreeSWITCH #2540: two are rung, one answers; the other is reserved no longer than his phone rings',
  async t => {
    const story = new FloorStory(team(pair, { strategy: 'ring-all' })).joins('c1')
    const { offer } = story.offerOf('c1')
    story.when({ type: 'OfferAccepted', offer, conversation: 'c1', agent: 'an' })
    story.joins('c2')
    t.same(story.offers, {}, 'his phone may still ring')
    story.when({ type: 'OfferEnded', offer, conversation: 'c1', agent: 'binh', cause: 'elsewhere' })
    t.same(story.offers, { c2: 'binh' })
  },
)

t.test('FreeSWITCH #1062: an offer whose call never speaks again ends by itself', async t => {
  const story = new FloorStory(team({ an: ['sales'] })).joins('c1')
  story.after(15_000 + 9_999).timeUp()
  t.same(story.offers, { c1: 'an' }, 'the call may still say how it went')
  story.after(1).timeUp()
  t.same(story.offers, {})
  t.same(story.after(5_000).timeUp().offers, { c1: 'an' }, 'after his rest it is his turn again')
})
