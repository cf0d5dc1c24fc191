// A live call is moved: hold and back, blind transfer, asking somebody, three together. Who hears whom, who is free
// when, and what it means when somebody hangs up at each step.
import t from 'tap'
import { deadlineOf, legsOf, talkOf } from '../../src/calls/call.ts'
import type { Adviser, CallInput, Move, Target } from '../../src/calls/events.ts'
import { movesOf } from '../../src/calls/moves.ts'
import { agentsOf } from '../../src/calls/parties.ts'
import { greetingBook } from '../core/world/setting.ts'
import {
  ending,
  gone,
  hangUpAsked,
  inMenu,
  joined,
  key,
  offered,
  placed,
  played,
  refused,
  resumed,
  ringing,
  Story,
  talking,
  taped,
  timeUp,
  waiting,
} from './story.ts'

const asks = (move: Move): CallInput => ({ type: 'MoveAsked', move, by: 'an' })
const transfers = (to: Target): CallInput => ({ type: 'TransferAsked', to, by: 'an' })
const consults = (to: Adviser): CallInput => ({ type: 'ConsultAsked', to, by: 'an' })

const BINH = { agent: 'binh' }
const SUPPORT = { queue: 'support' }

/** The customer hears music; An hears nobody. */
const holding = () => talking().after(5_000).when(asks('hold'))
/** An asks for Binh; the tone that she hears is `c-play-7`. */
const looking = (to: Adviser = BINH) => talking().after(5_000).when(consults(to))
/** Binh's phone rings: leg `c-agent-8`. */
const asking = (to: Adviser = BINH) => looking(to).when(offered('o2', 'binh'))
/** An and Binh talk; the customer hears music. */
const consulting = (to: Adviser = BINH) => asking(to).after(3_000).when(joined('c-agent-8'))
/** Binh's voice is recorded as well: `c-rec-9`. */
const conference = () => consulting().when(asks('merge'))

const MUSIC = ['LeaveTalk c-talk-1 L', 'StartMusic L default']
const BACK = ['StopMusic L', 'JoinTalk c-talk-1 L']

/** The end of the record, once every leg and tape is gone. */
function close(story: Story, ...legs: string[]): string | undefined {
  const facts: string[] = []
  for (const leg of legs) facts.push(...story.when(gone(leg)).facts)
  for (const tape of ['c-rec-3', 'c-rec-5', 'c-rec-9', 'c-rec-10'])
    facts.push(...story.when(taped(tape)).facts)
  return story.phase === 'ended' ? facts.at(-1) : `still ${story.phase}`
}

/** Lets every deadline come until this is concluded. @returns how long that took, ms */
function waitsFor(story: Story, fact: string): number {
  const since = story.house
  for (let left = 20; left > 0 && !story.facts.includes(fact); left--) {
    const at = deadlineOf(story.call)
    if (at !== undefined) story.after(Math.max(0, at - story.house)).when(timeUp)
  }
  return story.house - since
}

t.test('hold: the customer leaves the talk and hears music, and comes back; the tapes go on', async t => {
  const story = holding()
  t.same([story.phase, story.facts, story.commands], ['holding', ['HoldStarted an'], MUSIC])
  t.same(
    [legsOf(story.call), talkOf(story.call), deadlineOf(story.call)],
    [['L', 'c-agent-2'], 'c-talk-1', undefined],
  )
  t.same(story.when(asks('hold')).commands, [], 'once')
  story.after(20_000).when(asks('resume'))
  t.same([story.phase, story.facts, story.commands], ['talking', ['HoldEnded an'], BACK])
  t.same(story.when(asks('resume')).commands, [])
})

t.test('on hold, whoever hangs up ends the call, and the agent wraps up', async t => {
  const customer = holding().when(gone('L'))
  t.same([customer.facts, customer.commands], [['TalkEnded an caller'], ['Release c-agent-2 normal']])
  t.same(customer.when(gone('c-agent-2')).commands, ['FinishTalk an 8000'])
  t.equal(close(customer), 'CallEnded answered caller-hung-up caller 77')
  const agent = holding().when(gone('c-agent-2'))
  t.same(agent.commands, ['FinishTalk an 8000', 'Release L normal'])
  t.equal(close(agent, 'L'), 'CallEnded answered agent-hung-up agent 77')
})

