// A number outside is called into a live call: asked by the agent, brought in, or handed the customer, after which nobody
// of ours has him. Who hears whom, what rings, who is free when, and what it means when somebody hangs up at each step.
import t from 'tap'
import { deadlineOf, legsOf, talkOf } from '../../src/calls/call.ts'
import type { DialPlan } from '../../src/calls/dial-plan.ts'
import type { CallInput, Move } from '../../src/calls/events.ts'
import { movesOf } from '../../src/calls/moves.ts'
import { agentsOf, outsiderOf } from '../../src/calls/parties.ts'
import type { Book } from '../../src/calls/turn.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { randomOf } from '../core/world/random.ts'
import { book } from '../core/world/setting.ts'
import {
  gone,
  hangUpAsked,
  joined,
  key,
  offered,
  refused,
  resumed,
  ringing,
  Story,
  talking,
  taped,
  timeUp,
  waiting,
} from './story.ts'

const plan: DialPlan = {
  phone: 'an-phone',
  agent: 'an',
  queue: 'sales',
  wrapUpMs: 8_000,
  route: 'vietnam',
  trunks: ['one', 'two'],
  callerId: '+842871099999',
  ringMs: 30_000,
  silentMs: 8_000,
  nextOn: [503],
  urgent: false,
  ownFirst: false,
  byLeg: true,
}
/** A queue in which 5 leads to a number outside. */
const away: Book = {
  ...book,
  flow: name => (name === 'away' ? AWAY : book.flow(name)),
}
const AWAY: Flow = {
  name: 'away',
  title: 'Away',
  sections: {
    start: [
      {
        ...{ verb: 'queue', queue: 'sales', priority: 0, ageMs: 0, skills: [], after: [] },
        keys: new Map([['5', 'outside']]),
      },
    ],
    outside: [{ verb: 'transfer', to: 'number', number: '02838225678', noAnswer: 'nobody' }],
    nobody: [{ verb: 'say', say: ['goodbye'] }, { verb: 'hangup' }],
  },
}

const OUT = { contact: 'z9y8', plan }

const asks = (move: Move): CallInput => ({ type: 'MoveAsked', move, by: 'an' })
const transfers: CallInput = { type: 'TransferAsked', to: OUT, by: 'an' }
const consults: CallInput = { type: 'ConsultAsked', to: OUT, by: 'an' }
const rings = (leg: string): CallInput => ({ type: 'LegRinging', leg })
const notDialled = (leg: string, status: number): CallInput => ({
  ...{ type: 'CommandFailed', command: 'dial-out', subject: leg, status },
})

/** The customer hears that it rings outside: leg `c-out-7`. */
const forwarding = () => talking().after(5_000).when(transfers)
/** They talk: `c-talk-8`; `c-rec-9` hears the customer, `c-rec-11` the number outside. */
const outside = () => forwarding().when(rings('c-out-7')).after(4_000).when(joined('c-out-7'))
/** An hears that it rings outside: leg `c-out-7`; the tone is `c-play-8`. */
const calling = () => talking().after(5_000).when(consults)
/** An and the number outside talk; the customer hears music. */
const asking = () => calling().when(rings('c-out-7')).after(4_000).when(joined('c-out-7'))
/** All three; `c-rec-9` hears the number outside. */
const conference = () => asking().when(asks('merge'))

const dials = (leg: string, trunk: string) =>
  `DialOut ${leg} z9y8 ${trunk} +842871099999 30000 false an-phone`
const MUSIC = ['LeaveTalk c-talk-1 L', 'StartMusic L default']
const BACK = ['StopMusic L', 'JoinTalk c-talk-1 L']

/** The end of the record, once every leg and tape is gone. */
function close(story: Story): string | undefined {
  const facts: string[] = []
  for (const leg of legsOf(story.call)) facts.push(...story.when(gone(leg)).facts)
  for (let n = 1; n < 20; n++) facts.push(...story.when(taped(`c-rec-${n}`)).facts)
  return story.phase === 'ended' ? facts.at(-1) : `still ${story.phase}`
}

