import t from 'tap'
import { toCdr } from '../../src/cdrs/cdr.ts'
import { mattersToCdr } from '../../src/cdrs/complete.ts'
import { journal, time } from './table.ts'

const served = `
12:00:00.100 call  CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00.000
12:00:00.100 call  SectionEntered flow=main section=start
12:00:02.000 call  SectionEntered flow=main section=menu
12:00:05.000 call  KeyPressed leg=c1-in digit="1"
12:00:05.000 call  KeyTaken section=menu digit="1"
12:00:05.000 call  SectionEntered flow=main section=sales
12:00:05.000 call  QueueJoined queue=sales priority=5
12:00:05.010 floor CallerJoined queue=sales priority=5 since=1
12:00:07.000 floor CallOffered offer=o1 agents=["ann"] mode=one why={"strategy":"round-robin","queue":"sales","position":1,"waitedMs":2000,"free":["ann","bob"],"excluded":[]}
12:00:07.000 floor AgentStateChanged agent=ann from=ready to=offered
12:00:07.010 call  Offered offer=o1 agent=ann phone=ann ringMs=15000 wrapUpMs=10000
12:00:07.010 call  AgentRinging offer=o1 agent=ann leg=c1-agent-1
12:00:12.010 call  LegEnded leg=c1-agent-1 cause=21 techCause=603 endedAt=12:00:12.000
12:00:12.010 call  OfferEnded offer=o1 agent=ann cause=declined
12:00:12.020 floor OfferEnded offer=o1 agent=ann cause=declined
12:00:12.020 floor AgentStateChanged agent=ann from=offered to=paused reason=declined
12:00:13.000 floor CallOffered offer=o2 agents=["bob"] mode=one why={"strategy":"round-robin","queue":"sales","position":1,"waitedMs":8000,"free":["bob"],"excluded":[{"agent":"ann","rule":"paused"}]}
12:00:13.000 floor AgentStateChanged agent=bob from=ready to=offered
12:00:13.010 call  Offered offer=o2 agent=bob phone=bob ringMs=15000 wrapUpMs=10000
12:00:13.010 call  AgentRinging offer=o2 agent=bob leg=c1-agent-2
12:00:15.010 call  LegJoined leg=c1-agent-2
12:00:15.010 call  TalkStarted offer=o2 agent=bob leg=c1-agent-2 queue=sales
12:00:15.010 call  RecordingStarted recording=c1-rec-1 party=caller agent=bob
12:00:15.010 call  RecordingStarted recording=c1-rec-2 party=agent agent=bob
12:00:15.020 floor OfferAccepted offer=o2 agent=bob
12:00:15.020 floor AgentStateChanged agent=bob from=offered to=busy
12:01:15.010 call  LegEnded leg=c1-in cause=16 endedAt=12:01:15.010
12:01:15.010 call  TalkEnded agent=bob who=caller
12:01:15.010 call  CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:15.010
12:01:15.020 floor TalkFinished agent=bob wrapUpMs=10000
12:01:15.020 floor AgentStateChanged agent=bob from=busy to=wrap-up
12:01:15.300 call  RecordingEnded recording=c1-rec-1 durationMs=60000 outcome=done
12:01:15.310 call  RecordingEnded recording=c1-rec-2 durationMs=59980 outcome=done
12:01:25.020 floor AgentStateChanged agent=bob from=wrap-up to=ready
`

