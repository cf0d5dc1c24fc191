// Several phones at once, and what an agent hears before he talks: whoever vanishes there, nobody is lost.
import t from 'tap'
import type { CallInput } from '../../src/calls/events.ts'
import { greetingBook } from '../core/world/setting.ts'
import { gone, joined, key, offered, played, resumed, Story, timeUp } from './story.ts'

/** He waits for support, whose agents hear whom they get and press 1. */
const inLine = () => new Story({}, greetingBook).when(played('c-play-1')).when(key('2'))
const pressed = (leg: string): CallInput => ({ type: 'KeyPressed', leg, digit: '1' })

/** The agent has picked up, and hears it. */
const hearing = () => inLine().when(offered()).when(joined(AN))
const AN = 'c-agent-4'
const SAID = 'c-play-5'

/** Two phones ring for him. */
const both = () => {
  const others = [{ agent: 'binh', phone: 'binh', wrapUpMs: 0 }]
  return inLine().when({ ...offered(), others } as CallInput)
}
const BINH = 'c-agent-5'

t.test('the agent hears whom he gets, presses 1, and has the call; not before', async t => {
  const story = hearing()
  t.same(story.commands, [`Play ${AN} ${SAID} support-call press-1-to-accept vi`])
  t.equal(story.when(played(SAID)).phase, 'ringing', 'having heard it is not enough')
  t.equal(story.when(key('1')).phase, 'ringing', 'nor is a key of the caller')
  t.same(story.when(pressed(AN)).facts.slice(0, 2), [
    'OfferEnded o1 an answered',
    'TalkStarted o1 an c-agent-4 support',
  ])
  t.equal(hearing().when(pressed(AN)).phase, 'talking', 'he need not hear it out')
})

t.test('he does not press, or hangs up: the caller keeps his place, and the agent is let go', async t => {
  const silent = hearing().when(played(SAID)).after(8_000).when(timeUp)
  t.same([silent.phase, silent.facts], ['waiting', ['OfferEnded o1 an no-answer']])
  t.same(silent.commands, [`Release ${AN} normal`], 'the floor hears of it when his leg is gone')
  const rude = hearing().when(gone(AN))
  t.same(
    [rude.phase, rude.facts, rude.commands],
    ['waiting', ['OfferEnded o1 an declined'], ['EndOffer o1 an declined']],
  )
})

t.test('the caller hangs up while the agent hears it: his leg goes, and nobody is to blame', async t => {
  const story = hearing().when(gone('L'))
  t.same(story.facts, ['OfferEnded o1 an caller-gone'])
  t.same(story.commands, ['LeaveQueue true', `Release ${AN} normal`])
})

t.test('we are killed while he hears it: he hears it again, and has no call without the key', async t => {
  const story = hearing().when(resumed({ legs: ['L', AN], talks: ['c-talk-3'] }))
  t.equal(story.phase, 'ringing')
  t.ok(story.commands.some(command => command.startsWith(`Play ${AN} `)))
  t.equal(story.when(pressed(AN)).phase, 'talking')
})

t.test(
  'two phones ring; the first has the call, the other is told that it was answered elsewhere',
  async t => {
    const story = both().when(joined(BINH))
    t.same(story.facts, ['OfferEnded o1 an elsewhere'])
    t.same(story.commands[0], `Release ${AN} elsewhere`)
    t.same(story.when(gone(AN)).commands, ['EndOffer o1 an elsewhere'], 'free once his phone is quiet')
    const late = both().when(joined(BINH)).when(joined(AN))
    t.same(late.commands, [`Release ${AN} normal`], 'who picks up too late is not left on the line')
  },
)

t.test('one of two phones refuses or dies: the other rings on; when both are gone he waits on', async t => {
  const story = both().when(gone(AN))
  t.same([story.phase, story.commands], ['ringing', ['EndOffer o1 an unreachable']])
  t.same(story.when(gone(BINH)).phase, 'waiting')
  const left = both().when(gone('L'))
  t.same(left.commands, ['LeaveQueue true', `Release ${AN} normal`, `Release ${BINH} normal`])
})

t.test('we are killed while both ring: whoever rings no more is rung again, by the same name', async t => {
  const story = both().when(resumed({ legs: ['L', BINH], talks: ['c-talk-3'] }))
  t.same(
    story.commands.filter(command => command.startsWith('Ring')),
    [`Ring ${AN} an-phone 15000 a1b2`],
  )
})

t.test('an offer to two that comes when the caller is gone goes back for both', async t => {
  const others = [{ agent: 'binh', phone: 'binh', wrapUpMs: 0 }]
  const story = inLine()
    .when(gone('L'))
    .when({ ...offered(), others } as CallInput)
  t.same(story.commands, ['EndOffer o1 an caller-gone', 'EndOffer o1 binh caller-gone'])
})

t.test('a queue that takes nobody sends him on by the flow, and asks nothing of the floor twice', async t => {
  const story = inLine().when({ type: 'JoinRefused', queue: 'support', reason: 'full' })
  t.match(story.call.phase, { name: 'ending', ending: { result: 'overflowed' } })
  t.same(
    inLine().when({ type: 'JoinRefused', queue: 'sales', reason: 'full' }).phase,
    'waiting',
    'an old word',
  )
})