t.test('a blind transfer to a queue keeps the wait, from a talk and from hold', async t => {
  const talked = talking().after(60_000).when(transfers(SUPPORT))
  t.same(talked.facts, ['TalkEnded an system', 'QueueJoined support 0'])
  t.same(talked.commands, ['Release c-agent-2 normal', 'Release c-ear-4 normal', 'JoinQueue support 0 1000'])
  const held = holding().when(transfers(SUPPORT))
  t.same(held.facts, ['TalkEnded an system', 'HoldEnded an', 'QueueJoined support 0'])
  t.same(held.commands, [
    'Release c-agent-2 normal',
    ...BACK,
    'Release c-ear-4 normal',
    'JoinQueue support 0 1000',
  ])
  t.same(held.when(gone('c-agent-2')).commands, ['FinishTalk an 8000'])
  t.match(held.when(offered('o2', 'binh')).facts, ['AgentRinging o2 binh c-agent-7'])
})

t.test('sent to an agent who does not answer in time, the customer waits where he came from', async t => {
  const story = talking().when(transfers(BINH))
  t.match(story.commands.at(-1), 'JoinQueue agent:binh 0 1000')
  t.equal(deadlineOf(story.call), story.house + 300, 'music')
  story.after(300).when(timeUp)
  story
    .when(offered('o2', 'binh'))
    .after(30_000)
    .when(gone('c-agent-7', 480, 19))
  t.equal(waitsFor(story, 'QueueJoined sales 0'), 9_700, '40 s after he was sent')
  t.match([story.facts, story.commands], [['QueueJoined sales 0'], ['StopMusic L', 'JoinQueue sales 0 1000']])
})

t.test('while his phone rings, nobody is sent back', async t => {
  const story = talking()
    .when(transfers(BINH))
    .after(39_000)
    .when(offered('o2', 'binh'))
    .after(1_500)
    .when(timeUp)
  t.equal(story.phase, 'ringing')
  t.equal(story.when(gone('c-agent-7', 486)).when(timeUp).phase, 'waiting')
  t.match(story.facts, ['QueueJoined sales 0'])
})

t.test(
  'a blind transfer into a flow: he is alone with it, and his record says that he was answered',
  async t => {
    for (const [story, left] of [
      [talking(), 'LeaveTalk c-talk-1 L'],
      [holding(), 'StopMusic L'],
    ] as const) {
      story.when(transfers({ flow: 'main', section: 'bye' }))
      t.equal(story.phase, 'ivr')
      t.equal(story.facts.at(-1), 'SectionEntered main bye')
      t.ok(story.commands.includes(left), left)
      t.ok(story.commands.includes('CloseTalk c-talk-1'))
      t.match(story.commands.at(-1), /^Play L .* goodbye vi$/)
      t.equal(close(story, 'L', 'c-agent-2'), 'CallEnded answered caller-hung-up caller 77')
    }
  },
)

t.test('who waits or is rung for can be sent elsewhere as well', async t => {
  t.match(waiting().when(transfers(SUPPORT)).commands, ['JoinQueue support 0 1000'])
  t.match(ringing().when(transfers(BINH)).facts, ['OfferEnded o1 an revoked', 'QueueJoined agent:binh 0'])
  t.equal(waiting().when(transfers({ flow: 'main' })).phase, 'ivr')
})

