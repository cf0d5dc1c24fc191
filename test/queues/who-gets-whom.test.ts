// Levels, skills, widening, weights, ageing, last agent, caps, capacity, places in line: who gets whom, and when.
import t from 'tap'
import type { SkillTerm } from '../../src/agents/skills.ts'
import type { QueueRules, Roster } from '../../src/queues/roster.ts'
import { FloorStory, team } from './story.ts'

const line = (story: FloorStory, queue = 'sales') =>
  story.floor.queues.get(queue)?.line.map(({ conversation }) => conversation)

function withAgents(
  agents: Record<string, Partial<Roster['agents'][string]>>,
  change: Partial<QueueRules> = {},
): FloorStory {
  const plain = team(Object.fromEntries(Object.keys(agents).map(id => [id, ['sales']])), change)
  const known = Object.entries(plain.agents).map(([id, agent]) => [id, { ...agent, ...agents[id] }])
  return new FloorStory({ ...plain, agents: Object.fromEntries(known) })
}
const seat = (level: number) => ({ queues: [{ queue: 'sales', rank: 1, level }] })

t.test(
  'Q02: twelve callers with priorities and wished positions stand where Asterisk’s queue would put them',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] }, { maxWaiting: 11 })).pauses('an')
    const wishes: [priority?: number, position?: number][] = [
      [],
      [],
      [1],
      [1],
      [2],
      [0, 5],
      [0, 200],
      [0, 1],
      [8, 3],
      [1, 7],
      [1, 4],
    ]
    const positions = wishes.map(([priority = 0, position], index) => {
      const more = position === undefined ? {} : { position }
      story.after(1).joins(`c${index + 1}`, 'sales', priority, more)
      return (line(story)?.indexOf(`c${index + 1}`) ?? -1) + 1
    })
    t.same(positions, [1, 2, 1, 2, 1, 5, 7, 4, 1, 5, 4])
    story.after(1).joins('c12', 'sales', 2, { position: 5 })
    t.same([story.facts, story.commands], [['c12 refused (full)'], ['refuse c12 (full)']])
    t.equal(line(story)?.length, 11)
  },
)

t.test(
  'who waits longer is offered to more: level by level, then with less of a skill, then to anybody',
  async t => {
    const story = withAgents(
      {
        an: { ...seat(1), skills: { english: 3 } },
        binh: { ...seat(2), skills: { english: 3 } },
        chi: { ...seat(2), skills: { english: 1 } },
        dung: seat(2),
      },
      {
        ringMs: 60_000,
        level: 1,
        skills: ['english:3'],
        widen: [
          { afterMs: 10_000, level: 2 },
          { afterMs: 20_000, skills: { english: 1 } },
          { afterMs: 30_000, skills: 'all' },
        ],
      },
    )
    for (const name of ['c1', 'c2', 'c3', 'c4', 'c5']) story.joins(name)
    t.same(story.offers, { c1: 'an' })
    t.same(story.after(9_999).timeUp().offers, { c1: 'an' })
    t.same(story.after(1).timeUp().offers, { c1: 'an', c2: 'binh' })
    t.same(story.after(10_000).timeUp().offers, { c1: 'an', c2: 'binh', c3: 'chi' })
    t.same(story.after(10_000).timeUp().offers, { c1: 'an', c2: 'binh', c3: 'chi', c4: 'dung' })
  },
)

t.test(
  'skills: all of the list, any of a group, none of another; who has more than is asked will do',
  async t => {
    const asks = (skills: readonly SkillTerm[], known: Record<string, number>) => {
      const story = withAgents({ an: { skills: known } })
      return Object.keys(story.joins('c1', 'sales', 0, { skills }).offers).length === 1
    }
    t.ok(asks(['english:2'], { english: 3 }))
    t.notOk(asks(['english:2'], { english: 1 }))
    t.ok(asks([{ any: ['french', 'english'] }], { english: 1 }))
    t.notOk(asks([{ any: ['french', 'german'] }], { english: 1 }))
    t.ok(asks(['english', { not: 'trainee' }], { english: 1 }))
    t.notOk(asks(['english', { not: 'trainee' }], { english: 1, trainee: 1 }))
    t.ok(asks([{ any: [{ all: ['french:2', 'billing'] }, 'english:5'] }], { french: 2, billing: 1 }))
  },
)

t.test('the last agent first, for a while; at once somebody else when he is not at work', async t => {
  const story = withAgents({ an: {}, binh: {} }, { lastAgentMs: 15_000 })
  t.same(story.joins('c0').accepts('c0').offers, {}, 'an talks')
  story.joins('c1', 'sales', 0, { lastAgent: 'an' })
  t.same(story.facts, ['c1 last-agent'])
  t.same(story.joins('c2').offers, { c2: 'binh' }, 'binh takes those who want anybody')
  story.accepts('c2').finishes('c2', 'binh', 0)
  t.same(story.offers, {}, 'and not him')
  t.same(story.finishes('c0', 'an', 0).offers, { c1: 'an' })
  story.accepts('c1').joins('c3', 'sales', 0, { lastAgent: 'an' })
  t.same(story.after(15_000).timeUp().offers, { c3: 'binh' }, 'after a while anyone will do')
  const away = withAgents({ an: {}, binh: {} }, { lastAgentMs: 15_000 }).pauses('an')
  t.same(away.joins('c1', 'sales', 0, { lastAgent: 'an' }).offers, { c1: 'binh' })
})

