// Every arrow of the call's diagram (src/calls/call.ts), and the endings that it leads to.
import t from 'tap'
import { deadlineOf, legsOf, talkOf } from '../../src/calls/call.ts'
import {
  ended,
  ending,
  gone,
  hangUpAsked,
  inMenu,
  key,
  offered,
  placed,
  played,
  refused,
  ringing,
  Story,
  talking,
  taped,
  timeUp,
  waiting,
} from './story.ts'

t.test(
  'a caller hears the menu, presses a key and waits: the talk is named before it is asked for',
  async t => {
    const story = inMenu().when(played('c-play-1')).when(key('1'))
    t.same(story.facts, ['KeyTaken menu 1', 'SectionEntered main sales', 'QueueJoined sales 5'])
    const wishes = ['OpenTalk c-talk-3 true', 'JoinTalk c-talk-3 L', 'JoinQueue sales 5 1000']
    t.same(story.commands, ['StopPlay c-play-2', ...wishes])
  },
)

t.test('a caller who presses nothing is waited for from the prompt’s end, and asked again', async t => {
  const story = inMenu().when(played('c-play-1')).when(played('c-play-2'))
  t.equal(deadlineOf(story.call), 6_000)
  t.same(story.after(4_999).when(timeUp).commands, [], 'not before the time is up')
  t.same(story.after(1).when(timeUp).commands, ['Play L c-play-3 main-menu vi'])
  t.equal(deadlineOf(story.call), undefined)
})

t.test('a flow that hangs up releases the caller, and the call ends when he is gone', async t => {
  const story = inMenu().when(played('c-play-1')).when(key('9')).when(played('c-play-3'))
  t.same([story.phase, ...story.commands], ['ending', 'Release L normal'])
  story.when(gone('L'))
  t.match(story.facts[0], /^CallEnded left flow-ended system /)
  t.equal(story.phase, 'ended')
})

t.test('music begins a moment after he joined, and stops while his position is told', async t => {
  const story = waiting()
  t.equal(deadlineOf(story.call), 1_300)
  t.same(story.after(300).when(timeUp).commands, ['StartMusic L default'])
  t.same(story.when(placed(3)).commands, ['StopMusic L', 'Play L c-play-2 position-3 please-wait vi'])
  t.same(story.when(played('c-play-2')).commands, ['StartMusic L default'])
  t.same(story.after(15_000).when(timeUp).commands, ['AskPosition'])
  t.same(
    story.when(placed(5)).commands,
    ['StopMusic L', 'Play L c-play-3 position-3 please-wait vi'],
    'never more',
  )
})

t.test('a position that comes while one is being told is not lost: the next time is planned', async t => {
  const story = waiting().when(placed(4)).after(15_000).when(timeUp)
  t.same(story.commands, ['AskPosition'])
  t.same(story.when(placed(2)).commands, [])
  t.equal(deadlineOf(story.call), 31_000)
})

t.test('an offer rings the agent’s phone; who picks up is joined, accepted and recorded', async t => {
  const story = ringing()
  t.same(story.facts, ['AgentRinging o1 an c-agent-2'])
  t.same(story.commands, ['Ring c-agent-2 an-phone 15000 a1b2'])
  const talk = talking()
  t.same(talk.facts.slice(0, 2), ['OfferEnded o1 an answered', 'TalkStarted o1 an c-agent-2 sales'])
  t.same(talk.commands.slice(0, 2), ['JoinTalk c-talk-1 c-agent-2', 'AcceptOffer o1 an'])
  t.same(talk.commands.slice(2), ['Record L c-ear-4 c-rec-3', 'Record c-agent-2 c-ear-6 c-rec-5'])
  t.same([legsOf(talk.call), talkOf(talk.call)], [['L', 'c-agent-2'], 'c-talk-1'])
})

t.test('a queue that is not recorded makes no tapes', async t => {
  const story = inMenu().when(key('5')).when(played('c-play-1')).when(key('2'))
  story
    .when(offered())
    .when({ type: 'LegJoined', leg: story.call.phase.name === 'ringing' ? story.call.phase.ringing.leg : '' })
  t.same([story.phase, story.commands.length], ['talking', 2])
})