t.test('what can’t be done changes nothing', async t => {
  const cases: [Story, CallInput][] = [
    [inMenu(), asks('hold')],
    [waiting(), asks('hold')],
    [ringing(), consults(BINH)],
    [talking(), asks('resume')],
    [talking(), asks('merge')],
    [talking(), asks('complete')],
    [talking(), asks('cancel')],
    [talking(), consults({ agent: 'an' })],
    [talking(), consults({ queue: 'nowhere' })],
    [talking(), transfers({ agent: 'an' })],
    [talking(), transfers({ queue: 'nowhere' })],
    [talking(), transfers({ flow: 'nowhere' })],
    [talking(), transfers({ flow: 'main', section: 'nowhere' })],
    [looking(), asks('merge')],
    [asking(), asks('merge')],
    [consulting(), asks('hold')],
    [consulting(), transfers(SUPPORT)],
    [conference(), consults(BINH)],
    [ending(), asks('hold')],
    [ending(), transfers(SUPPORT)],
  ]
  for (const [story, input] of cases) {
    const before = story.call
    t.same(
      [story.when(input).call, story.facts, story.commands],
      [before, [], []],
      `${before.phase.name}: ${input.type}`,
    )
  }
})

t.test('what can be done is what is offered', async t => {
  t.same(movesOf(inMenu().call), [])
  t.same(movesOf(waiting().call), ['transfer'])
  t.same(movesOf(talking().call), ['hold', 'transfer', 'consult'])
  t.same(movesOf(holding().call), ['resume', 'transfer', 'consult'])
  t.same(movesOf(asking().call), ['complete', 'cancel'])
  t.same(movesOf(consulting().call), ['merge', 'complete', 'cancel'])
  t.same(movesOf(conference().call), ['complete', 'cancel'])
  t.same(movesOf(ending().call), [])
})

t.test(
  'an agent asks another: the customer is on hold, the floor looks, his phone rings, they talk',
  async t => {
    const story = looking()
    t.same(story.facts, ['HoldStarted an', 'ConsultStarted an binh'])
    t.same(story.commands, [...MUSIC, 'JoinQueue agent:binh 0 8100', 'Play c-agent-2 c-play-7 ring vi'])
    story.when(offered('o2', 'binh'))
    t.same(
      [story.facts, story.commands],
      [['PartyRinging o2 binh c-agent-8'], ['Ring c-agent-8 binh-phone 15000 a1b2']],
    )
    t.same(legsOf(story.call), ['L', 'c-agent-2', 'c-agent-8'])
    t.equal(deadlineOf(story.call), story.house + 16_500)
    story.after(3_000).when(joined('c-agent-8'))
    t.same(story.facts, ['OfferEnded o2 binh answered', 'ConsultAnswered an binh'])
    t.same(story.commands, ['StopPlay c-play-7', 'JoinTalk c-talk-1 c-agent-8', 'AcceptOffer o2 binh'])
    t.same(agentsOf(story.call), ['an', 'binh'])
  },
)

t.test('from hold, the customer is not put on hold again', async t => {
  const story = holding().when(consults(BINH))
  t.same([story.facts, story.commands[0]], [['ConsultStarted an binh'], 'JoinQueue agent:binh 0 8100'])
})

t.test('three together, and then one of the agents leaves: the other one has the customer', async t => {
  const story = conference()
  t.same(story.facts, [
    'ConsultEnded an merged',
    'HoldEnded an',
    'PartyJoined binh',
    'RecordingStarted c-rec-9 agent binh',
  ])
  t.same(story.commands, [...BACK, 'Record c-agent-8 c-ear-10 c-rec-9'])
  for (const [leaves, words] of [
    [asks('complete'), ['Release c-agent-2 normal']],
    [gone('c-agent-2'), ['FinishTalk an 8000']],
  ] as const) {
    const left = conference().when(leaves)
    t.same(left.facts, ['PartyLeft binh', 'TalkEnded an agent', 'TalkStarted o2 binh c-agent-8 sales'])
    t.same([left.phase, left.commands], ['talking', words])
    left.when(gone('c-agent-2')).when(gone('c-agent-8'))
    t.same(left.commands, ['FinishTalk binh 8000', 'Release L normal'])
  }
  for (const [leaves, words] of [
    [asks('cancel'), ['Release c-agent-8 normal']],
    [gone('c-agent-8'), ['FinishTalk binh 8000']],
  ] as const) {
    const left = conference().when(leaves)
    t.same([left.phase, left.facts, left.commands], ['talking', ['PartyLeft binh'], words])
    t.same(movesOf(left.call), ['hold', 'transfer', 'consult'], 'An has him')
  }
})

