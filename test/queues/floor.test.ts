// Who is rung, who is not, who is next, and that everybody keeps his place.
import t from 'tap'
import { deadlineOfFloor } from '../../src/queues/floor.ts'
import { FloorStory, team } from './story.ts'

const one = () => new FloorStory(team({ an: ['sales'] }))
const two = () => new FloorStory(team({ an: ['sales'], binh: ['sales'] }))

t.test('a caller is offered to the free agent; one more waits and hears his position', async t => {
  const story = one().joins('c1')
  t.same([story.facts, story.commands], [['offer-1 c1 to an', 'an offered'], ['offer c1 to an']])
  story.joins('c2')
  t.same([story.facts, story.commands], [['c2 no-agent-free'], ['c2 is at 2']])
})

t.test('an agent’s way: offered, busy, wrap-up, ready, and the next caller', async t => {
  const story = one().joins('c1').joins('c2').accepts('c1')
  t.same([story.facts, story.state('an')], [['an busy'], 'busy'])
  t.same([...story.floor.waiting.keys()], ['c2'])
  t.same(story.finishes('c1', 'an').facts, ['an wrap-up'])
  t.equal(deadlineOfFloor(story.floor), 9_000)
  t.same(story.after(7_999).timeUp().facts, [])
  t.same(story.after(1).timeUp().facts, ['an ready', 'offer-2 c2 to an', 'an offered'])
})

t.test('without a wrap-up the agent is free at once', async t => {
  t.same(one().joins('c1').joins('c2').accepts('c1').finishes('c1', 'an', 0).facts.slice(1), [
    'offer-2 c2 to an',
    'an offered',
  ])
})

t.test('the word ready ends a wrap-up and a pause', async t => {
  const wrapping = one().joins('c1').accepts('c1').finishes('c1', 'an').joins('c2')
  t.same(wrapping.readies('an').commands, ['offer c2 to an'])
  t.same(one().pauses('an').joins('c1').readies('an').commands, ['offer c1 to an'])
})

t.test(
  'nobody is rung who is busy, offered, wrapping up, paused, unreachable or gone from the team',
  async t => {
    const cases: Record<string, FloorStory> = {
      offered: one().joins('c1'),
      busy: one().joins('c1').accepts('c1'),
      'wrap-up': one().joins('c1').accepts('c1').finishes('c1', 'an'),
      paused: one().pauses('an'),
      unreachable: one().phone('an', false),
      missed: one().joins('c1').ends('c1', 'no-answer').leaves('c1'),
    }
    for (const [name, story] of Object.entries(cases))
      t.same(story.joins('c9').commands.slice(0, 1), [`c9 is at ${name === 'offered' ? 2 : 1}`], name)
    const gone = one()
    gone.roster = team({ binh: ['sales'] })
    t.same(gone.when({ type: 'TeamChanged', hash: 'v2' }).joins('c9').commands, ['c9 is at 1'])
  },
)

t.test('why tells who was free, and which rule excluded whom', async t => {
  const story = new FloorStory(
    team({ an: ['sales'], binh: ['sales'], chi: ['sales'], dung: ['sales'], em: ['support'] }),
  )
  story.pauses('binh').phone('chi', false)
  const { floor, roster, now } = story
  const { stepFloor } = await import('../../src/queues/step.ts')
  const { facts } = stepFloor(
    floor,
    { type: 'CallerJoined', conversation: 'c', queue: 'sales', priority: 0, since: 400 },
    now,
    roster,
  )
  t.match(facts[0], {
    type: 'CallOffered',
    why: {
      strategy: 'round-robin',
      position: 1,
      waitedMs: 600,
      free: ['an', 'dung'],
      excluded: { paused: ['binh'], unreachable: ['chi'] },
    },
  })
})

t.test('why somebody waits is said once, and again when the obstacle is another', async t => {
  const story = one().joins('c1').joins('c2')
  t.same(story.facts, ['c2 no-agent-free'])
  t.same(story.joins('c2').facts, [])
  story.pauses('an').ends('c1', 'caller-gone')
  t.same(story.joins('c2').facts, ['c2 no-agent-here'])
})

t.test('a caller keeps his place after a missed offer, and goes to the next agent', async t => {
  const story = two().joins('c1').after(10).joins('c2').after(10).joins('c3').ends('c1', 'no-answer')
  t.equal(story.state('an'), 'paused')
  t.same(story.facts, ['an paused (missed)', 'c1 no-agent-free'])
  story.ends('c2', 'busy')
  t.same(
    story.after(5_000).timeUp().offers,
    { c1: 'an', c2: 'binh' },
    'the longest wait first, when they come back',
  )
  t.same(story.when({ type: 'PositionAsked', conversation: 'c3' }).commands, ['c3 is at 3'])
})

