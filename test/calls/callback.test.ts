// A call back: the promise keeps its place in line, the customer is called when it is his turn, and whatever goes wrong,
// nobody is left ringing and the promise ends once (src/calls/phases/promised.ts, reaching.ts, reached.ts).
import t from 'tap'
import { deadlineOf, legsOf } from '../../src/calls/call.ts'
import type { DialPlan } from '../../src/calls/dial-plan.ts'
import { OUTBOUND_FLOW } from '../../src/calls/dial-plan.ts'
import type { CallInput } from '../../src/calls/events.ts'
import { standsInLine } from '../../src/calls/parties.ts'
import type { Book, CallbackRule } from '../../src/calls/turn.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { randomOf } from '../core/world/random.ts'
import { book } from '../core/world/setting.ts'
import { gone, hangUpAsked, joined, key, offered, played, resumed, Story, taped, timeUp } from './story.ts'

const plan: DialPlan = {
  ...{ phone: '*callback', agent: '', queue: 'sales', wrapUpMs: 0, route: 'vietnam', trunks: ['one', 'two'] },
  ...{ callerId: '+842871099999', ringMs: 40_000, silentMs: 8_000, nextOn: [503], urgent: false },
  ...{ ownFirst: false, byLeg: true },
}
const rule: CallbackRule = {
  ...{ first: 'customer', attempts: 2, retryMs: 900_000, expiresMs: 86_400_000, confirm: true },
}
/** Where he waits once he is there: a flow of the house (switchboard/books.ts). */
const waits: Flow = {
  name: OUTBOUND_FLOW,
  title: '',
  sections: {
    start: [{ verb: 'queue', queue: '', priority: 0, ageMs: 0, skills: [], keys: new Map(), after: [] }],
  },
}
let isOpen = true
const rules = (change: Partial<CallbackRule> = {}): Book => ({
  ...book,
  flow: name => (name === OUTBOUND_FLOW ? waits : book.flow(name)),
  queue(name) {
    const queue = book.queue(name)
    return queue && { ...queue, callback: { ...rule, ...change } }
  },
  world: (now, call) => ({ ...book.world(now, call), isOpen: () => isOpen }),
})

/** He has waited for a minute when the promise is made. */
const promise = (change: Partial<CallbackRule> = {}) =>
  new Story(
    {
      leg: 'c-out-0',
      callback: { of: 'b', queue: 'sales', priority: 3, since: 1_001_000 - 60_000, skills: ['english'] },
    },
    rules(change),
  )
const turn = (offer = 'o1', agent = 'an'): CallInput => ({ ...offered(offer, agent), out: plan }) as CallInput
const key1 = (leg: string): CallInput => ({ type: 'KeyPressed', leg, digit: '1' })

t.test('a promise stands in line as if he had stayed, without a leg', async t => {
  const story = promise()
  t.equal(story.phase, 'promised')
  t.same(story.facts, [], 'reports count him once: by the call in which he asked for it')
  t.same(story.commands, ['JoinQueue sales 3 -59000 english 240000'])
  t.same(legsOf(story.call), [])
  t.match(standsInLine(story.call), { queue: 'sales', since: -59_000 })
  t.equal(deadlineOf(story.call), 1_000 + 86_400_000, 'it is given up after a day')
})

t.test('customer first: he is called, presses 1, and an agent’s phone rings as for any caller', async t => {
  const story = promise().after(5_000).when(turn())
  t.same(story.commands, ['DialOut c-out-1 a1b2 one +842871099999 40000 false *callback'])
  t.equal(standsInLine(story.call), undefined)
  story.when({ type: 'LegRinging', leg: 'c-out-1' }).when(joined('c-out-1'))
  t.same(story.facts, ['CallbackAnswered c-out-1'])
  t.same(story.commands, [
    'OpenTalk c-talk-2 true',
    'JoinTalk c-talk-2 c-out-1',
    'Play c-out-1 c-play-3 callback-here press-1-to-talk vi',
  ])
  t.equal(story.call.caller.up, true)
  story.when(played('c-play-3')).when({ type: 'KeyPressed', leg: 'c-out-1', digit: '5' })
  t.equal(story.phase, 'reaching', 'another key is nothing')
  story.when(key1('c-out-1'))
  t.equal(story.phase, 'ringing')
  t.same(story.facts, ['AgentRinging o1 an c-agent-4'])
  t.same(story.commands, ['StopPlay c-play-3', 'Ring c-agent-4 an-phone 15000 a1b2'])
  story.when(joined('c-agent-4'))
  t.equal(story.phase, 'talking')
  t.match(story.commands, ['JoinTalk c-talk-2 c-agent-4', 'AcceptOffer o1 an'])
  story.after(2_000).when(gone('c-agent-4'))
  t.match(story.call.phase, { name: 'ending', ending: { result: 'answered', reason: 'agent-hung-up' } })
})