t.test('the customer leaves three people: everybody goes', async t => {
  const story = conference().when(gone('L'))
  t.same(story.facts, ['PartyLeft binh', 'TalkEnded an caller'])
  t.same(story.commands, ['Release c-agent-8 normal', 'Release c-agent-2 normal'])
  t.same(story.when(gone('c-agent-8')).commands, ['FinishTalk binh 8000'])
  t.equal(close(story, 'c-agent-2'), 'CallEnded answered caller-hung-up caller 77')
})

t.test('handed over: the customer talks with who was asked, and the first agent wraps up', async t => {
  for (const [how, words] of [
    [asks('complete'), ['Release c-agent-2 normal']],
    [gone('c-agent-2'), ['FinishTalk an 8000']],
  ] as const) {
    const story = consulting().when(how)
    t.same(story.facts.slice(0, 4), [
      'ConsultEnded an completed',
      'HoldEnded an',
      'TalkEnded an agent',
      'TalkStarted o2 binh c-agent-8 sales',
    ])
    t.same(story.commands, [...BACK, ...words, 'Record c-agent-8 c-ear-10 c-rec-9'])
    t.equal(story.phase, 'talking')
    story.when(gone('c-agent-2')).when(taped('c-rec-5'))
    t.equal(story.phase, 'talking', 'the tape of who left ends')
    story.when(gone('c-agent-8'))
    t.equal(close(story, 'L'), 'CallEnded answered agent-hung-up agent 77')
  }
})

t.test('asked out of a queue, he serves for that queue, and by its policy nothing is recorded', async t => {
  const story = consulting(SUPPORT).when(asks('complete'))
  t.ok(story.facts.includes('TalkStarted o2 binh c-agent-8 support'))
  t.same(story.commands, [...BACK, 'Release c-agent-2 normal', 'Release c-ear-4 normal'])
  t.same(story.call.closing, ['c-rec-3', 'c-rec-5'])
})

t.test('blonde: the agent goes while it still rings, and it rings for the customer', async t => {
  for (const [how, word] of [
    [asks('complete'), 'Release c-agent-2 normal'],
    [gone('c-agent-2'), 'FinishTalk an 8000'],
  ] as const) {
    const story = asking().after(4_000).when(how)
    t.same(story.facts, [
      'ConsultEnded an completed',
      'TalkEnded an agent',
      'HoldEnded an',
      'QueueJoined agent:binh 0',
      'AgentRinging o2 binh c-agent-8',
    ])
    t.same(story.commands, [word, 'StopPlay c-play-7', 'JoinTalk c-talk-1 L', 'Release c-ear-4 normal'])
    t.same(
      [story.phase, deadlineOf(story.call)],
      ['ringing', story.house + 12_500],
      'the same ringing goes on',
    )
    story.when(joined('c-agent-8'))
    t.same(story.commands.slice(0, 3), ['StopMusic L', 'JoinTalk c-talk-1 c-agent-8', 'AcceptOffer o2 binh'])
    t.ok(story.facts.includes('TalkStarted o2 binh c-agent-8 agent:binh'))
  }
})

t.test('blonde, and nobody answers: the customer is where he came from in the end', async t => {
  const story = asking()
    .when(gone('c-agent-2'))
    .after(15_000)
    .when(gone('c-agent-8', 480, 19))
  t.same([story.phase, story.commands], ['waiting', ['EndOffer o2 binh no-answer']])
  t.equal(waitsFor(story, 'QueueJoined sales 0'), 25_000)
})

t.test('the agent goes while somebody is still looked for: the customer waits in that queue', async t => {
  const story = looking(SUPPORT).when(gone('c-agent-2'))
  t.same(story.phase, 'waiting')
  t.match(story.facts.slice(-2), ['HoldEnded an', 'QueueJoined support 0'])
  t.equal(story.commands.at(-1), 'JoinQueue support 0 1000', 'with all that he has waited')
  t.match(story.when(offered('o2', 'binh')).facts, ['AgentRinging o2 binh c-agent-8'])
})

