// A person sends a caller back into a queue: from any phase, in any crossing with what happens at the same moment.
import t from 'tap'
import { deadlineOf, legsOf, talkOf } from '../../src/calls/call.ts'
import type { CallInput } from '../../src/calls/events.ts'
import {
  ending,
  gone,
  inMenu,
  joined,
  offered,
  placed,
  resumed,
  ringing,
  talking,
  taped,
  timeUp,
  waiting,
} from './story.ts'

const requeued = (queue = 'support'): CallInput => ({ type: 'RequeueAsked', queue, by: 'eve' })

t.test('who waits is moved to another queue, keeps his time, and hears music again', async t => {
  const story = waiting().after(300).when(timeUp).when(placed(1)).after(9_000).when(requeued())
  t.same(story.facts, ['QueueJoined support 0'])
  t.same(story.commands, ['StopPlay c-play-2', 'JoinQueue support 0 1000'])
  t.equal(story.phase, 'waiting')
  t.equal(deadlineOf(story.call), story.house + 300)
  story.after(300).when(timeUp)
  t.same(story.commands, ['StartMusic L default'])
})

t.test('in another line he is told his place anew', async t => {
  const story = waiting().when(placed(1)).when(requeued('support')).when(requeued('sales')).when(placed(4))
  t.match(story.commands, ['Play L c-play-3 position-4 please-wait vi'])
})

t.test(
  'while a phone rings for him, that offer is taken back: the agent is free when his leg is gone',
  async t => {
    const story = ringing().when(requeued())
    t.same(story.facts, ['OfferEnded o1 an revoked', 'QueueJoined support 0'])
    t.same(story.commands, ['Release c-agent-2 normal', 'JoinQueue support 0 1000'])
    t.same(story.when(gone('c-agent-2')).commands, ['EndOffer o1 an revoked'])
    t.same(story.when(offered('o2', 'bo')).facts, ['AgentRinging o2 bo c-agent-3'])
  },
)

t.test('the agent picks up in that very moment: he does not stay alone on the line', async t => {
  const story = ringing().when(requeued()).when(joined('c-agent-2'))
  t.same(story.commands, ['Release c-agent-2 normal'])
  t.equal(story.phase, 'waiting')
})

t.test('who talks goes back: the agent is let go into his wrap-up, the caller’s tape is closed', async t => {
  const story = talking().after(60_000).when(requeued())
  t.same(story.facts, ['TalkEnded an system', 'QueueJoined support 0'])
  t.same(story.commands, ['Release c-agent-2 normal', 'Release c-ear-4 normal', 'JoinQueue support 0 1000'])
  t.same([story.phase, talkOf(story.call), legsOf(story.call)], ['waiting', 'c-talk-1', ['c-agent-2', 'L']])
  t.same(story.when(gone('c-agent-2')).commands, ['FinishTalk an 8000'])
  const before = story.call
  t.not(story.when(taped('c-rec-3')).call, before, 'what changes the call is journaled')
  t.same(story.when(taped('c-rec-5')).call.closing, undefined)
  story.when(offered('o2', 'bo')).when(joined('c-agent-7'))
  t.match(story.facts, ['OfferEnded o2 bo answered', 'TalkStarted o2 bo c-agent-7 support'])
})

t.test(
  'back into the queue that he came from: from a talk yes, while he waits there it means nothing',
  async t => {
    t.match(talking().when(requeued('sales')).commands.at(-1), 'JoinQueue sales 0 1000')
    for (const story of [waiting(), ringing()]) {
      const before = story.call
      t.same([story.when(requeued('sales')).call, story.commands, story.facts], [before, [], []])
    }
  },
)

t.test('an unknown queue, the menu and the goodbye change nothing', async t => {
  for (const [story, queue] of [
    [talking(), 'nowhere'],
    [inMenu(), 'sales'],
    [ending(), 'sales'],
  ] as const) {
    const before = story.call
    t.same([story.when(requeued(queue)).call, story.commands, story.facts], [before, [], []])
  }
})

t.test('he hangs up before the tapes of his talk are closed: the end waits for them', async t => {
  const story = talking().when(requeued()).when(gone('c-agent-2')).when(gone('L'))
  t.equal(story.phase, 'ending')
  story.when(taped('c-rec-3')).when(taped('c-rec-5'))
  t.equal(story.phase, 'ended')
  t.match(story.facts.at(-1), /^CallEnded abandoned caller-hung-up caller/)
})

t.test(
  'after a restart he joins the same line again, and tapes that no longer run are not waited for',
  async t => {
    const story = talking()
      .when(requeued())
      .when(resumed({ recordings: ['c-rec-5'] }))
    t.ok(story.commands.includes('JoinQueue support 0 1000'))
    t.ok(story.commands.includes('Release c-agent-2 normal'))
    t.same(story.call.closing, ['c-rec-5'])
  },
)