t.test('without the key, his word that he picked up is enough', async t => {
  const story = promise({ confirm: false }).when(turn()).when(joined('c-out-1'))
  t.equal(story.phase, 'ringing')
  t.match(story.commands, [
    'OpenTalk c-talk-2 true',
    'JoinTalk c-talk-2 c-out-1',
    /callback-here please-wait/,
    /^Ring/,
  ])
  t.equal(story.when(gone('c-agent-4', 486)).phase, 'waiting', 'an agent who is busy costs him nothing')
})

t.test('an answering machine presses no key: later again, and then it is given up', async t => {
  const story = promise().when(turn()).when(joined('c-out-1')).after(20_000).when(timeUp)
  t.same(story.facts, ['CallbackMissed no-key'])
  t.same(story.commands, [
    'CloseTalk c-talk-2',
    'Release c-out-1 normal',
    'EndOffer o1 an caller-gone',
    'LeaveQueue',
  ])
  t.equal(story.phase, 'promised')
  t.equal(standsInLine(story.call), undefined, 'he is out of the line meanwhile')
  t.equal(deadlineOf(story.call), story.house + 900_000)
  story.when(gone('c-out-1')).after(900_000).when(timeUp)
  t.same(story.commands, ['JoinQueue sales 3 -59000 english 240000'], 'back at his old place')
  story.when(turn('o2', 'binh')).when(joined('c-out-4')).after(20_000).when(timeUp).when(gone('c-out-4'))
  t.match(story.call.phase, {
    name: 'ended',
    ending: { result: 'unanswered', reason: 'no-key', who: 'system' },
  })
})

t.test('a trunk that fails leads to the next one; who is busy is called later', async t => {
  const story = promise().when(turn()).when(gone('c-out-1', 503))
  t.same(story.facts, ['TrunkLeft c-out-1 one trunk-failed 503', 'TrunkDialled c-out-2 two vietnam'])
  story.when(gone('c-out-2', 486, 17))
  t.same(story.facts, ['TrunkLeft c-out-2 two busy 486', 'CallbackMissed busy'])
  t.same(story.commands, ['EndOffer o1 an caller-gone', 'LeaveQueue'])
})

t.test('he hangs up without the key; the number may not be dialled any more', async t => {
  const story = promise().when(turn()).when(joined('c-out-1')).when(gone('c-out-1'))
  t.same(story.facts, ['CallbackMissed declined'])
  t.same(legsOf(story.call), [])
  const denied = promise().when({ ...offered(), out: { denied: 'no-permission' } } as CallInput)
  t.same(denied.commands, ['EndOffer o1 an caller-gone', 'LeaveQueue'])
  t.same(denied.facts, ['CallbackMissed not-allowed'])
})

const tried = ({ call }: Story) => (call.phase.name === 'promised' ? call.phase.promise.tried : undefined)