t.test('back to the customer: whoever was asked is let go, and free when his leg is gone', async t => {
  t.same(looking().when(asks('cancel')).commands, ['LeaveQueue', 'StopPlay c-play-7', ...BACK])
  const rang = asking().when(asks('cancel'))
  t.same(rang.facts, ['OfferEnded o2 binh revoked', 'ConsultEnded an cancelled', 'HoldEnded an'])
  t.same(rang.commands, ['LeaveQueue', 'Release c-agent-8 normal', 'StopPlay c-play-7', ...BACK])
  t.same([rang.phase, rang.when(gone('c-agent-8')).commands], ['talking', ['EndOffer o2 binh revoked']])
  const here = consulting().when(asks('cancel'))
  t.same(here.commands, ['Release c-agent-8 normal', ...BACK])
  t.same(here.when(gone('c-agent-8')).commands, ['FinishTalk binh 8000'])
  t.equal(here.phase, 'talking')
})

t.test('nobody can be had: the agent is told by silence, and the customer is still on hold', async t => {
  const busy = looking().when(placed(1))
  t.same([busy.phase, busy.facts], ['holding', ['ConsultEnded an nobody']])
  t.same(busy.commands, ['LeaveQueue', 'StopPlay c-play-7'])
  const waits = looking(SUPPORT).when(placed(2))
  t.equal(waits.phase, 'consulting', 'of a queue, somebody may soon be free')
  t.equal(deadlineOf(waits.call), waits.house + 30_000)
  t.equal(waits.after(30_000).when(timeUp).phase, 'holding')
  t.equal(looking(SUPPORT).when({ type: 'JoinRefused', queue: 'support', reason: 'empty' }).phase, 'holding')
})

t.test('he who is asked does not answer: he rests, and the next one of the queue is looked for', async t => {
  for (const [miss, cause] of [
    [gone('c-agent-8', 486), 'busy'],
    [refused('ring', 'c-agent-8', 500), 'unreachable'],
  ] as const) {
    const one = asking().when(miss)
    t.same(
      [one.phase, one.commands],
      ['holding', ['LeaveQueue', `EndOffer o2 binh ${cause}`, 'StopPlay c-play-7']],
    )
    const queue = asking(SUPPORT).when(miss)
    t.same([queue.phase, queue.commands], ['consulting', [`EndOffer o2 binh ${cause}`]])
    t.match(queue.when(offered('o3', 'chi')).facts, ['PartyRinging o3 chi c-agent-9'])
  }
  const long = asking().after(16_500).when(timeUp)
  t.same(long.commands, ['LeaveQueue', 'Release c-agent-8 normal', 'StopPlay c-play-7'])
  t.same(long.when(gone('c-agent-8')).commands, ['EndOffer o2 binh no-answer'])
  t.equal(asking().when({ type: 'OfferRevoked', offer: 'o2' }).phase, 'holding')
  t.equal(asking(SUPPORT).when({ type: 'OfferRevoked', offer: 'o2' }).phase, 'consulting')
})

