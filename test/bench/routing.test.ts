// How the benchmark reads the two logs.
import t from 'tap'
import type { AgentRecord } from '../support/phones/agents.ts'
import type { CallerRecord } from '../support/phones/callers.ts'
import { agentTurns, mean, quantile } from './routing.ts'
import { idealMs, LOADS } from './scenarios.ts'

const caller = (answeredAt: number): CallerRecord => ({
  callId: `c${answeredAt}`,
  number: '1',
  startedAt: answeredAt - 1,
  answeredAt,
})

const ring = (agent: string, invitedAt: number, answeredAt: number, endedAt: number): AgentRecord => ({
  callId: `${agent}${invitedAt}`,
  agent,
  invitedAt,
  answeredAt,
  endedAt,
  endedBy: 'us',
})

t.test('an agent whom callers await: the time to his next INVITE and to his next answer', async t => {
  const callers = [caller(0), caller(1), caller(2)]
  const rings = [ring('ann', 10, 12, 100), ring('ann', 130, 135, 200), ring('ann', 210, 211, 300)]
  t.same(agentTurns(callers, rings, 1), { latenciesMs: [10, 30], lossesMs: [11, 35] })
})

t.test('an agent who idles because nobody waits has lost nothing', async t => {
  const rings = [ring('ann', 10, 12, 100), ring('ann', 505, 506, 600)]
  t.same(agentTurns([caller(0), caller(500)], rings, 1), { latenciesMs: [], lossesMs: [] })
})

t.test('with two free agents and one caller, the one who was not chosen has lost nothing', async t => {
  const callers = [caller(0), caller(1), caller(2), caller(400)]
  const rings = [
    ring('ann', 10, 12, 100),
    ring('bob', 11, 12, 90),
    ring('bob', 110, 111, 200),
    ring('ann', 401, 402, 500),
  ]
  t.same(agentTurns(callers, rings, 2).latenciesMs, [20])
})

t.test('the ideal: agents never idle while somebody waits', async t => {
  const load = LOADS[0]!
  t.equal(idealMs({ ...load, agents: 1, calls: 3, ratePerS: 1_000, talkMs: 100 }), 300)
  t.equal(idealMs({ ...load, agents: 10, calls: 3, ratePerS: 1, talkMs: 100 }), 2_100)
})

t.test('quantiles and means of few numbers', async t => {
  t.equal(quantile([1, 2, 3, 4], 0.5), 3)
  t.equal(quantile([1, 2, 3, 4], 0.99), 4)
  t.ok(Number.isNaN(quantile([], 0.5)))
  t.equal(mean([1, 2, 3]), 2)
})