t.test('music and a spoken position stop before the agent is heard', async t => {
  const music = waiting()
    .after(300)
    .when(timeUp)
    .when(offered())
    .when({ type: 'LegJoined', leg: 'c-agent-2' })
  t.equal(music.commands[0], 'StopMusic L')
  const spoken = waiting().when(placed(1)).when(offered()).when({ type: 'LegJoined', leg: 'c-agent-3' })
  t.equal(spoken.commands[0], 'StopPlay c-play-2')
})

t.test(
  'a phone that rang its full time was not answered, whatever SIP status Asterisk makes of it',
  async t => {
    const story = ringing()
      .after(14_900)
      .when(gone('c-agent-2', 480, 19))
    t.same(story.commands, ['EndOffer o1 an no-answer'])
  },
)

t.test(
  'a ringing that Asterisk forgets to end is ended, and the agent is free when his leg is gone',
  async t => {
    const story = ringing().after(16_499).when(timeUp)
    t.equal(story.phase, 'ringing')
    story.after(1).when(timeUp)
    t.same(
      [story.phase, story.facts, story.commands],
      ['waiting', ['OfferEnded o1 an no-answer'], ['Release c-agent-2 normal']],
    )
    t.same(story.when(gone('c-agent-2')).commands, ['EndOffer o1 an no-answer'])
  },
)

t.test('an offer that is taken back stops the ringing, without blame', async t => {
  const story = ringing().when({ type: 'OfferRevoked', offer: 'o0' })
  t.equal(story.phase, 'ringing', 'another offer’s end is nothing to it')
  story.when({ type: 'OfferRevoked', offer: 'o1' })
  t.same([story.phase, story.commands], ['waiting', ['Release c-agent-2 normal']])
  t.same(story.when(gone('c-agent-2')).commands, ['EndOffer o1 an revoked'])
})

t.test('a caller who was offered at once hears his position after nobody answered', async t => {
  const story = ringing().when(gone('c-agent-2', 486)).after(1_000)
  while ((deadlineOf(story.call) ?? Infinity) <= story.house && !story.commands.includes('AskPosition'))
    story.when(timeUp)
  t.same(story.commands, ['AskPosition'])
})

t.test('a caller keeps his music and the time of his arrival over a missed offer', async t => {
  const story = waiting().after(300).when(timeUp).when(offered()).when(gone('c-agent-2', 486))
  const { phase } = story.call
  t.match(phase.name === 'waiting' && phase.wait, { since: 1_000, music: 'on', queue: 'sales' })
  t.same(story.when(offered('o2', 'binh')).commands, ['Ring c-agent-3 binh-phone 15000 a1b2'])
})

t.test('the agent hangs up: the caller is released and the agent wraps up', async t => {
  const story = talking().after(2_000).when(gone('c-agent-2'))
  t.same(story.facts, ['TalkEnded an agent'])
  t.same(story.commands, ['FinishTalk an 8000', 'Release L normal'])
  story.when(taped('c-rec-3')).when(taped('c-rec-5')).when(gone('L'))
  t.same(story.facts, ['CallEnded answered agent-hung-up agent 77'])
})

t.test(
  'an agent who is gone as soon as he has picked up: the caller stands where he stood, and he rests',
  async t => {
    const story = talking().after(999).when(gone('c-agent-2'))
    t.same(story.facts, ['TalkEnded an agent', 'QueueJoined sales 0'])
    t.same(story.commands, ['FinishTalk an 0 true', 'Release c-ear-4 normal', 'JoinQueue sales 0 1000'])
    t.match(story.call.phase, { name: 'waiting', wait: { since: 1_000, talk: 'c-talk-1' } })
    t.match(story.after(300).when(timeUp).commands, ['StartMusic L default'])
    t.match(story.when(offered('o2', 'binh')).commands, [/^Ring c-agent-\d+ binh-phone/])
    t.equal(talking().after(1_000).when(gone('c-agent-2')).phase, 'ending', 'after a second it was a talk')
  },
)

