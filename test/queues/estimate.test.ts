// How long a caller will wait, held against how long he waited: on simulated days, by the engine's own facts.
import t from 'tap'
import { expectedWait } from '../../src/queues/estimate.ts'
import type { FloorFact } from '../../src/queues/events.ts'
import type { QueueRules } from '../../src/queues/roster.ts'
import { emptySketch, learnAnswered, learnGone, learnHandled } from '../../src/queues/wait-sketch.ts'
import type { Day } from '../../src/simulations/day.ts'
import { type Made, madeDay } from '../../src/simulations/made-day.ts'
import { simulate } from '../../src/simulations/simulate.ts'

type Proved = Extract<FloorFact, { type: 'WaitProved' }>

const rules: QueueRules = { strategy: 'longest-idle', ringMs: 20_000, wrapUpMs: 10_000, restMs: 5_000 }
const day: Made = {
  queue: 'sales',
  rules,
  callsPerHalfHour: new Array<number>(16).fill(200),
  talk: { kind: 'lognormal', meanMs: 170_000, cv: 0.9 },
  patience: { kind: 'exponential', meanMs: 240_000 },
  agents: 22,
  habits: { pickUp: { kind: 'lognormal', meanMs: 5_000, cv: 0.5 }, missed: 0.03, wrapUpUsed: 0.8 },
}

const LOADS: Readonly<Record<string, Partial<Made>>> = {
  'enough agents': { agents: 23 },
  'a few too few': { agents: 20 },
  'far too few': { agents: 16 },
  'a small team': { agents: 4, callsPerHalfHour: new Array<number>(32).fill(40) },
  'calls in waves': {
    agents: 20,
    callsPerHalfHour: [100, 100, 150, 200, 250, 250, 200, 150, 100, 150, 200, 260, 260, 200, 150, 100],
  },
  'patient callers': { agents: 21, patience: { kind: 'exponential', meanMs: 900_000 } },
  'talks of one length': { agents: 20, talk: { kind: 'lognormal', meanMs: 170_000, cv: 0.2 } },
  'a strategy that rings all': { agents: 20, rules: { ...rules, strategy: 'ring-all' } },
}

function provedOn(simulated: Day, seed: number): Proved[] {
  const found: Proved[] = []
  simulate(simulated, seed, (_, step) => {
    for (const fact of step.facts) if (fact.type === 'WaitProved') found.push(fact)
  })
  return found
}

const share = (all: readonly Proved[], is: (one: Proved) => boolean) =>
  (100 * all.filter(is).length) / all.length

for (const [load, change] of Object.entries(LOADS)) {
  t.test(
    `${load}: the 80 % interval holds 75 to 85 of 100 waits, and misses as often above as below`,
    async t => {
      for (const seed of [1, 2, 3]) {
        const told = provedOn(madeDay({ ...day, ...change }, seed), seed).filter(({ isSure }) => isSure)
        t.ok(told.length > 150, `seed ${seed}: ${told.length} waits were told`)
        const inside = share(told, one => one.waitedMs >= one.fromMs && one.waitedMs <= one.toMs)
        t.ok(inside >= 75 && inside <= 85, `seed ${seed}: ${inside.toFixed(1)} %`)
        const below = share(told, one => one.waitedMs < one.fromMs)
        t.ok(below >= 5 && below <= 15, `seed ${seed}: ${below.toFixed(1)} % were shorter`)
        t.ok(
          told.every(({ fromMs, pointMs, toMs }) => fromMs >= 0 && fromMs <= pointMs && pointMs <= toMs),
          'the point lies in the interval',
        )
      }
    },
  )
}