t.test('blind: the customer hears that it rings, the agent is free, and then the two talk alone', async t => {
  const story = forwarding()
  t.same(
    [story.phase, story.facts],
    ['forwarding', ['TalkEnded an system', 'ForwardingStarted z9y8', 'TrunkDialled c-out-7 one vietnam']],
  )
  t.same(story.commands, [
    ...['Release c-agent-2 normal', 'Release c-ear-4 normal', 'LeaveTalk c-talk-1 L', 'CloseTalk c-talk-1'],
    ...[dials('c-out-7', 'one'), 'StartRingback L'],
  ])
  t.same(story.when(gone('c-agent-2')).commands, ['FinishTalk an 8000'])
  t.same([legsOf(story.call), agentsOf(story.call)], [['L', 'c-out-7'], []])
  t.equal(deadlineOf(story.call), 3_100 + 5_000 + 8_000, 'a trunk that says nothing is given up')
  story.when(rings('c-out-7')).after(4_000).when(joined('c-out-7'))
  t.same(story.facts, [
    'OutsideAnswered z9y8 c-out-7 one',
    'OutsideTalkStarted c-out-7 sales',
    'RecordingStarted c-rec-9 caller ',
    'RecordingStarted c-rec-11 outside ',
  ])
  t.same(story.commands.slice(0, 4), [
    ...['StopRingback L', 'OpenTalk c-talk-8 true'],
    ...['JoinTalk c-talk-8 L', 'JoinTalk c-talk-8 c-out-7'],
  ])
  t.same([story.phase, talkOf(story.call), deadlineOf(story.call)], ['outside', 'c-talk-8', undefined])
  t.match(outsiderOf(story.call), { contact: 'z9y8', phone: 'an-phone', trunk: 'one', leg: 'c-out-7' })
  t.same(movesOf(story.call), [], 'nobody of ours has it')
})

t.test('when they talk alone, whoever hangs up ends the call for both', async t => {
  const customer = outside().when(gone('L'))
  t.same([customer.facts, customer.commands], [['OutsideLeft c-out-7'], ['Release c-out-7 normal']])
  t.equal(close(customer), 'CallEnded answered caller-hung-up caller 77')
  const other = outside().when(gone('c-out-7'))
  t.same([other.facts, other.commands], [['OutsideLeft c-out-7'], ['Release L normal']])
  t.equal(close(other), 'CallEnded answered outside-hung-up callee 77')
  const ended = outside().when(hangUpAsked)
  t.same(ended.commands, ['Release c-out-7 normal', 'Release L normal'])
  t.match(close(ended), /^CallEnded answered hung-up-by-supervisor supervisor /)
  const broken = outside().when(refused('join-talk', 'c-out-7', 422))
  t.match(close(broken), /^CallEnded failed command-failed system /)
})

t.test('the next trunk is tried when one fails; a busy number sends him back to the front', async t => {
  const next = forwarding().when(gone('c-out-7', 503, 34))
  t.same(
    [next.facts, next.commands],
    [
      ['TrunkLeft c-out-7 one trunk-failed 503', 'TrunkDialled c-out-8 two vietnam'],
      [dials('c-out-8', 'two')],
    ],
  )
  t.equal(next.when(joined('c-out-8')).phase, 'outside')
  t.same(forwarding().when(notDialled('c-out-7', 409)).commands, [], 'asked twice')
  t.match(forwarding().when(notDialled('c-out-7', 429)).facts[0], 'TrunkLeft c-out-7 one trunk-full')
  const silent = forwarding().after(8_000).when(timeUp)
  t.same(silent.commands, ['Release c-out-7 normal', dials('c-out-8', 'two')])
  t.same(silent.when(joined('c-out-7')).commands, ['Release c-out-7 normal'], 'it answers after all')
  for (const [what, cause] of [
    [gone('c-out-7', 486, 17), 'busy'],
    [gone('c-out-7', 603, 21), 'declined'],
    [gone('c-out-7', 404, 1), 'no-such-number'],
  ] as const) {
    const story = forwarding().when(what)
    t.same(story.phase, 'waiting', cause)
    t.same(story.facts.slice(1), [`ForwardingMissed ${cause}`, 'QueueJoined sales 0'])
    t.same(story.commands, [
      ...['StopRingback L', 'OpenTalk c-talk-8 true', 'JoinTalk c-talk-8 L'],
      'JoinQueue sales 0 1000 1',
    ])
    t.match(story.when(offered('o2', 'binh')).facts, ['AgentRinging o2 binh c-agent-9'])
  }
  const long = forwarding().when(rings('c-out-7')).after(31_500).when(timeUp)
  t.same([long.phase, long.facts[0]], ['waiting', 'TrunkLeft c-out-7 one no-answer'])
})

t.test('the customer hangs up while it rings outside: it rings no more', async t => {
  const story = forwarding().when(gone('L'))
  t.same([story.facts, story.commands], [['TrunkLeft c-out-7 one caller-gone'], ['Release c-out-7 normal']])
  t.same(story.when(joined('c-out-7')).commands, ['Release c-out-7 normal'], 'who picks up in that moment')
  t.equal(close(story), 'CallEnded answered caller-hung-up caller 77')
})

