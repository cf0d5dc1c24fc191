// A callback's record: it leads to the call in which it was asked for, tells each attempt, and joins no queue in reports.
import t from 'tap'
import { toCdr } from '../../src/cdrs/cdr.ts'
import { visitsIn } from '../../src/reports/journal-visits.ts'
import { journal } from './table.ts'

const called = `
12:00:00 call CallArrived leg=c1-out-0 hotline=main via=callback contact=abc numberKind=national flow=*outbound version=v1 language=vi arrivedAt=12:00:00 callback={"of":"c0","queue":"sales","priority":0,"since":1}
12:05:00 call Offered offer=o1 agent=ann phone=ann ringMs=15000 wrapUpMs=0
12:05:00 call TrunkDialled leg=c1-out-1 trunk=itsp route=vietnam
12:05:30 call TrunkLeft leg=c1-out-1 trunk=itsp cause=no-answer
12:05:30 call CallbackMissed cause=no-answer
12:20:30 call Offered offer=o2 agent=bob phone=bob ringMs=15000 wrapUpMs=0
12:20:30 call TrunkDialled leg=c1-out-2 trunk=itsp route=vietnam
12:20:40 call CallbackAnswered leg=c1-out-2
12:20:44 call AgentRinging offer=o2 agent=bob leg=c1-agent-3
12:20:50 call TalkStarted offer=o2 agent=bob leg=c1-agent-3 queue=sales
12:21:50 call TalkEnded agent=bob who=caller
12:21:50 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:21:50
`

t.test('attempts, the moment when he picked up, and the talk are stretches of it', async t => {
  const cdr = toCdr(journal(called))
  t.match(cdr, { direction: 'outbound', callbackOf: 'c0', queue: 'sales', agent: 'bob', via: 'callback' })
  t.same(
    cdr?.segments.map(({ kind, from, to }) => [kind, (to - from) / 1_000]),
    [
      ['waiting', 300],
      ['dialling', 30],
      ['waiting', 900],
      ['dialling', 10],
      ['waiting', 4],
      ['ringing', 6],
      ['talking', 60],
    ],
  )
})

t.test('reports count the call in which he asked for it, and not the callback too', async t => {
  const cdr = toCdr(journal(called))
  t.equal(cdr?.queuedAt, undefined)
  t.same(cdr?.encounters, [])
  t.same(visitsIn(journal(called)).visits, [], 'the count from the raw journal says the same')
})