t.test('the refused caller goes straight to another free agent', async t => {
  const story = two().joins('c1').ends('c1', 'declined')
  t.same(story.facts, ['an paused (declined)', 'offer-2 c1 to binh', 'binh offered'])
})

t.test(
  'who is gone as soon as he has picked up rests as if he had declined; what he had planned goes before',
  async t => {
    const dropped = (story: FloorStory) =>
      story.when({ type: 'TalkFinished', conversation: 'c1', agent: 'an', wrapUpMs: 0, dropped: true })
    t.same(dropped(one().joins('c1').accepts('c1')).facts, ['an paused (declined)'])
    t.same(dropped(one().joins('c1').accepts('c1').pauses('an')).facts, ['an paused (lunch)'])
    t.same(dropped(one().joins('c1')).facts, [], 'who does not talk has dropped nothing')
  },
)

t.test(
  'a phone that refuses at once is not rung again at once, even when no rest was configured',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] }, { restMs: 0 })).joins('c1').ends('c1', 'unreachable')
    t.same(story.commands, [])
    t.same(story.after(1_000).timeUp().commands, ['offer c1 to an'])
  },
)

t.test('whoever is not to blame is free at once, and takes the caller who is next', async t => {
  const gone = one().joins('c1').after(1).joins('c2').ends('c1', 'caller-gone')
  t.same(gone.facts, ['an ready', 'offer-2 c2 to an', 'an offered'])
  t.same([...gone.floor.waiting.keys()], ['c2'])
  const revoked = one().joins('c1').after(1).joins('c2', 'sales', 5).ends('c1', 'revoked')
  t.same(revoked.offers, { c2: 'an' }, 'priority counts, not who was offered before')
})

t.test('priority first, then the longest wait, then the name', async t => {
  const story = one().pauses('an')
  story.joins('c3').joins('c2').after(5).joins('c1').after(5).joins('c4', 'sales', 7)
  const order: string[] = []
  story.readies('an')
  while (Object.keys(story.offers).length > 0) {
    const [next = ''] = Object.keys(story.offers)
    order.push(next)
    story.accepts(next).finishes(next, 'an', 0)
  }
  t.same(order, ['c4', 'c2', 'c3', 'c1'])
})

t.test('an agent of several queues takes the longest wait of the highest priority among them', async t => {
  const story = new FloorStory(team({ an: ['sales', 'support'] })).pauses('an')
  story.joins('c1', 'sales').after(5).joins('c2', 'support').after(5).joins('c3', 'support', 3)
  t.same(story.readies('an').offers, { c3: 'an' })
  t.same(story.accepts('c3').finishes('c3', 'an', 0).offers, { c1: 'an' })
  t.same(story.accepts('c1').finishes('c1', 'an', 0).offers, { c2: 'an' })
})

t.test('a pause asked for in a call begins when it is over, after the wrap-up', async t => {
  const story = one().joins('c1').accepts('c1').pauses('an')
  t.equal(story.state('an'), 'busy')
  t.same(story.finishes('c1', 'an').facts, ['an wrap-up'])
  t.same(story.after(8_000).timeUp().facts, ['an paused (lunch)'])
  t.same(one().joins('c1').pauses('an').ends('c1', 'caller-gone').facts, ['an paused (lunch)'])
  t.same(
    one().joins('c1').accepts('c1').pauses('an').readies('an').finishes('c1', 'an', 0).facts,
    ['an ready'],
    'taken back',
  )
})

t.test(
  'an agent whose phone vanishes in a call goes on; afterwards he is not rung until it is back',
  async t => {
    const story = one().joins('c1').accepts('c1').phone('an', false)
    t.equal(story.state('an'), 'busy')
    t.same(story.finishes('c1', 'an', 0).joins('c2').commands, ['c2 is at 1'])
    t.same(story.phone('an', true).commands, ['offer c2 to an'])
  },
)