t.test('asked: the customer hears music, and the agent that it rings; then they talk', async t => {
  const story = calling()
  t.same(story.facts, ['HoldStarted an', 'ConsultStarted an z9y8', 'TrunkDialled c-out-7 one vietnam'])
  t.same(story.commands, [...MUSIC, dials('c-out-7', 'one'), 'Play c-agent-2 c-play-8 ring vi'])
  t.same(legsOf(story.call), ['L', 'c-agent-2', 'c-out-7'])
  t.same(movesOf(story.call), ['complete', 'cancel'])
  story.when(rings('c-out-7')).after(4_000).when(joined('c-out-7'))
  t.same(story.facts, ['OutsideAnswered z9y8 c-out-7 one'])
  t.same(story.commands, ['StopPlay c-play-8', 'JoinTalk c-talk-1 c-out-7'])
  t.same([movesOf(story.call), deadlineOf(story.call)], [['merge', 'complete', 'cancel'], undefined])
  t.same(agentsOf(story.call), ['an'])
})

t.test('nobody answers outside, or he hangs up: the agent still has the customer, on hold', async t => {
  const busy = calling().when(gone('c-out-7', 486, 17))
  t.same([busy.phase, busy.commands], ['holding', ['StopPlay c-play-8']])
  t.same(busy.facts, ['TrunkLeft c-out-7 one busy 486', 'ConsultEnded an nobody busy'])
  t.match(busy.call.phase, { inVain: { outcome: 'nobody', cause: 'busy' } }, 'and she reads why')
  t.equal(calling().when(gone('c-out-7', 503, 34)).phase, 'consulting', 'the next trunk')
  const left = asking().when(gone('c-out-7'))
  t.same([left.phase, left.facts], ['holding', ['OutsideLeft c-out-7', 'ConsultEnded an party-gone']])
  const unheard = asking().when(refused('join-talk', 'c-out-7', 422))
  t.same([unheard.phase, unheard.commands], ['holding', ['Release c-out-7 normal']])
})

t.test('back to the customer: whoever was called outside is let go', async t => {
  const rang = calling().when(asks('cancel'))
  t.same(rang.commands, ['Release c-out-7 normal', 'StopPlay c-play-8', ...BACK])
  t.equal(rang.phase, 'talking')
  const here = asking().when(asks('cancel'))
  t.same(here.commands, ['Release c-out-7 normal', ...BACK])
  t.same(here.facts, ['OutsideLeft c-out-7', 'ConsultEnded an cancelled', 'HoldEnded an'])
})

t.test('blonde: the agent goes while it rings outside, and it rings for the customer', async t => {
  for (const [how, word] of [
    [asks('complete'), 'Release c-agent-2 normal'],
    [gone('c-agent-2'), 'FinishTalk an 8000'],
  ] as const) {
    const story = calling().when(rings('c-out-7')).after(4_000).when(how)
    t.same(story.facts, [
      ...['ConsultEnded an completed', 'TalkEnded an agent', 'HoldEnded an', 'ForwardingStarted z9y8'],
    ])
    t.same(story.commands, [
      ...[word, 'StopPlay c-play-8', 'StopMusic L', 'CloseTalk c-talk-1', 'Release c-ear-4 normal'],
      'StartRingback L',
    ])
    t.equal(deadlineOf(story.call), story.house + 27_500, 'the same ringing goes on')
    t.equal(story.when(joined('c-out-7')).phase, 'outside')
    t.equal(close(story.when(gone('c-out-7'))), 'CallEnded answered outside-hung-up callee 77')
  }
  const nobody = calling()
    .when(gone('c-agent-2'))
    .when(gone('c-out-7', 486, 17))
  t.same([nobody.phase, nobody.commands.at(-1)], ['waiting', 'JoinQueue sales 0 1000 1'])
})

t.test('handed over: the customer talks with who was asked outside, and is recorded on', async t => {
  for (const [how, word] of [
    [asks('complete'), 'Release c-agent-2 normal'],
    [gone('c-agent-2'), 'FinishTalk an 8000'],
  ] as const) {
    const story = asking().when(how)
    t.same(story.facts, [
      ...[
        'ConsultEnded an completed',
        'HoldEnded an',
        'TalkEnded an agent',
        'OutsideTalkStarted c-out-7 sales',
      ],
      'RecordingStarted c-rec-9 outside ',
    ])
    t.same(story.commands, [...BACK, word, 'Record c-out-7 c-ear-10 c-rec-9'])
    story.when(gone('c-agent-2')).when(taped('c-rec-5'))
    t.equal(story.phase, 'outside')
    t.equal(close(story.when(gone('L'))), 'CallEnded answered caller-hung-up caller 77')
  }
})

