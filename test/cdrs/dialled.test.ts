// The record of a call that we made: its direction, its stretches, and that nobody is said to have been offered it.
import t from 'tap'
import { toCdr } from '../../src/cdrs/cdr.ts'
import { journal } from './table.ts'

const OUT = JSON.stringify({
  ...{ phone: 'ann', agent: 'ann', queue: 'sales', wrapUpMs: 8_000, route: 'vietnam', trunks: ['one'] },
  ...{
    callerId: '+842871099999',
    ringMs: 60_000,
    silentMs: 8_000,
    nextOn: [503],
    urgent: false,
    ownFirst: false,
  },
})
const ARRIVED = `12:00:00 call CallArrived leg=L hotline= via=ann contact=a1 numberKind=national flow=*outbound version=v1 language=vi arrivedAt=12:00:00 out=${OUT}`

t.test('answered: dialling, then talking; the agent’s wrap-up after it', async t => {
  const cdr = toCdr(
    journal(`
${ARRIVED}
12:00:00 call TrunkDialled leg=c-out-1 trunk=one route=vietnam
12:00:09 call TalkStarted offer= agent=ann leg=L queue=sales
12:00:30 call TalkEnded agent=ann who=caller
12:00:30 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:00:30
12:00:31 floor AgentStateChanged agent=ann from=busy to=wrap-up conversation=c1
12:00:39 floor AgentStateChanged agent=ann from=wrap-up to=ready conversation=c1
`),
  )
  t.match(cdr, {
    direction: 'outbound',
    queue: 'sales',
    agent: 'ann',
    waitMs: 0,
    talkMs: 21_000,
    wrapUpMs: 8_000,
  })
  t.equal(cdr?.queuedAt, undefined, 'no report counts it as somebody who wanted an agent')
  t.same(
    cdr?.segments.map(({ kind, agent, from, to }) => [kind, agent, to - from]),
    [
      ['dialling', 'ann', 9_000],
      ['talking', 'ann', 21_000],
      ['wrap-up', 'ann', 8_000],
    ],
  )
  t.same([cdr?.offers, cdr?.encounters], [[], []])
})

t.test('not answered: its agent and queue stand in it all the same', async t => {
  const cdr = toCdr(
    journal(`
${ARRIVED}
12:00:09 call CallEnded ending={"result":"unanswered","reason":"busy","who":"callee"} endedAt=12:00:09
`),
  )
  t.match(cdr, {
    direction: 'outbound',
    queue: 'sales',
    agent: 'ann',
    ending: { reason: 'busy', who: 'callee' },
  })
  t.same(
    cdr?.segments.map(({ kind }) => kind),
    ['dialling'],
  )
})