t.test('a served caller leaves one record that tells his whole way', t => {
  const cdr = toCdr(journal(served))
  t.match(cdr, {
    conversation: 'c1',
    channel: 'voice',
    hotline: 'main',
    via: 'itsp',
    contact: 'abc',
    queue: 'sales',
    agent: 'bob',
    arrivedAt: time('12:00:00.000'),
    queuedAt: time('12:00:05.000'),
    answeredAt: time('12:00:15.010'),
    endedAt: time('12:01:15.010'),
    waitMs: 10_010,
    ringMs: 7_000,
    talkMs: 60_000,
    wrapUpMs: 10_000,
    ending: { result: 'answered', reason: 'caller-hung-up', who: 'caller' },
    keys: [{ at: time('12:00:05.000'), section: 'menu', digit: '1' }],
  })
  t.same(
    cdr?.segments.map(({ kind, from, to, ...who }) => [kind, (to - from) / 1000, ...Object.values(who)]),
    [
      ['ivr', 2, 'start'],
      ['ivr', 3, 'menu'],
      ['ivr', 0, 'sales'],
      ['waiting', 2.01, 'sales'],
      ['ringing', 5, 'sales', 'ann'],
      ['waiting', 1, 'sales'],
      ['ringing', 2, 'sales', 'bob'],
      ['talking', 60, 'sales', 'bob'],
      ['wrap-up', 10, 'bob'],
    ],
  )
  t.match(cdr?.offers, [
    {
      offer: 'o1',
      agent: 'ann',
      cause: 'declined',
      until: time('12:00:12.010'),
      why: { free: ['ann', 'bob'] },
    },
    { offer: 'o2', agent: 'bob', cause: 'answered', until: time('12:00:15.010'), why: { position: 1 } },
  ])
  t.match(cdr?.recordings, [
    { recording: 'c1-rec-1', party: 'caller', agent: 'bob', durationMs: 60_000, outcome: 'done' },
    { recording: 'c1-rec-2', party: 'agent', agent: 'bob', durationMs: 59_980, outcome: 'done' },
  ])
  t.end()
})

t.test('any order of arrival, and any record twice, gives the same record', t => {
  const records = journal(served)
  const expected = toCdr(records)
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  for (let round = 0; round < 500; round++) {
    const mixed = [...records, ...records.filter(() => random() < 0.3)]
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
    }
    const cdr = toCdr(mixed)
    if (JSON.stringify(cdr) !== JSON.stringify(expected)) t.same(cdr, expected)
  }
  t.pass('500 orders')
  t.end()
})

t.test('there is no record before the end, nor without an arrival', t => {
  const records = journal(served)
  const end = records.findIndex(({ event }) => event.type === 'CallEnded')
  for (let n = 0; n <= end; n++) t.equal(toCdr(records.slice(0, n)), undefined)
  t.ok(toCdr(records.slice(0, end + 1)))
  t.equal(toCdr(records.slice(1)), undefined)
  t.end()
})

t.test('folded at the end and again when wrap-up and tracks come late, only those change', t => {
  const records = journal(served)
  const end = records.findIndex(({ event }) => event.type === 'CallEnded')
  const early = toCdr(records.slice(0, end + 1))!
  const late = toCdr(records)!
  const bob = { agent: 'bob', answerWaitMs: 10_010, talkMs: 60_000 }
  t.same(early.encounters, [
    { agent: 'ann', talkMs: 0, wrapUpMs: 0, missed: 1 },
    { ...bob, wrapUpMs: 0 },
  ])
  t.same(late.encounters.at(-1), { ...bob, wrapUpMs: 10_000 })
  t.match(early, {
    wrapUpMs: 0,
    talkMs: 60_000,
    recordings: [{ outcome: undefined }, { outcome: undefined }],
  })
  t.same(
    { ...early, wrapUpMs: 0, segments: [], encounters: [], recordings: [] },
    { ...late, wrapUpMs: 0, segments: [], encounters: [], recordings: [] },
  )
  t.end()
})

t.test('a caller who hangs up in the menu has neither queue nor wait', t => {
  const cdr = toCdr(
    journal(`
12:00:00 call CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call SectionEntered flow=main section=start
12:00:03 call CallEnded ending={"result":"left","reason":"caller-hung-up","who":"caller"} endedAt=12:00:03
`),
  )!
  t.match(cdr, { waitMs: 0, ringMs: 0, talkMs: 0, ending: { result: 'left' } })
  for (const name of ['queue', 'agent', 'queuedAt', 'answeredAt']) t.notOk(name in cdr, name)
  t.same(cdr.segments, [{ kind: 'ivr', from: time('12:00:00'), to: time('12:00:03'), section: 'start' }])
  t.end()
})

t.test('a caller who gives up while a phone rings has waited until he left', t => {
  const cdr = toCdr(
    journal(`
12:00:00 call  CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call  QueueJoined queue=sales priority=0
12:00:10 floor CallOffered offer=o1 agents=["ann"] mode=one why={}
12:00:10 call  Offered offer=o1 agent=ann phone=ann ringMs=15000 wrapUpMs=10000
12:00:10 call  AgentRinging offer=o1 agent=ann leg=c1-agent-1
12:00:14 call  OfferEnded offer=o1 agent=ann cause=caller-gone
12:00:14 call  CallEnded ending={"result":"abandoned","reason":"caller-hung-up","who":"caller"} endedAt=12:00:14
`),
  )!
  t.match(cdr, {
    queue: 'sales',
    waitMs: 14_000,
    ringMs: 4_000,
    talkMs: 0,
    offers: [{ cause: 'caller-gone' }],
  })
  t.same(
    cdr.segments.map(({ kind }) => kind),
    ['ivr', 'waiting', 'ringing'],
  )
  t.end()
})