t.test('three together with a number outside; each of them leaves', async t => {
  const story = conference()
  t.same(story.facts, ['ConsultEnded an merged', 'HoldEnded an', 'RecordingStarted c-rec-9 outside an'])
  t.same(story.commands, [...BACK, 'Record c-out-7 c-ear-10 c-rec-9'])
  const away = conference().when(asks('cancel'))
  t.same(
    [away.phase, away.facts, away.commands],
    ['talking', ['OutsideLeft c-out-7'], ['Release c-out-7 normal']],
  )
  const left = conference().when(gone('c-out-7'))
  t.same([left.phase, left.facts, left.commands], ['talking', ['OutsideLeft c-out-7'], []])
  const alone = conference().when(gone('c-agent-2'))
  t.same(alone.facts, ['TalkEnded an agent', 'OutsideTalkStarted c-out-7 sales'])
  t.same([alone.phase, alone.commands], ['outside', ['FinishTalk an 8000']])
  t.equal(close(alone.when(gone('c-out-7'))), 'CallEnded answered outside-hung-up callee 77')
  const customer = conference().when(gone('L'))
  t.same(customer.commands, ['Release c-out-7 normal', 'Release c-agent-2 normal'])
  t.equal(close(customer), 'CallEnded answered caller-hung-up caller 77')
})

t.test('who waits, or is rung for, can be sent outside as well, and comes back to his queue', async t => {
  const waited = waiting().when(transfers)
  t.same(waited.facts.slice(0, 2), ['QueueLeft sales', 'ForwardingStarted z9y8'])
  t.same(waited.commands, [
    ...[
      'LeaveQueue',
      'LeaveTalk c-talk-1 L',
      'CloseTalk c-talk-1',
      dials('c-out-2', 'one'),
      'StartRingback L',
    ],
  ])
  t.equal(waited.when(gone('c-out-2', 486, 17)).commands.at(-1), 'JoinQueue sales 0 1000 1')
  const rung = ringing().when(transfers)
  t.ok(rung.commands.includes('Release c-agent-2 normal'))
  t.equal(rung.when(joined('c-out-3')).phase, 'outside')
  t.match(close(rung.when(gone('L'))), /^CallEnded overflowed caller-hung-up caller /)
})

t.test('after a restart each step goes on where it was', async t => {
  const legs = ['L', 'c-agent-2', 'c-out-7']
  const rang = forwarding().when(resumed({ legs: ['L', 'c-out-7'], talks: [] }))
  t.same(rang.commands, ['Release c-agent-2 normal', 'StartRingback L'], 'and who was let go is let go')
  t.equal(deadlineOf(rang.call), 8_100 + 31_500, 'the trunk is believed to have said something')
  const alone = outside().when(resumed({ legs: ['L', 'c-out-7'], talks: [], recordings: ['c-rec-9'] }))
  t.same(alone.commands.slice(1), [
    ...['OpenTalk c-talk-8 true', 'JoinTalk c-talk-8 L', 'JoinTalk c-talk-8 c-out-7'],
    'Record c-out-7 c-ear-12 c-rec-11',
  ])
  const recordings = ['c-rec-3', 'c-rec-5', 'c-rec-9']
  const an = ['AcceptOffer o1 an', 'JoinTalk c-talk-1 c-agent-2']
  t.same(calling().when(resumed({ legs, recordings })).commands, [...an, ...MUSIC])
  t.same(asking().when(resumed({ legs, recordings })).commands, [
    ...[...an, ...MUSIC],
    'JoinTalk c-talk-1 c-out-7',
  ])
  t.same(conference().when(resumed({ legs, recordings })).commands, [
    ...[
      'AcceptOffer o1 an',
      'JoinTalk c-talk-1 L',
      'JoinTalk c-talk-1 c-agent-2',
      'JoinTalk c-talk-1 c-out-7',
    ],
  ])
  const lost = resumed({ legs: [], talks: [], asteriskRestarted: true })
  for (const story of [forwarding(), outside(), calling(), asking(), conference()])
    t.equal(story.when(lost).phase, 'ended')
})

/** Who waits presses 5, and the flow sends him outside: `c-ask-2`. */
const sentByFlow = () => new Story({ flow: 'away' }, away).after(60_000).when(key('5'))
const decided = (answer: object): CallInput => ({ type: 'DialDecided', ask: 'c-ask-2', ...answer })