t.test(
  'the caller hangs up: the agent wraps up when his leg is gone, the record closes after the last tape',
  async t => {
    const story = ending()
    t.same([story.facts, story.commands], [['TalkEnded an caller'], ['Release c-agent-2 normal']])
    t.same(story.when(gone('c-agent-2')).commands, ['FinishTalk an 8000'])
    t.equal(story.when(taped('c-rec-3')).phase, 'ending')
    story.when(taped('c-rec-5'))
    t.same(
      [story.facts, story.commands],
      [['CallEnded answered caller-hung-up caller 77'], ['CloseTalk c-talk-1']],
    )
  },
)

t.test('a tape that ended during the talk is not waited for', async t => {
  const story = talking()
    .when(taped('c-rec-3'))
    .when(taped('c-rec-5'))
    .when(gone('L'))
    .when(gone('c-agent-2'))
  t.equal(story.phase, 'ended')
})

t.test('who hangs up in the menu has left; who does so waiting or ringing has abandoned', async t => {
  t.same(inMenu().when(gone('L')).facts, ['CallEnded left caller-hung-up caller 77'])
  const waited = waiting().when(gone('L'))
  t.same(
    [waited.facts, waited.commands],
    [['CallEnded abandoned caller-hung-up caller 77'], ['LeaveQueue true', 'CloseTalk c-talk-1']],
  )
  const rang = ringing().when(gone('L'))
  t.same(
    [rang.facts, rang.commands],
    [['OfferEnded o1 an caller-gone'], ['LeaveQueue true', 'Release c-agent-2 normal']],
  )
  t.same(rang.when(gone('c-agent-2')).facts, ['CallEnded abandoned caller-hung-up caller 77'])
})

t.test('a supervisor ends a call in any phase, once', async t => {
  for (const [story, result, who] of [
    [inMenu(), 'left', []],
    [waiting(), 'abandoned', ['LeaveQueue']],
    [ringing(), 'abandoned', ['LeaveQueue', 'Release c-agent-2 normal']],
    [talking(), 'answered', ['Release c-agent-2 normal']],
  ] as const) {
    const before = story.phase
    story.when(hangUpAsked)
    t.same(story.commands, [...who, 'Release L normal'], before)
    t.match(story.call.phase, {
      name: 'ending',
      ending: { result, reason: 'hung-up-by-supervisor', who: 'supervisor' },
    })
    t.same(story.when(hangUpAsked).commands, [], `${before}: asked twice`)
  }
  t.same(ended().when(hangUpAsked).commands, [])
})

t.test('a queue or a flow that does not exist ends the call as failed, and says so', async t => {
  const story = new Story({ flow: 'nowhere' })
  t.match(story.call.phase, { name: 'ending', ending: { result: 'failed' } })
  t.same(story.commands, ['Answer L', 'Release L normal'])
})

t.test('a number that is nobody’s is never picked up', async t => {
  const unknown = new Story({ refused: 'no-such-hotline' })
  t.same([unknown.commands, unknown.phase], [['Release L no-such-number'], 'ending'])
  t.same(new Story({ refused: 'draining' }).commands, ['Release L congestion'])
})

t.test(
  'a talk that Asterisk refuses ends the call as failed instead of leaving two people in silence',
  async t => {
    const story = talking().when(refused('join-talk', 'c-agent-2', 422))
    t.same(story.commands, ['Release c-agent-2 normal', 'Release L normal'])
    t.match(story.call.phase, { ending: { result: 'failed', reason: 'command-failed' } })
    const alone = waiting().when(refused('join-talk', 'L', 404))
    t.same(alone.commands, ['LeaveQueue', 'Release L normal'])
    const rung = ringing().when(refused('join-talk', 'L', 404))
    t.same(rung.commands, ['LeaveQueue', 'Release c-agent-2 normal', 'Release L normal'])
    t.equal(talking().when(refused('join-talk', 'c-agent-2', 400)).phase, 'talking', 'his end is on its way')
  },
)