t.test('asked for a queue that says so, he hears it and presses 1 before he talks', async t => {
  const greeted = () =>
    new Story({ flow: 'direct' }, greetingBook)
      .after(100)
      .when(offered())
      .after(2_000)
      .when(joined('c-agent-2'))
      .after(5_000)
      .when(consults(SUPPORT))
      .when(offered('o2', 'binh'))
      .after(3_000)
      .when(joined('c-agent-8'))
  const story = greeted()
  t.same(story.commands, ['Play c-agent-8 c-play-9 support-call press-1-to-accept vi'])
  t.same([story.phase, movesOf(story.call)], ['consulting', ['complete', 'cancel']])
  t.same(story.when(joined('c-agent-8')).commands, [], 'told twice')
  story.after(2_000).when(played('c-play-9'))
  t.equal(deadlineOf(story.call), story.house + 8_000, 'his time to press it')
  story.when({ type: 'KeyPressed', leg: 'c-agent-8', digit: '2' })
  t.same(story.commands, [], 'another key is none')
  story.when({ type: 'KeyPressed', leg: 'c-agent-8', digit: '1' })
  t.same(story.commands, [
    ...['StopPlay c-play-7', 'StopPlay c-play-9', 'JoinTalk c-talk-1 c-agent-8', 'AcceptOffer o2 binh'],
  ])
  t.same(story.facts, ['OfferEnded o2 binh answered', 'ConsultAnswered an binh'])
  const late = greeted().when(played('c-play-9')).after(8_000).when(timeUp)
  t.same([late.facts, late.commands], [['OfferEnded o2 binh no-answer'], ['Release c-agent-8 normal']])
  t.equal(greeted().when(gone('c-agent-8')).facts[0], 'OfferEnded o2 binh declined')
  const again = greeted().when(resumed({ legs: ['L', 'c-agent-2', 'c-agent-8'] }))
  t.match(again.commands.at(-1), /^Play c-agent-8 c-play-10 /, 'after a restart he hears it again')
  const blonde = greeted().when(gone('c-agent-2')).when({ type: 'KeyPressed', leg: 'c-agent-8', digit: '1' })
  t.ok(blonde.facts.includes('TalkStarted o2 binh c-agent-8 support'), 'for the customer as well')
})

t.test('who was asked hangs up: the agent has the customer, on hold', async t => {
  const story = consulting().when(gone('c-agent-8'))
  t.same([story.phase, story.facts], ['holding', ['ConsultEnded an party-gone']])
  t.same(story.commands, ['FinishTalk binh 8000'])
  t.same(story.when(asks('resume')).commands, BACK)
})

t.test('the customer hangs up at each step: nobody is left on a line, and everybody is free', async t => {
  const searched = looking().when(gone('L'))
  t.same(searched.commands, ['LeaveQueue', 'Release c-agent-2 normal'])
  t.same(searched.facts, ['ConsultEnded an call-over', 'TalkEnded an caller'])
  t.equal(close(searched, 'c-agent-2'), 'CallEnded answered caller-hung-up caller 77')
  const rang = asking().when(gone('L'))
  t.same(rang.commands, ['LeaveQueue', 'Release c-agent-8 normal', 'Release c-agent-2 normal'])
  t.same(rang.when(joined('c-agent-8')).commands, ['Release c-agent-8 normal'], 'who picks up in that moment')
  t.same(rang.when(gone('c-agent-8')).commands, ['EndOffer o2 binh caller-gone'])
  t.equal(close(rang, 'c-agent-2'), 'CallEnded answered caller-hung-up caller 77')
  const talked = consulting().when(gone('L'))
  t.same(talked.commands, ['Release c-agent-8 normal', 'Release c-agent-2 normal'])
  t.equal(close(talked, 'c-agent-8', 'c-agent-2'), 'CallEnded answered caller-hung-up caller 77')
})

t.test('a supervisor hangs up at each step: it is over for everybody', async t => {
  for (const story of [holding(), looking(), asking(), consulting(), conference()]) {
    const before = story.phase
    story.when(hangUpAsked)
    t.ok(story.commands.includes('Release L normal'), before)
    const legs = legsOf(story.call)
    t.ok(legs.includes('c-agent-2'))
    t.equal(close(story, ...legs), `CallEnded answered hung-up-by-supervisor supervisor ${story.now.wall}`)
  }
})

t.test('an offer that crosses goes back; one that the floor makes anew counts', async t => {
  for (const story of [holding(), consulting(), conference()])
    t.same(story.when(offered('o9', 'dung')).commands, ['EndOffer o9 dung caller-gone'])
  t.same(asking().when(offered('o2', 'binh')).commands, [], 'the same one')
  const story = asking(SUPPORT).when(offered('o3', 'chi'))
  t.same(story.commands, ['Release c-agent-8 normal', 'Ring c-agent-9 chi-phone 15000 a1b2'])
  t.same(story.when(gone('c-agent-8')).commands, ['EndOffer o2 binh revoked'])
})

