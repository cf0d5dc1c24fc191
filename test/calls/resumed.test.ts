// After a restart of ours, or of Asterisk: each phase has its rule.
import t from 'tap'
import { ended, ending, gone, inMenu, joined, played, resumed, ringing, talking, waiting } from './story.ts'

t.test('in the menu, the call is picked up and the prompt played again, under a new name', async t => {
  const story = inMenu().when(played('c-play-1')).when(resumed())
  t.same(story.commands, ['Answer L', 'Play L c-play-3 main-menu vi'])
  t.same(story.when(played('c-play-2')).commands, [], 'the old one’s end is nothing to it')
})

t.test('waiting, the caller joins again under his old time, and has music', async t => {
  const story = waiting().after(60_000).when(resumed())
  const back = ['Answer L', 'JoinTalk c-talk-1 L', 'StartMusic L default']
  t.same(story.commands, [...back, 'JoinQueue sales 0 1000'])
})

t.test('waiting, a talk that was named but never opened is opened', async t => {
  const story = waiting().when(resumed({ talks: [] }))
  t.same(story.commands.slice(0, 3), ['Answer L', 'OpenTalk c-talk-1 true', 'JoinTalk c-talk-1 L'])
})

t.test('ringing, a phone that rings is left to ring', async t => {
  const story = ringing().when(resumed({ legs: ['L', 'c-agent-2'] }))
  t.same([story.phase, story.commands.filter(line => line.startsWith('Ring'))], ['ringing', []])
})

t.test('ringing, a phone that was never rung is rung by the same id for the time that is left', async t => {
  const story = ringing().after(5_000).when(resumed())
  t.ok(story.commands.includes('Ring c-agent-2 an-phone 10000 a1b2'))
  t.notOk(
    ringing()
      .after(14_500)
      .when(resumed())
      .commands.some(line => line.startsWith('Ring')),
  )
})

t.test('ringing, an agent who picked up meanwhile is talking', async t => {
  t.equal(ringing().when(joined('c-agent-2')).when(resumed()).phase, 'talking')
})

t.test(
  'talking, both stay joined, the floor hears again who talks, and only missing tapes are started',
  async t => {
    const story = talking().when(resumed({ legs: ['L', 'c-agent-2'], recordings: ['c-rec-3'] }))
    const joins = ['JoinTalk c-talk-1 L', 'JoinTalk c-talk-1 c-agent-2']
    t.same(story.commands, ['AcceptOffer o1 an', ...joins, 'Record c-agent-2 c-ear-6 c-rec-5'])
    t.equal(story.phase, 'talking')
  },
)

t.test(
  'ending, whoever is still there is released again, and tapes that are gone are not waited for',
  async t => {
    const story = ending().when(resumed({ legs: ['c-agent-2'] }))
    t.same(story.commands, ['Release c-agent-2 normal'])
    story.when(gone('c-agent-2'))
    t.same(story.facts, ['CallEnded answered caller-hung-up caller 77'])
  },
)

t.test('ended stays ended', async t => {
  t.same(ended().when(resumed()).commands, [])
  t.same(ended().when(resumed({ asteriskRestarted: true })).commands, [])
})

const lost = resumed({ legs: [], talks: [], asteriskRestarted: true })

t.test('when Asterisk was lost, every call ends at once, and the floor hears of its agents', async t => {
  for (const [story, facts, words] of [
    [inMenu(), [], []],
    [waiting(), [], ['LeaveQueue', 'CloseTalk c-talk-1']],
    [
      ringing(),
      ['OfferEnded o1 an caller-gone'],
      ['LeaveQueue', 'EndOffer o1 an caller-gone', 'CloseTalk c-talk-1'],
    ],
    [talking(), ['TalkEnded an system'], ['FinishTalk an 8000', 'CloseTalk c-talk-1']],
  ] as const) {
    const before = story.phase
    story.when(lost)
    t.same(story.facts, [...facts, `CallEnded failed asterisk-lost system ${story.now.wall}`], before)
    t.same([story.phase, story.commands], ['ended', words], before)
  }
})

t.test('when Asterisk was lost, a call that was ending keeps its ending', async t => {
  const story = ending().when(lost)
  t.same(story.facts, ['CallEnded answered caller-hung-up caller 77'])
  t.same(story.commands, ['FinishTalk an 8000', 'CloseTalk c-talk-1'])
})

t.test('a phone that was let go just before the restart is let go again, in any phase', async t => {
  const story = ringing().when({ type: 'OfferRevoked', offer: 'o1' }).when(resumed())
  t.same([story.phase, story.commands[0]], ['waiting', 'Release c-agent-2 normal'])
  t.same(story.when(gone('c-agent-2')).commands, ['EndOffer o1 an revoked'])
})