t.test('joining twice is joining once; another queue or priority is another place', async t => {
  const story = one().pauses('an').joins('c1').after(5).joins('c2')
  story.when({ type: 'CallerJoined', conversation: 'c1', queue: 'sales', priority: 0, since: 1_000 })
  t.same(story.commands, ['c1 is at 1'])
  story.when({ type: 'CallerJoined', conversation: 'c2', queue: 'sales', priority: 9, since: 1_005 })
  t.same(story.commands, ['c2 is at 1'])
  t.same(
    story.floor.queues.get('sales')?.line.map(({ conversation }) => conversation),
    ['c2', 'c1'],
  )
  story.when({ type: 'CallerJoined', conversation: 'c2', queue: 'support', priority: 9, since: 1_005 })
  t.same(
    story.floor.queues.get('sales')?.line.map(({ conversation }) => conversation),
    ['c1'],
  )
  t.same(one().joins('c1').joins('c1').commands, [], 'who is being offered is not offered twice')
})

t.test('positions asked for one after another never grow while nobody passes', async t => {
  const story = one().pauses('an')
  for (const name of ['c1', 'c2', 'c3', 'c4']) story.after(1).joins(name)
  const positions: number[] = []
  for (const leaver of ['c2', 'c1', 'c3']) {
    story.leaves(leaver).when({ type: 'PositionAsked', conversation: 'c4' })
    positions.push(Number(story.commands[0]?.slice(-1)))
  }
  t.same(positions, [3, 2, 1])
  t.same(story.when({ type: 'PositionAsked', conversation: 'nobody' }).commands, [])
})

t.test(
  'a conversation that never says how its offer went loses the agent when the reservation ends',
  async t => {
    const story = one().joins('c1')
    t.same(story.after(24_999).timeUp().facts, [])
    story.after(1).timeUp()
    t.same(
      [story.commands, story.facts],
      [['revoke offer-1 of c1'], ['an paused (missed)', 'c1 no-agent-here']],
    )
  },
)

t.test(
  'who talks is believed: another offer of his phone goes back, and that caller looks further',
  async t => {
    const story = two().joins('c1').after(25_000).timeUp()
    t.same(story.offers, { c1: 'binh' })
    story.after(5_000).timeUp().joins('c2')
    t.same(story.offers, { c1: 'binh', c2: 'an' })
    story.when({ type: 'OfferAccepted', offer: 'offer-1', conversation: 'c1', agent: 'an' })
    t.same(story.commands, ['revoke offer-3 of c2'])
    t.same([story.state('an'), story.offers], ['busy', {}])
    t.same(
      story.when({
        type: 'OfferEnded',
        offer: 'offer-2',
        conversation: 'c1',
        agent: 'binh',
        cause: 'caller-gone',
      }).offers,
      { c2: 'binh' },
    )
  },
)

t.test('late and repeated words change nothing', async t => {
  const story = one().joins('c1').accepts('c1')
  for (const input of [
    { type: 'OfferEnded', offer: 'offer-1', conversation: 'c1', agent: 'an', cause: 'no-answer' },
    { type: 'TalkFinished', conversation: 'c0', agent: 'an', wrapUpMs: 0 },
    { type: 'CallerLeft', conversation: 'c1' },
    { type: 'TalkFinished', conversation: 'c1', agent: 'nobody', wrapUpMs: 0 },
    { type: 'OfferAccepted', offer: 'o', conversation: 'c', agent: 'nobody' },
    { type: 'TimeUp' },
  ] as const) {
    story.when(input)
    t.same([story.facts, story.commands, story.state('an')], [[], [], 'busy'], input.type)
  }
})

t.test(
  'a caller who is sent into another queue leaves his old place; the phone that rings is told',
  async t => {
    const story = new FloorStory(team({ an: ['sales'], binh: ['support'] }))
    story.joins('c0').joins('c1', 'sales', 5).after(100)
    t.same(story.offers, { c0: 'an' })
    const moved = {
      type: 'CallerJoined',
      conversation: 'c0',
      queue: 'support',
      priority: 0,
      since: 1_000,
    } as const
    t.same(story.when(moved).commands, ['revoke offer-1 of c0', 'offer c0 to binh'])
    t.same([story.offers, story.state('an')], [{ c0: 'binh' }, 'offered'], 'free only when his leg is gone')
    const back = {
      type: 'OfferEnded',
      offer: 'offer-1',
      conversation: 'c0',
      agent: 'an',
      cause: 'revoked',
    } as const
    t.same(story.when(back).commands, ['offer c1 to an'])
    t.same(story.offers, { c0: 'binh', c1: 'an' })
    story.restarts()
    t.same(story.offers, { c0: 'binh', c1: 'an' })
  },
)
