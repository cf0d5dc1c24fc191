// A phone of ours dials out: every arrow of src/calls/phases/dialling.ts, who hangs up when, and any order of events.
import t from 'tap'
import { deadlineOf, legsOf } from '../../src/calls/call.ts'
import { dialCauseOf } from '../../src/calls/dial-cause.ts'
import type { DialPlan } from '../../src/calls/dial-plan.ts'
import type { CallInput } from '../../src/calls/events.ts'
import { agentsOf } from '../../src/calls/parties.ts'
import { randomOf } from '../core/world/random.ts'
import { gone, hangUpAsked, joined, resumed, Story, taped, timeUp } from './story.ts'

const plan: DialPlan = {
  phone: 'an-phone',
  agent: 'an',
  queue: 'sales',
  wrapUpMs: 8_000,
  route: 'vietnam',
  trunks: ['one', 'two'],
  callerId: '+842871099999',
  ringMs: 60_000,
  silentMs: 8_000,
  nextOn: [503],
  urgent: false,
  ownFirst: false,
}

/** L is An's phone; it dials over the trunk one: leg `c-out-1`. */
const dialling = (change: Partial<DialPlan> = {}) => new Story({ hotline: '', out: { ...plan, ...change } })
const ringsOutside = (leg: string): CallInput => ({ type: 'LegRinging', leg })
const notDialled = (leg: string, status: number): CallInput => ({
  type: 'CommandFailed',
  command: 'dial-out',
  subject: leg,
  status,
})

t.test(
  'the first trunk is dialled, our phone hears that it rings, and its agent is busy from then on',
  async t => {
    const story = dialling()
    t.same(story.facts, ['TrunkDialled c-out-1 one vietnam'])
    t.same(story.commands, [
      'AcceptOffer  an',
      'StartRingback L',
      'DialOut c-out-1 a1b2 one +842871099999 60000 false',
    ])
    t.equal(deadlineOf(story.call), 9_000, 'a trunk that says nothing is given up')
    t.equal(deadlineOf(story.when(ringsOutside('c-out-1')).call), 62_500)
    t.same(legsOf(story.call), ['L', 'c-out-1'])
    t.same(agentsOf(story.call), ['an'])
  },
)

t.test('who answers is the caller from then on, and who dialled is his agent', async t => {
  const story = dialling().when(ringsOutside('c-out-1')).after(5_000).when(joined('c-out-1'))
  t.equal(story.phase, 'talking')
  t.equal(story.call.caller.leg, 'c-out-1')
  t.same(story.commands.slice(0, 5), [
    'StopRingback L',
    'Answer L',
    'OpenTalk c-talk-2',
    'JoinTalk c-talk-2 c-out-1',
    'JoinTalk c-talk-2 L',
  ])
  t.same(story.commands.slice(5), ['Record c-out-1 c-ear-4 c-rec-3', 'Record L c-ear-6 c-rec-5'])
  t.equal(story.facts[0], 'TalkStarted  an L sales')
  story.when(gone('c-out-1'))
  t.same(story.facts, ['TalkEnded an caller'])
  t.ok(story.commands.includes('Release L normal'))
  story.when(gone('L'))
  t.same(story.commands, ['FinishTalk an 8000'], 'he is free when his phone is')
  story.when(taped('c-rec-3')).when(taped('c-rec-5'))
  t.match(story.facts[0], /^CallEnded answered caller-hung-up caller /)
})

t.test('our phone hangs up: before anybody answers, and in the talk', async t => {
  const early = dialling().when(gone('L'))
  t.same(early.facts, ['TrunkLeft c-out-1 one caller-gone'])
  t.same(early.commands, ['Release c-out-1 normal', 'FinishTalk an 0'])
  t.same(early.when(joined('c-out-1')).commands, ['Release c-out-1 normal'], 'picked up in that moment')
  t.match(early.when(gone('c-out-1')).facts[0], /^CallEnded unanswered agent-hung-up agent /)
  const late = dialling().when(joined('c-out-1')).when(gone('L'))
  t.ok(late.commands.includes('Release c-out-1 normal') && late.commands.includes('FinishTalk an 8000'))
})

t.test(
  'a trunk that fails, says nothing or is full leads to the next one; a busy number does not',
  async t => {
    const next = ['DialOut c-out-2 a1b2 two +842871099999 60000 false']
    t.same(dialling().when(gone('c-out-1', 503, 34)).commands, next)
    t.same(dialling().when(notDialled('c-out-1', 500)).commands, next)
    t.same(dialling().when(notDialled('c-out-1', 429)).facts[0], 'TrunkLeft c-out-1 one trunk-full')
    t.same(dialling().when(notDialled('c-out-1', 409)).commands, [], 'asked twice')
    const silent = dialling().after(8_000).when(timeUp)
    t.same(silent.facts, ['TrunkLeft c-out-1 one trunk-silent', 'TrunkDialled c-out-2 two vietnam'])
    t.same(silent.commands, ['Release c-out-1 normal', ...next])
    t.same(silent.when(joined('c-out-1')).commands, ['Release c-out-1 normal'], 'it answers after all')
    t.equal(silent.when(joined('c-out-2')).phase, 'talking')
    const busy = dialling().when(gone('c-out-1', 486, 17))
    t.same([busy.phase, ...busy.commands], ['ending', 'Release L busy'])
    t.match(busy.when(gone('L')).facts[0], /^CallEnded unanswered busy callee /)
    const failed = dialling()
      .when(gone('c-out-1', 503, 34))
      .when(gone('c-out-2', 503, 34))
    t.same(failed.commands, ['Release L congestion'])
    t.match(failed.when(gone('L')).facts[0], /^CallEnded failed trunks-failed system /)
    t.same(failed.commands, ['FinishTalk an 0'])
  },
)