t.test('who was asked and can’t be joined is let go; the customer is not lost for it', async t => {
  const story = consulting().when(refused('join-talk', 'c-agent-8', 422))
  t.same([story.phase, story.commands], ['holding', ['Release c-agent-8 normal']])
  const broken = holding().when(refused('join-talk', 'c-agent-2', 422))
  t.match(broken.call.phase, { name: 'ending', ending: { result: 'failed', reason: 'command-failed' } })
})

t.test('keys, positions and times of the wait mean nothing on hold', async t => {
  for (const story of [holding(), asking(), consulting(), conference()]) {
    const before = story.call
    for (const input of [key('1'), timeUp, placed(1), played('c-play-1')])
      t.same([story.when(input).call, story.commands], [before, []])
  }
})

t.test('after a restart each step goes on where it was', async t => {
  const both = { legs: ['L', 'c-agent-2'], recordings: ['c-rec-3', 'c-rec-5'] }
  const all = { legs: [...both.legs, 'c-agent-8'], recordings: [...both.recordings, 'c-rec-9'] }
  const an = ['AcceptOffer o1 an', 'JoinTalk c-talk-1 c-agent-2']
  t.same(holding().when(resumed(both)).commands, [...an, ...MUSIC])
  t.same(looking().when(resumed(both)).commands, [...an, ...MUSIC, 'JoinQueue agent:binh 0 8100'])
  t.same(asking().when(resumed(all)).commands, [...an, ...MUSIC])
  const rung = 'Ring c-agent-8 binh-phone 12000 a1b2'
  t.same(asking().after(3_000).when(resumed(both)).commands, [...an, ...MUSIC, rung])
  t.same(asking().after(14_500).when(resumed(both)).commands, [...an, ...MUSIC], 'too late to ring')
  const binh = ['AcceptOffer o2 binh', 'JoinTalk c-talk-1 c-agent-8']
  t.same(consulting().when(resumed(all)).commands, [...an, ...MUSIC, ...binh])
  const three = ['AcceptOffer o1 an', 'JoinTalk c-talk-1 L', 'JoinTalk c-talk-1 c-agent-2', ...binh]
  t.same(conference().when(resumed(all)).commands, three)
  t.same(
    conference()
      .when(resumed({ ...all, recordings: [] }))
      .commands.slice(-3),
    ['Record L c-ear-4 c-rec-3', 'Record c-agent-2 c-ear-6 c-rec-5', 'Record c-agent-8 c-ear-10 c-rec-9'],
  )
})

t.test('when Asterisk was lost, every agent of the call is free at once', async t => {
  const lost = resumed({ legs: [], talks: [], asteriskRestarted: true })
  const an = 'FinishTalk an 8000'
  for (const [story, words] of [
    [holding(), [an]],
    [looking(), ['LeaveQueue', an]],
    [asking(), ['LeaveQueue', 'EndOffer o2 binh caller-gone', an]],
    [consulting(), ['FinishTalk binh 8000', an]],
    [conference(), ['FinishTalk binh 8000', an]],
  ] as const) {
    story.when(lost)
    t.same([story.phase, story.commands], ['ended', [...words, 'CloseTalk c-talk-1']])
  }
})

t.test('a talk that the version before wrote down is moved like any other', async t => {
  const story = talking()
  const { phase } = story.call
  if (phase.name !== 'talking') return t.fail()
  // It did not say whose a tape is.
  const recordings = phase.recordings.map(({ agent: _, ...track }) => track)
  story.call = { ...story.call, phase: { ...phase, recordings } }
  story.when(resumed({ legs: ['L', 'c-agent-2'], recordings: ['c-rec-3'] }))
  t.ok(story.commands.includes('Record c-agent-2 c-ear-6 c-rec-5'))
  t.equal(
    story.when(consults(BINH)).when(offered('o2', 'binh')).when(joined('c-agent-8')).phase,
    'consulting',
  )
  t.same(story.when(asks('complete')).commands, [
    ...BACK,
    'Release c-agent-2 normal',
    'Record c-agent-8 c-ear-10 c-rec-9',
  ])
})