t.test('an agent serves the heavier queue first, then who waits longest', async t => {
  const story = new FloorStory(team({ an: ['sales', 'support', 'vip'] })).pauses('an')
  const { queues } = story.roster
  story.roster = { ...story.roster, queues: { ...queues, vip: { ...queues.vip!, weight: 3 } } }
  story.when({ type: 'TeamChanged', hash: 'v2' })
  story.joins('a', 'sales').after(5).joins('b', 'support').after(5).joins('c', 'vip')
  const order: string[] = []
  story.readies('an')
  for (let n = 0; n < 3; n++) {
    const [next = ''] = Object.keys(story.offers)
    order.push(next)
    story.accepts(next).finishes(next, 'an', 0)
  }
  t.same(order, ['c', 'a', 'b'])
})

t.test('with ageing, priority is a lead in time: who waits long enough is next, whoever comes', async t => {
  const story = new FloorStory(team({ an: ['sales'] }, { ageingMs: 30_000 })).pauses('an')
  story.joins('patient').after(100_000).joins('vip', 'sales', 3)
  t.same(line(story), ['patient', 'vip'], 'three points are worth 90 s, and he has waited 100')
  story.joins('other').after(60_000).joins('vip2', 'sales', 3)
  t.same(line(story), ['patient', 'vip', 'vip2', 'other'])
})

t.test('a changed priority is another place, with the same wait', async t => {
  const story = new FloorStory(team({ an: ['sales'] })).pauses('an')
  for (const name of ['a', 'b', 'c']) story.after(1).joins(name)
  story.when({ type: 'PriorityChanged', conversation: 'c', priority: 5, by: 'hoa' })
  t.same([line(story), story.commands], [['c', 'a', 'b'], ['c is at 1']])
  story.when({ type: 'PriorityChanged', conversation: 'c', priority: 0, by: 'hoa' })
  t.same(line(story), ['a', 'b', 'c'])
})

t.test('a queue has no more talks at once than its owner allows; one ends, and the next begins', async t => {
  const story = new FloorStory(team({ an: ['sales'], binh: ['sales'], chi: ['sales'] }, { maxTalking: 2 }))
  for (const name of ['a', 'b', 'c']) story.joins(name)
  t.same(story.facts, ['c enough-talks'])
  story.accepts('a').accepts('b')
  t.equal(story.state('chi'), 'ready')
  t.same(story.finishes('a', 'an', 8_000).offers, { c: 'chi' })
})

t.test('a queue is empty by the kinds that count; who waits leaves when it becomes so', async t => {
  const rules: Partial<QueueRules> = { emptyWhen: ['offline', 'unreachable', 'paused'], leaveWhenEmpty: true }
  const story = new FloorStory(team({ an: ['sales'], binh: ['sales'] }, rules))
  story.pauses('an').phone('binh', false)
  t.same(story.joins('c1').facts, ['c1 refused (empty)'])
  story.phone('binh', true).joins('c2').accepts('c2').joins('c3')
  t.same(story.facts, ['c3 no-agent-free'], 'a busy agent is somebody')
  t.same(story.finishes('c2', 'binh', 0).offers, { c3: 'binh' })
  story.accepts('c3').joins('c4').when({ type: 'AgentLoggedOut', agent: 'binh', by: 'binh' })
  t.same(line(story), ['c4'], 'he still talks')
  t.same(story.finishes('c3', 'binh', 0).facts, ['binh offline', 'c4 refused (empty)'])
})

t.test('an agent has room for 100: five chats of 20, and no call beside them', async t => {
  const story = new FloorStory(team({ an: ['sales'] }))
  for (let n = 1; n <= 6; n++) story.joins(`chat${n}`, 'sales', 0, { cost: 20 })
  t.same(Object.keys(story.offers), ['chat1', 'chat2', 'chat3', 'chat4', 'chat5'])
  t.same(story.joins('call').facts, ['call no-agent-free'])
  story.accepts('chat1').finishes('chat1', 'an', 0)
  t.ok(story.offers.chat6, 'one chat ends, and the next is his')
  for (const n of [2, 3, 4, 5, 6]) story.accepts(`chat${n}`).finishes(`chat${n}`, 'an', 0)
  t.same(story.offers, { call: 'an' })
  t.same(
    story.joins('late', 'sales', 0, { cost: 20 }).facts,
    ['late no-agent-free'],
    'a call takes all of him',
  )
})