t.test('what the end of a leg outside means', async t => {
  const table: [number, number | undefined, boolean, string][] = [
    [17, 486, true, 'busy'],
    [21, 603, true, 'declined'],
    [1, 404, false, 'no-such-number'],
    [19, 480, true, 'no-answer'],
    [19, 480, false, 'trunk-silent'],
    [18, 480, false, 'no-answer'],
    [34, 503, false, 'trunk-failed'],
    [38, 500, false, 'trunk-failed'],
    [0, undefined, false, 'trunk-failed'],
  ]
  for (const [cause, tech, rang, expected] of table)
    t.equal(dialCauseOf(plan, cause, tech, rang), expected, `${cause} ${tech} ${rang}`)
  t.equal(dialCauseOf({ nextOn: [404] }, 1, 404, false), 'trunk-failed', 'as the owner says')
})

t.test('nobody answers for a minute: it is over, and our phone hears so', async t => {
  const story = dialling().when(ringsOutside('c-out-1')).after(61_500).when(timeUp)
  t.same(story.commands, ['Release c-out-1 normal', 'Release L no-answer'])
  story.when(gone('c-out-1')).when(gone('L'))
  t.match(story.facts[0], /^CallEnded unanswered no-answer callee /)
})

t.test('who asks on a screen is called himself first', async t => {
  const story = dialling({ ownFirst: true })
  t.same(story.commands, ['AcceptOffer  an', 'Ring L an-phone 20000 a1b2'])
  t.equal(deadlineOf(story.call), 22_500)
  t.equal(story.when(joined('L')).commands.length, 2)
  t.equal(story.when(joined('L')).commands.length, 0, 'told twice')
  t.equal(story.when(joined('c-out-1')).phase, 'talking')
  const away = dialling({ ownFirst: true }).when({
    ...{ type: 'CommandFailed', command: 'ring', subject: 'L', status: 500 },
  })
  t.same(away.phase, 'ending')
  const missed = dialling({ ownFirst: true }).after(21_500).when(timeUp)
  t.same(missed.commands, ['Release L normal'])
  t.same(missed.when(gone('L')).commands, ['FinishTalk an 0'])
})

t.test('a supervisor ends it; Asterisk is lost; we come back', async t => {
  const story = dialling().when(hangUpAsked)
  t.same(story.commands, ['Release c-out-1 normal', 'Release L normal'])
  const lost = dialling().when(resumed({ asteriskRestarted: true }))
  t.equal(lost.phase, 'ended')
  t.ok(lost.commands.includes('FinishTalk an 0'))
  const back = dialling().when(resumed({ legs: ['L', 'c-out-1'], talks: [] }))
  t.same(back.commands, ['StartRingback L'])
  t.equal(deadlineOf(back.call), 62_500, 'what the trunk said meanwhile is lost: it is believed to ring')
})

t.test('in any order of events no leg is left, the agent is freed once, and it ends once', async t => {
  for (let seed = 0; seed < 3_000; seed++) {
    const chance = randomOf(seed)
    const story = dialling({ ownFirst: chance.oneIn(2), nextOn: [503] })
    const up = new Set(['L', 'c-out-1'])
    let freed = 0
    let ended = 0
    let accepted = 1
    const hear = (input: CallInput) => {
      story.when(input)
      for (const command of story.commands) {
        if (command.startsWith('FinishTalk')) freed++
        if (command.startsWith('AcceptOffer')) accepted++
        const [, leg] = /^DialOut (\S+)/.exec(command) ?? []
        if (leg) up.add(leg)
      }
      ended += story.facts.filter(fact => fact.startsWith('CallEnded')).length
    }
    for (let n = 0; n < 12; n++) {
      const leg = chance.pick(['L', 'c-out-1', 'c-out-2'])
      const known = up.has(leg)
      story.after(chance.below(12_000))
      const events: CallInput[] = [timeUp, hangUpAsked, resumed({ legs: [...up] })]
      if (known) events.push(joined(leg), ringsOutside(leg), joined(leg), notDialled(leg, 503))
      const input = chance.oneIn(25) ? hangUpAsked : chance.pick(events.filter(one => one !== hangUpAsked))
      if (known && chance.oneIn(5)) {
        up.delete(leg)
        hear(gone(leg, chance.pick([486, 503, 480, 200]), chance.pick([16, 17, 19, 34])))
      } else hear(input)
    }
    // All that is left goes.
    for (let round = 0; round < 4; round++) {
      for (const leg of legsOf(story.call)) hear(gone(leg))
      for (let n = 0; n < 12; n++) hear(taped(`c-rec-${n}`))
      story.after(10_000)
      hear(timeUp)
    }
    if (story.phase !== 'ended') t.fail(`${seed} is ${story.phase}`)
    if (freed !== 1 || ended !== 1 || accepted < 1) t.fail(`${seed}: freed ${freed}, ended ${ended}`)
  }
  t.pass('3000 orders')
})