t.test('what is ours is no attempt of his: dead trunks, caps for now, an offer that crossed', async t => {
  const dead = promise().when(turn()).when(gone('c-out-1', 503)).when(gone('c-out-2', 503))
  t.same(dead.facts, ['TrunkLeft c-out-2 two trunk-failed 503', 'CallbackMissed trunk-failed'])
  t.same([tried(dead), deadlineOf(dead.call)], [0, dead.house + 900_000])
  const capped = promise().when({
    ...offered(),
    out: { denied: 'too-many-calls', passes: true },
  } as CallInput)
  t.same(capped.facts, ['CallbackMissed not-now'])
  t.same([tried(capped), deadlineOf(capped.call)], [0, capped.house + 60_000])
  const crossed = promise().when(offered())
  t.same(crossed.commands, ['EndOffer o1 an caller-gone', 'JoinQueue sales 3 -59000 english 240000'])
  t.same([tried(crossed), crossed.facts], [0, []])
})

t.test('hours that close while he stands in line: nobody is called', async t => {
  const story = promise({ hours: 'office' })
  isOpen = false
  story.when(turn())
  isOpen = true
  t.same(story.commands, ['EndOffer o1 an caller-gone', 'LeaveQueue'])
  t.equal(standsInLine(story.call), undefined)
  t.match(story.after(60_000).when(timeUp).commands, [/^JoinQueue/])
})

/** Waits in sales, and is read his number. */
const asks = () =>
  new Story({ flow: 'back' }).when({
    type: 'LookedUp',
    ask: 'c-ask-1',
    outcome: 'found',
    values: { number: '0901', contact: 'k1', kind: 'national' },
  })

t.test('he hangs up while his number is read back: nothing was promised; after his yes: it is', async t => {
  const unsure = asks()
  t.match(unsure.commands, [/callback-number/])
  t.match(unsure.when(gone('L')).call.phase, { ending: { result: 'left', reason: 'caller-hung-up' } })
  const sure = asks().when(key('1'))
  t.same(sure.facts, ['CallbackPromised sales'])
  t.match(sure.commands, ['StopPlay c-play-2', /^PromiseCallback main vi sales 0 /, /callback-noted/])
  t.match(
    sure.when(resumed({})).commands,
    [/^PromiseCallback main vi sales 0 /],
    'asked for again after a kill',
  )
  t.match(sure.when(gone('L')).call.phase, { ending: { result: 'callback', reason: 'caller-hung-up' } })
})

t.test('agent first: he hears it ring outside, and talks when the customer picks up', async t => {
  const story = promise({ first: 'agent' }).when(turn())
  t.same(story.commands, ['Ring c-agent-1 an-phone 15000 a1b2'])
  story.when(joined('c-agent-1'))
  t.match(story.commands, ['AcceptOffer o1 an', 'StartRingback c-agent-1', /^DialOut c-out-2/])
  story.when(joined('c-out-2'))
  t.equal(story.phase, 'talking')
  t.same(story.facts.slice(0, 2), ['CallbackAnswered c-out-2', 'TalkStarted o1 an c-agent-1 sales'])
  t.equal(story.call.caller.leg, 'c-out-2')
})

t.test('agent first: one who does not pick up, or has had enough, costs no attempt', async t => {
  const story = promise({ first: 'agent' }).when(turn()).after(16_500).when(timeUp)
  t.same(story.commands, ['Release c-agent-1 normal'], 'the floor hears it when his phone is quiet')
  t.same(story.when(gone('c-agent-1')).commands, ['EndOffer o1 an no-answer'])
  t.equal(story.phase, 'promised')
  story.when(turn('o2')).when(joined('c-agent-2')).when(gone('c-agent-2'))
  t.same(story.commands, [
    'Release c-out-3 normal',
    'FinishTalk an 8000',
    'JoinQueue sales 3 -59000 english 240000',
  ])
  t.equal(story.call.phase.name === 'promised' && story.call.phase.promise.tried, 0)
})

t.test('he calls again himself: the promise is over, whatever it was doing', async t => {
  const waiting = promise().when({ type: 'CustomerCame' })
  t.match(waiting.call.phase, { name: 'ended', ending: { result: 'callback', reason: 'called-again' } })
  t.same(waiting.commands, ['LeaveQueue'])
  const dialling = promise().when(turn()).when({ type: 'CustomerCame' }).when(gone('c-out-1'))
  t.match(dialling.call.phase, { name: 'ended', ending: { reason: 'called-again' } })
})