t.test(
  'so many misses of a kind in a row pause him; a call that he takes clears the count; a busy line is no miss',
  async t => {
    const story = new FloorStory(
      team({ an: ['sales'] }, { pauseAfter: { 'no-answer': 2 }, rests: { busy: 500, 'no-answer': 2_000 } }),
    )
    const miss = (cause: 'no-answer' | 'busy') => {
      story.joins(`m${story.now}`)
      const [who = ''] = Object.keys(story.offers)
      story.ends(who, cause).leaves(who)
      const { state } = story.floor.agents.get('an')!
      story.after(10_000).timeUp()
      return state
    }
    t.match(miss('no-answer'), { name: 'paused', reason: 'missed', until: story.now - 10_000 + 2_000 })
    miss('busy')
    story.joins('ok').accepts('ok').finishes('ok', 'an', 0)
    miss('no-answer')
    t.equal(story.state('an'), 'ready', 'the call in between cleared the count')
    t.notMatch(miss('no-answer'), { until: Number })
    t.equal(story.state('an'), 'paused', 'until somebody makes him ready')
    t.equal(story.readies('an').state('an'), 'ready')
  },
)

t.test(
  'an own wrap-up counts instead of the queue’s; it is extended by a word and ended by another',
  async t => {
    const story = withAgents({ an: { wrapUpMs: 20_000 } })
    story.joins('c1')
    t.match(story.floor.agents.get('an')?.state, { name: 'offered' })
    story.accepts('c1').finishes('c1', 'an', 20_000)
    t.same(story.after(15_000).timeUp().facts, [])
    story.when({ type: 'WrapUpExtended', agent: 'an', byMs: 30_000, by: 'an' })
    t.same(story.after(34_999).timeUp().facts, [])
    t.same(story.after(1).timeUp().facts, ['an ready'])
  },
)

t.test('who dials by himself is busy: the caller who rang for him goes on to the next', async t => {
  const story = new FloorStory(team({ an: ['sales'], binh: ['sales'] })).joins('c1')
  story.when({ type: 'AgentEngaged', agent: 'an', conversation: 'out' })
  t.same(story.state('an'), 'busy')
  t.same(story.offers, { c1: 'binh' })
  t.same(story.finishes('out', 'an', 0).state('an'), 'ready')
})

t.test('other rules count for the next offer, and nobody loses his place by them', async t => {
  const story = new FloorStory(team({ an: ['sales'] })).pauses('an')
  story.joins('a').after(100_000).joins('b', 'sales', 2)
  t.same(line(story), ['b', 'a'])
  story.roster = team({ an: ['sales'] }, { ageingMs: 10_000, strategy: 'longest-idle' })
  story.when({ type: 'TeamChanged', hash: 'v2' })
  t.same(line(story), ['a', 'b'], 'two points are worth 20 s now')
  t.same(story.restarts().readies('an').offers, { a: 'an' })
})

t.test(
  'Q52: who gave up and calls again in time gets his place back, once, also after a restart',
  async t => {
    const story = new FloorStory(team({ an: ['sales'] }, { resumeMs: 60_000 })).pauses('an')
    story.joins('a', 'sales', 0, { contact: 'x' }).after(1_000).joins('b').after(1_000)
    story.when({ type: 'CallerLeft', conversation: 'a', gaveUp: true }).after(30_000)
    story.joins('a2', 'sales', 0, { contact: 'x' })
    t.same(line(story), ['a2', 'b'])
    story.joins('a2', 'sales', 0, { contact: 'x' })
    t.same(line(story.restarts()), ['a2', 'b'], 'his conversation says it again, with its own time')
    t.same(line(story.joins('a3', 'sales', 0, { contact: 'x' })), ['a2', 'b', 'a3'], 'one place for one try')
    story.when({ type: 'CallerLeft', conversation: 'a2', gaveUp: true }).after(60_001)
    t.same(line(story.joins('a4', 'sales', 0, { contact: 'x' })), ['b', 'a3', 'a4'], 'too late')
    story.when({ type: 'CallerLeft', conversation: 'b' })
    t.same(
      line(story.joins('b2', 'sales', 0, { contact: 'y' })),
      ['a3', 'a4', 'b2'],
      'he left for something else',
    )
  },
)

t.test(
  'whom a person sends is taken by a full queue, and stays in an empty one: nobody is hung up on by a transfer',
  async t => {
    const full = new FloorStory(team({ an: ['sales'] }, { maxWaiting: 1 })).pauses('an').joins('a')
    const sent = (story: FloorStory) =>
      story.when({ type: 'CallerJoined', conversation: 'b', queue: 'sales', priority: 0, since: story.now })
    t.same(line(sent(full)), ['a', 'b'])
    const rules: Partial<QueueRules> = { emptyWhen: ['paused'], leaveWhenEmpty: true }
    const empty = new FloorStory(team({ an: ['sales'] }, rules)).joins('x').accepts('x')
    t.same(line(sent(empty)), ['b'])
    t.same(empty.pauses('an').finishes('x', 'an', 0).facts, ['an paused (lunch)'])
    t.same(line(empty), ['b'])
  },
)