t.test('an end found after a restart counts when it happened, not when we learned of it', t => {
  const cdr = toCdr(
    journal(`
12:00:00 call CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call QueueJoined queue=sales priority=0
12:00:30 call Resumed legs=[] talks=[] recordings=[] asteriskRestarted=false
12:00:30 call CallEnded ending={"result":"abandoned","reason":"caller-hung-up","who":"caller"} endedAt=12:00:20
`),
  )!
  t.match(cdr, { endedAt: time('12:00:20'), waitMs: 20_000 })
  t.end()
})

t.test('a clock that jumps back gives no negative times', t => {
  const cdr = toCdr(
    journal(`
12:00:00 call CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:05 call QueueJoined queue=sales priority=0
11:00:06 call AgentRinging offer=o1 agent=ann leg=l
11:00:08 call TalkStarted offer=o1 agent=ann leg=l queue=sales
11:00:09 call TalkEnded agent=ann who=caller
11:00:09 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=11:00:09
`),
  )!
  for (const ms of [cdr.waitMs, cdr.ringMs, cdr.talkMs, cdr.endedAt - cdr.arrivedAt]) t.ok(ms >= 0)
  for (const { from, to } of cdr.segments) t.ok(from <= to)
  t.match(cdr, { agent: 'ann', queue: 'sales' })
  t.end()
})

const moved = `
12:00:00.000 call  CallArrived leg=c1-in hotline=main via=itsp contact=abc numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00.000
12:00:00.000 call  SectionEntered flow=main section=start
12:00:05.000 call  QueueJoined queue=sales priority=5
12:00:07.000 floor CallOffered offer=o1 agents=["ann"] mode=one why={"strategy":"round-robin","queue":"sales","position":1,"waitedMs":2000,"free":["ann"],"excluded":{}}
12:00:07.000 call  AgentRinging offer=o1 agent=ann leg=c1-agent-1
12:00:10.000 call  OfferEnded offer=o1 agent=ann cause=answered
12:00:10.000 call  TalkStarted offer=o1 agent=ann leg=c1-agent-1 queue=sales
12:00:30.000 call  HoldStarted agent=ann
12:00:40.000 call  ConsultStarted agent=ann to={"agent":"bob"}
12:00:40.010 floor CallOffered offer=o2 agents=["bob"] mode=one why={"strategy":"round-robin","queue":"agent:bob","position":1,"waitedMs":0,"free":["bob"],"excluded":{}}
12:00:40.010 floor AgentStateChanged agent=bob from=ready to=offered
12:00:40.020 call  Offered offer=o2 agent=bob phone=bob ringMs=30000 wrapUpMs=0
12:00:40.020 call  PartyRinging offer=o2 agent=bob leg=c1-agent-2
12:00:45.000 call  OfferEnded offer=o2 agent=bob cause=answered
12:00:45.000 call  ConsultAnswered agent=ann party=bob
`

t.test('a talk on hold and a consultation are stretches of their own, in the agent’s hand', t => {
  const together = `${moved}
12:01:00.000 call  ConsultEnded agent=ann outcome=merged
12:01:00.000 call  HoldEnded agent=ann
12:01:00.000 call  PartyJoined agent=bob
12:01:20.000 call  PartyLeft agent=bob
12:01:30.000 call  TalkEnded agent=ann who=agent
12:01:30.000 call  CallEnded ending={"result":"answered","reason":"agent-hung-up","who":"agent"} endedAt=12:01:30.000`
  const merged = toCdr(journal(together))
  t.same(
    merged?.segments.map(({ kind, from, to, agent }) => [kind, (to - from) / 1_000, agent]),
    [
      ['ivr', 5, undefined],
      ['waiting', 2, undefined],
      ['ringing', 3, 'ann'],
      ['talking', 20, 'ann'],
      ['hold', 10, 'ann'],
      ['consult', 20, 'ann'],
      ['talking', 30, 'ann'],
    ],
  )
  t.same(toCdr(journal(together).filter(mattersToCdr)), merged, 'what the scribe keeps in mind is enough')
  t.match(merged, { talkMs: 80_000, agent: 'ann', queue: 'sales' })
  t.same(
    merged?.encounters.map(({ agent, talkMs }) => [agent, talkMs]),
    [['ann', 80_000]],
    'bob was asked by a colleague: the customer was not offered to him',
  )
  t.end()
})