t.test('outside of the hours nobody is called; a supervisor ends it; a day is too late', async t => {
  isOpen = false
  const story = promise({ hours: 'office' })
  t.equal(standsInLine(story.call), undefined)
  isOpen = true
  t.match(story.after(60_000).when(timeUp).commands, [/^JoinQueue sales 3 -59000/])
  t.match(promise().when(hangUpAsked).call.phase, { ending: { result: 'unanswered', who: 'supervisor' } })
  const late = promise().after(86_400_000).when(timeUp)
  t.match(late.call.phase, { name: 'ended', ending: { result: 'unanswered', reason: 'expired' } })
  t.same(late.commands, ['LeaveQueue'])
})

t.test(
  'killed between his picking up and his joining the talk: he is joined again, and hears who calls',
  async t => {
    const story = promise().when(turn()).when(joined('c-out-1'))
    t.same(story.when(resumed({ legs: ['c-out-1'], talks: [] })).commands, [
      'OpenTalk c-talk-2 true',
      'JoinTalk c-talk-2 c-out-1',
      'Play c-out-1 c-play-4 callback-here press-1-to-talk vi',
    ])
    story.when({ type: 'CommandFailed', command: 'join-talk', subject: 'c-out-1', status: 500 })
    t.same(story.facts, ['CallbackMissed trunk-failed'], 'whom nobody could hear is called again later')
  },
)

t.test('a promise outlives Asterisk and the machine: it stands where it stood', async t => {
  const story = promise()
    .when(turn())
    .when(resumed({ asteriskRestarted: true }))
  t.equal(story.phase, 'promised')
  t.match(story.commands, ['EndOffer o1 an revoked', /^JoinQueue sales 3 -59000/])
  t.match(promise().when(resumed({})).commands, [/^JoinQueue/])
})

t.test('in any order of events no leg is left, no agent is kept, and it ends once', async t => {
  for (let seed = 0; seed < 3_000; seed++) {
    const chance = randomOf(seed)
    const story = promise({ first: chance.pick(['customer', 'agent']), confirm: chance.oneIn(2) })
    const legs = new Set<string>()
    const held = new Set<string>()
    let offers = 0
    let ended = 0
    const hear = (input: CallInput) => {
      if (input.type === 'Offered') held.add(input.agent)
      story.when(input)
      for (const command of story.commands) {
        const [word = '', first = '', second = ''] = command.split(' ')
        if (word === 'Ring' || word === 'DialOut') legs.add(first)
        if (word === 'EndOffer') held.delete(second)
        if (word === 'FinishTalk') held.delete(first)
      }
      ended += story.facts.filter(fact => fact.startsWith('CallEnded')).length
    }
    for (let n = 0; n < 25 && story.phase !== 'ended'; n++) {
      story.after(chance.below(9_000))
      const leg = legs.size > 0 ? chance.pick([...legs]) : 'c-out-9'
      const events: CallInput[] = [timeUp, timeUp, resumed({ legs: [...legs] })]
      if (standsInLine(story.call) && held.size === 0) events.push(turn(`o${++offers}`), turn(`o${++offers}`))
      if (legs.has(leg)) events.push(joined(leg), joined(leg), key1(leg), { type: 'LegRinging', leg })
      if (chance.oneIn(30)) events.push({ type: 'CustomerCame' }, hangUpAsked)
      if (legs.has(leg) && chance.oneIn(4)) {
        legs.delete(leg)
        hear(gone(leg, chance.pick([486, 503, 480, 200]), chance.pick([16, 17, 19])))
      } else hear(chance.pick(events))
    }
    hear(hangUpAsked)
    for (let round = 0; round < 4; round++) {
      for (const leg of legsOf(story.call)) hear(gone(leg))
      for (let n = 0; n < 40; n++) hear(taped(`c-rec-${n}`))
      story.after(10_000)
      hear(timeUp)
    }
    if (story.phase !== 'ended') t.fail(`${seed} is ${story.phase}`)
    if (held.size > 0 || ended !== 1) t.fail(`${seed}: kept ${[...held].join()}, ended ${ended}`)
  }
  t.pass('3000 orders')
})