t.test('a flow sends him outside: out of his line, and on where nobody is reached', async t => {
  const story = sentByFlow()
  t.same(story.commands, [
    ...['LeaveQueue', 'LeaveTalk c-talk-1 L', 'CloseTalk c-talk-1', 'AskToDial c-ask-2 02838225678 sales'],
  ])
  t.equal(story.phase, 'ivr')
  t.same(story.when({ type: 'DialDecided', ask: 'c-ask-9', to: OUT }).commands, [], 'another question')
  story.when(decided({ to: OUT }))
  t.same(story.facts, ['ForwardingStarted z9y8', 'TrunkDialled c-out-3 one vietnam'])
  t.same([story.phase, ...story.commands], ['forwarding', dials('c-out-3', 'one'), 'StartRingback L'])
  t.same(story.when(key('1')).commands, [], 'keys mean nothing while it rings')
  story.when(joined('c-out-3'))
  t.equal(story.facts[1], 'OutsideTalkStarted c-out-3 sales')
  t.equal(close(story.when(gone('L'))), 'CallEnded overflowed caller-hung-up caller 77')

  for (const unreached of [
    sentByFlow().when(decided({ denied: 'trunks-full' })),
    sentByFlow()
      .when(decided({ to: OUT }))
      .when(gone('c-out-3', 486, 17)),
  ]) {
    t.equal(unreached.phase, 'ivr')
    t.ok(unreached.facts.includes('SectionEntered away nobody'))
    t.match(unreached.commands.at(-1), / goodbye vi$/, 'the flow goes on')
  }
  const again = sentByFlow().when(resumed({ talks: [] }))
  t.equal(again.commands.at(-1), 'AskToDial c-ask-3 02838225678 sales', 'asked once more after a restart')
  t.same(again.when(decided({ to: OUT })).commands, [], 'the old answer is late')
  const left = sentByFlow().when(gone('L'))
  t.equal(left.facts.at(-1), 'CallEnded overflowed caller-hung-up caller 77')
  t.same(left.when(decided({ to: OUT })).commands, [])
})

t.test('what can’t be done changes nothing', async t => {
  for (const [story, input] of [
    [forwarding(), transfers],
    [outside(), transfers],
    [outside(), consults],
    [outside(), asks('hold')],
    [calling(), asks('merge')],
    [asking(), transfers],
    [waiting(), consults],
    [outside(), joined('c-out-7')],
    [asking(), rings('c-out-7')],
  ] as const) {
    const before = story.call
    t.same([story.when(input).call, story.facts, story.commands], [before, [], []], before.phase.name)
  }
})

t.test('in any order of events no leg is left, the agent is freed once, and it ends once', async t => {
  for (let seed = 0; seed < 6_000; seed++) {
    const chance = randomOf(seed)
    const story = talking()
    const up = new Set(['L', 'c-agent-2'])
    let accepted = 1
    let freed = 0
    let ended = 0
    const hear = (input: CallInput) => {
      story.when(input)
      for (const command of story.commands) {
        if (command.startsWith('FinishTalk')) freed++
        if (command.startsWith('AcceptOffer')) accepted++
        const [, leg] = /^(?:DialOut|Ring) (\S+)/.exec(command) ?? []
        if (leg) up.add(leg)
      }
      ended += story.facts.filter(fact => fact.startsWith('CallEnded')).length
    }
    for (let n = 0; n < 14; n++) {
      const leg = chance.pick([...up, 'L'])
      story.after(chance.below(9_000))
      const mine = movesOf(story.call)
      const moves: CallInput[] = mine.flatMap((move): CallInput[] => {
        if (move === 'transfer') return [transfers]
        return move === 'consult' ? [consults, consults] : [asks(move)]
      })
      const events: CallInput[] = [timeUp, resumed({ legs: [...up] }), ...moves, ...moves, joined(leg)]
      if (leg.includes('out')) events.push(rings(leg), joined(leg), joined(leg), notDialled(leg, 503))
      if (chance.oneIn(7)) {
        up.delete(leg)
        hear(gone(leg, chance.pick([486, 503, 480, 200]), chance.pick([16, 17, 19, 34])))
      } else hear(chance.oneIn(30) ? hangUpAsked : chance.pick(events))
    }
    hear(hangUpAsked)
    for (let round = 0; round < 4; round++) {
      for (const leg of legsOf(story.call)) hear(gone(leg))
      for (let n = 0; n < 40; n++) hear(taped(`c-rec-${n}`))
      story.after(10_000)
      hear(timeUp)
    }
    if (story.phase !== 'ended') t.fail(`${seed} is ${story.phase}`)
    if (freed !== 1 || ended !== 1 || accepted < 1) t.fail(`${seed}: freed ${freed}, ended ${ended}`)
  }
  t.pass('6000 orders')
})