t.test('agents of two queues: each queue learns what its share of them is', async t => {
  for (const seed of [1, 2, 3]) {
    const sales = madeDay({ ...day, callsPerHalfHour: new Array<number>(16).fill(120), agents: 20 }, seed)
    const support = madeDay(
      { ...day, queue: 'support', callsPerHalfHour: new Array<number>(16).fill(80) },
      seed + 9,
    )
    const agents = Object.entries(sales.roster.agents).map(([id, agent]) => [
      id,
      { ...agent, queues: [...agent.queues, { queue: 'support', rank: 1 }] },
    ])
    const both: Day = {
      ...sales,
      roster: {
        agents: Object.fromEntries(agents),
        queues: { ...sales.roster.queues, ...support.roster.queues },
      },
      callers: [
        ...sales.callers,
        ...support.callers.map(one => ({ ...one, conversation: `other-${one.conversation}` })),
      ].sort((a, b) => a.joinsAtMs - b.joinsAtMs),
    }
    const proved = provedOn(both, seed).filter(({ isSure }) => isSure)
    for (const queue of ['sales', 'support']) {
      const told = proved.filter(one => one.queue === queue)
      const inside = share(told, one => one.waitedMs >= one.fromMs && one.waitedMs <= one.toMs)
      t.ok(inside >= 75 && inside <= 85, `seed ${seed}, ${queue}: ${inside.toFixed(1)} % of ${told.length}`)
    }
  }
})

t.test('what was told was worth something: half of the callers wait within a third of the point', async t => {
  const told = provedOn(madeDay({ ...day, agents: 18 }, 5), 5).filter(({ isSure }) => isSure)
  const near = share(told, ({ waitedMs, pointMs }) => Math.abs(waitedMs - pointMs) <= pointMs / 3)
  t.ok(near > 50, `${near.toFixed(0)} %`)
})

t.test('it is silent when it can’t know', async t => {
  let sketch = emptySketch
  t.equal(expectedWait(sketch, { ahead: 3, staffed: 5 }), undefined, 'no call is known')
  for (let n = 0; n < 19; n++) sketch = learnHandled(sketch, 180_000)
  t.equal(expectedWait(sketch, { ahead: 3, staffed: 5 }), undefined, 'nineteen are too few')
  sketch = learnHandled(sketch, 180_000)
  t.equal(expectedWait(sketch, { ahead: 3, staffed: 0 }), undefined, 'nobody is there')
  t.equal(expectedWait(sketch, { ahead: 3, staffed: 5 })?.isSure, true)
  const varied = { ...sketch, handlingVariance: 180_000 ** 2 }
  t.equal(
    expectedWait(varied, { ahead: 0, staffed: 1 })?.isSure,
    false,
    'anything from at once to seven minutes',
  )
  t.equal(expectedWait(sketch, { ahead: 200, staffed: 5 })?.isSure, false, 'more than an hour')
})

t.test('more before him, fewer agents, longer talks, more patience: each makes it longer', async t => {
  let sketch = emptySketch
  for (let n = 0; n < 50; n++) sketch = learnGone(learnHandled(sketch, 180_000), 400_000)
  const at = (ahead: number, staffed: number, with_ = sketch) =>
    expectedWait(with_, { ahead, staffed })?.pointMs ?? 0
  t.ok(at(4, 10) > at(3, 10))
  t.ok(at(3, 9) > at(3, 10))
  t.ok(at(3, 10, { ...sketch, handlingMs: 200_000 }) > at(3, 10))
  t.ok(at(30, 10, { ...sketch, gone: sketch.gone / 4 }) > at(30, 10))
  const plain = expectedWait({ ...sketch, gone: 0 }, { ahead: 4, staffed: 10 })
  t.equal(Math.round(plain?.pointMs ?? 0), 90_000, 'five departures of ten agents with 3 minutes each')
})

t.test('it learns from its own errors', async t => {
  let sketch = emptySketch
  for (let n = 0; n < 50; n++) sketch = learnHandled(sketch, 180_000)
  const place = { ahead: 4, staffed: 10 }
  for (let n = 0; n < 100; n++) {
    const expected = expectedWait(sketch, place)
    sketch = learnAnswered(sketch, { waitMs: 180_000, ringMs: 0, expected, expectedFor: 180_000 })
  }
  const { pointMs = 0, fromMs = 0, toMs = 0 } = expectedWait(sketch, place) ?? {}
  t.ok(pointMs > 150_000, `twice as long as it thought: ${Math.round(pointMs / 1000)} s`)
  t.ok(
    fromMs <= 180_000 && toMs >= 150_000 && toMs - fromMs < 90_000,
    'always the same: the interval is narrow',
  )
})
