// Events that cross each other, come late, twice or never: nobody may be left on a dead line.
import t from 'tap'
import { deadlineOf, legsOf } from '../../src/calls/call.ts'
import {
  ended,
  ending,
  gone,
  inMenu,
  joined,
  key,
  offered,
  placed,
  played,
  refused,
  ringing,
  type Story,
  talking,
  taped,
  timeUp,
  waiting,
} from './story.ts'

const phases: readonly (readonly [string, () => Story])[] = [
  ['in the menu', inMenu],
  ['waiting', waiting],
  ['ringing', ringing],
  ['talking', talking],
  ['ending', ending],
  ['ended', ended],
]

t.test('an agent who picks up as the caller hangs up is let go, and free when his leg is gone', async t => {
  const story = ringing().when(gone('L')).when(joined('c-agent-2'))
  t.same(story.commands, ['Release c-agent-2 normal'])
  story.when(gone('c-agent-2'))
  t.same(story.commands, ['EndOffer o1 an caller-gone', 'CloseTalk c-talk-1'])
  t.equal(story.phase, 'ended')
})

t.test('an agent who picks up after his time was over is let go', async t => {
  const story = ringing().after(17_000).when(timeUp).when(joined('c-agent-2'))
  t.same([story.phase, story.commands], ['waiting', ['Release c-agent-2 normal']])
})

for (const [name, given] of phases) {
  t.test(`a leg that nobody knows is let go when it joins a call that is ${name}`, async t => {
    const story = given()
    t.same(story.when(joined('c-agent-99')).commands, ['Release c-agent-99 normal'])
    t.ok(legsOf(story.call).includes('c-agent-99'), 'and remembered until it is gone')
    story.when(gone('c-agent-99'))
    t.notOk(legsOf(story.call).includes('c-agent-99'))
  })

  t.test(`what is nothing to a call that is ${name} changes nothing`, async t => {
    for (const input of [
      gone('c-agent-98'),
      played('c-play-99'),
      timeUp,
      joined('L'),
      refused('ring', 'c-agent-98', 500),
      taped('c-rec-99'),
      { type: 'OfferRevoked', offer: 'o99' } as const,
    ]) {
      const story = given()
      const before = story.call
      t.same([story.when(input).call, story.facts, story.commands], [before, [], []], input.type)
    }
  })

  t.test(`the caller’s end, heard twice while the call was ${name}, is one end`, async t => {
    const story = given().when(gone('L'))
    t.same([story.when(gone('L')).commands, story.facts], [[], []])
  })
}

t.test('an offer that comes when nobody waits any more goes straight back', async t => {
  for (const given of [inMenu, talking, ending, ended]) {
    t.same(given().when(offered('o9', 'binh')).commands, ['EndOffer o9 binh caller-gone'])
  }
})

t.test('the same offer heard twice rings once', async t => {
  t.same(ringing().when(offered()).commands, [])
  t.same(talking().when(offered()).commands, [])
})

t.test('a new offer while another still rings: the floor’s word counts, the old phone is let go', async t => {
  const story = ringing().when(offered('o2', 'binh'))
  t.same(story.commands, ['Release c-agent-2 normal', 'Ring c-agent-3 binh-phone 15000 a1b2'])
  t.same(story.when(joined('c-agent-2')).commands, ['Release c-agent-2 normal'])
  t.same(story.when(gone('c-agent-2')).commands, ['EndOffer o1 an revoked'])
  t.equal(story.when(joined('c-agent-3')).phase, 'talking')
})

t.test('the end of a prompt that a key stopped does not end the next one', async t => {
  const story = inMenu().when(played('c-play-1')).when(key('5'))
  t.same(story.commands, ['StopPlay c-play-2', 'Play L c-play-3 invalid-key main-menu vi'])
  const before = story.call
  t.same(story.when(played('c-play-2')).call, before)
})

t.test('a position that comes while a phone rings, in a talk or after the end is not spoken', async t => {
  for (const given of [inMenu, ringing, talking, ending, ended]) t.same(given().when(placed(1)).commands, [])
})

t.test('a ring that fails sends the caller on; one that exists already (409) rings', async t => {
  t.same(ringing().when(refused('ring', 'c-agent-2', 500)).commands, ['EndOffer o1 an unreachable'])
  const story = ringing().when(refused('ring', 'c-agent-2', 409))
  t.same([story.phase, story.commands], ['ringing', []])
})

t.test('a phone that was let go before it ever rang does not keep its agent', async t => {
  const left = ringing()
    .when(gone('L'))
    .when(refused('ring', 'c-agent-2', 500))
  t.same([left.phase, left.commands], ['ended', ['EndOffer o1 an caller-gone', 'CloseTalk c-talk-1']])
  const waits = ringing()
    .when({ type: 'OfferRevoked', offer: 'o1' })
    .when(refused('ring', 'c-agent-2', 500))
  t.same([waits.phase, waits.commands], ['waiting', ['EndOffer o1 an revoked']])
})

t.test('the end of an agent’s leg, heard twice, finishes the talk once', async t => {
  t.same(talking().after(2_000).when(gone('c-agent-2')).when(gone('c-agent-2')).commands, [])
  t.same(ending().when(gone('c-agent-2')).when(gone('c-agent-2')).commands, [])
})

t.test('both hang up at once: the first one counts', async t => {
  const story = talking()
    .after(2_000)
    .when(gone('c-agent-2'))
    .when(gone('L'))
    .when(taped('c-rec-3'))
    .when(taped('c-rec-5'))
  t.same(story.facts, ['CallEnded answered agent-hung-up agent 77'])
})

t.test('an ending whose legs and tapes never report gives up, and frees the agent', async t => {
  const story = ending()
  t.equal(deadlineOf(story.call), story.house + 5_000)
  t.same(story.after(4_999).when(timeUp).commands, [])
  story.after(1).when(timeUp)
  t.same(story.commands, ['Release c-agent-2 normal', 'FinishTalk an 8000', 'CloseTalk c-talk-1'])
  t.same([story.phase, legsOf(story.call)], ['ended', []])
})

t.test('but no conversation ends before its caller’s leg: it is asked to go again and again', async t => {
  const story = talking().after(2_000).when(gone('c-agent-2'))
  for (let n = 0; n < 3; n++) {
    t.same(story.after(5_000).when(timeUp).commands, ['Release L normal'])
    t.equal(story.phase, 'ending')
  }
  t.same(story.when(gone('L')).facts, ['CallEnded answered agent-hung-up agent 77'])
})

t.test(
  'an offer that crosses with a new place in line is given back, and costs that place nothing',
  async t => {
    const support = { type: 'RequeueAsked', queue: 'support', by: 'eve' } as const
    const story = waiting()
      .when(support)
      .when({ ...offered(), queue: 'sales' } as ReturnType<typeof offered>)
    t.same([story.phase, story.commands], ['waiting', ['EndOffer o1 an revoked']])
    t.equal(story.when({ ...offered('o2'), queue: 'support' } as ReturnType<typeof offered>).phase, 'ringing')
  },
)