t.test('a customer who was handed over has two agents, each with his share of the talk', t => {
  const handed = toCdr(
    journal(`${moved}
12:01:00.000 call  ConsultEnded agent=ann outcome=completed
12:01:00.000 call  HoldEnded agent=ann
12:01:00.000 call  TalkEnded agent=ann who=agent
12:01:00.000 call  TalkStarted offer=o2 agent=bob leg=c1-agent-2 queue=sales
12:01:30.000 call  TalkEnded agent=bob who=caller
12:01:30.000 call  CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:30.000`),
  )
  t.match(handed, { agent: 'bob', queue: 'sales', talkMs: 80_000 })
  t.same(
    handed?.encounters.map(({ agent, talkMs }) => [agent, talkMs]),
    [
      ['ann', 50_000],
      ['bob', 30_000],
    ],
  )
  t.end()
})

t.test('handed over while it still rang, the customer waits for the one who was asked', t => {
  const blonde = toCdr(
    journal(`${moved.split('\n').slice(0, -3).join('\n')}
12:00:44.000 call  ConsultEnded agent=ann outcome=completed
12:00:44.000 call  TalkEnded agent=ann who=agent
12:00:44.000 call  HoldEnded agent=ann
12:00:44.000 call  QueueJoined queue=agent:bob priority=5
12:00:44.000 call  AgentRinging offer=o2 agent=bob leg=c1-agent-2
12:00:50.000 call  OfferEnded offer=o2 agent=bob cause=answered
12:00:50.000 call  TalkStarted offer=o2 agent=bob leg=c1-agent-2 queue=agent:bob
12:01:00.000 call  TalkEnded agent=bob who=caller
12:01:00.000 call  CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:00.000`),
  )
  t.same(
    blonde?.segments.slice(3).map(({ kind, from, to, agent }) => [kind, (to - from) / 1_000, agent]),
    [
      ['talking', 20, 'ann'],
      ['hold', 10, 'ann'],
      ['consult', 4, 'ann'],
      ['ringing', 6, 'bob'],
      ['talking', 10, 'bob'],
    ],
  )
  t.equal(blonde?.encounters.find(({ agent }) => agent === 'bob')?.answerWaitMs, 6_000)
  t.end()
})

t.test('sent to a number outside while it rang, the customer talks there, and none of ours has him', t => {
  const records = journal(`${moved.split('\n').slice(0, -6).join('\n')}
12:00:40.000 call  ConsultStarted agent=ann to={"contact":"z9"}
12:00:40.000 call  TrunkDialled leg=c1-out-2 trunk=one route=all
12:00:44.000 call  ConsultEnded agent=ann outcome=completed
12:00:44.000 call  TalkEnded agent=ann who=agent
12:00:44.000 call  HoldEnded agent=ann
12:00:44.000 call  ForwardingStarted contact=z9
12:00:50.000 call  OutsideAnswered contact=z9 leg=c1-out-2 trunk=one
12:00:50.000 call  OutsideTalkStarted leg=c1-out-2 queue=sales
12:01:20.000 call  OutsideLeft leg=c1-out-2
12:01:20.000 call  CallEnded ending={"result":"answered","reason":"outside-hung-up","who":"callee"} endedAt=12:01:20.000`)
  const sent = toCdr(records)
  t.same(
    sent?.segments
      .slice(3)
      .map(({ kind, from, to, agent, queue }) => [kind, (to - from) / 1_000, agent ?? queue]),
    [
      ['talking', 20, 'ann'],
      ['hold', 10, 'ann'],
      ['consult', 4, 'ann'],
      ['dialling', 6, undefined],
      ['outside', 30, 'sales'],
    ],
  )
  t.match(sent, { talkMs: 34_000, agent: 'ann', queue: 'sales', direction: 'inbound' })
  t.same(toCdr(records.filter(mattersToCdr)), sent, 'what the scribe keeps in mind is enough')
  t.end()
})
