// The simulated day against the closed forms, against itself, and against what every day must keep.
import t, { type Test } from 'tap'
import type { QueueRules } from '../../src/queues/roster.ts'
import { confident, studentT } from '../../src/simulations/confidence.ts'
import { diceOf, poisson } from '../../src/simulations/dice.ts'
import { erlangA } from '../../src/simulations/erlang-a.ts'
import { erlangB, erlangC } from '../../src/simulations/erlang-c.ts'
import { type Made, madeDay } from '../../src/simulations/made-day.ts'
import { type Numbers, numbersOf } from '../../src/simulations/numbers.ts'
import { simulate } from '../../src/simulations/simulate.ts'
import { draw, fitted } from '../../src/simulations/spread.ts'

const rules: QueueRules = { strategy: 'round-robin', ringMs: 20_000, wrapUpMs: 0, restMs: 5_000 }
const level = { variant: 'offered', withinMs: 20_000 } as const
const AT_ONCE = { pickUp: { kind: 'fixed', ms: 0 }, missed: 0, wrapUpUsed: 1 } as const

/** As the closed forms want it: nobody rings, exponential talks. */
const plain: Made = {
  queue: 'sales',
  rules,
  callsPerHalfHour: new Array<number>(24).fill(100),
  talk: { kind: 'exponential', meanMs: 180_000 },
  patience: { kind: 'exponential', meanMs: Infinity },
  agents: 13,
  habits: AT_ONCE,
}
const load = { callsPerMs: 100 / 1_800_000, handlingMs: 180_000 }

/** The first hours fill the house, and are not counted. */
const WARM_UP_MS = 2 * 3_600_000

function runs(made: Made, count: number): Numbers[] {
  return Array.from({ length: count }, (_, seed) => {
    const { visits, desks } = simulate(madeDay(made, seed), seed)
    return numbersOf(
      visits.filter(({ joinedAtMs }) => joinedAtMs >= WARM_UP_MS),
      level,
      desks,
    )
  })
}

/** The closed form lies within the simulation's own 95 % interval, widened by half: one of 20 would miss it. */
function agrees(t: Test, name: keyof Numbers, all: readonly Numbers[], truth: number): void {
  const found = confident(all.map(numbers => numbers[name]))
  if (!found) throw new Error(`${name} was not measured`)
  const { mean, low, high } = found
  const half = (1.5 * (high - low)) / 2
  t.ok(
    Math.abs(mean - truth) <= half,
    `${name}: ${mean.toFixed(2)} ± ${half.toFixed(2)}, in truth ${truth.toFixed(2)}`,
  )
  // An interval that holds everything proves nothing.
  t.ok(half < 0.25 * Math.abs(truth) + 1, `${name}: narrow enough to mean something`)
}

t.test('without impatience a day is as Erlang C says', async t => {
  const all = runs(plain, 40)
  const truth = erlangC({ ...load, agents: 13 })
  if (!truth) throw new Error('13 agents are enough for 10 erlangs')
  agrees(t, 'serviceLevel', all, 100 * truth.answeredWithin(20_000))
  agrees(t, 'averageWaitMs', all, truth.averageWaitMs)
  t.same([...new Set(all.map(({ abandoned }) => abandoned))], [0])
})

t.test('with impatience it is as Erlang A says, even with too few agents', async t => {
  for (const agents of [9, 11]) {
    const patienceMs = 120_000
    const all = runs({ ...plain, agents, patience: { kind: 'exponential', meanMs: patienceMs } }, 25)
    const truth = erlangA({ ...load, agents, patienceMs })
    agrees(t, 'serviceLevel', all, 100 * truth.answeredWithin(20_000))
    agrees(t, 'averageWaitMs', all, truth.averageWaitMs)
    agrees(t, 'abandonRate', all, 100 * truth.abandons)
  }
})

t.test('the closed forms agree with published values and with each other', async t => {
  t.ok(Math.abs(erlangB(20, 24) - 0.0661) < 0.0001, `Erlang B: ${erlangB(20, 24)}`)
  t.ok(Math.abs(erlangB(10, 10) - 0.2146) < 0.0001)
  const c = erlangC({ ...load, agents: 13 })
  const patient = erlangA({ ...load, agents: 13, patienceMs: 1e10 })
  t.ok(c && Math.abs(patient.averageWaitMs - c.averageWaitMs) < 0.01 * c.averageWaitMs)
  t.ok(c && Math.abs(patient.answeredWithin(20_000) - c.answeredWithin(20_000)) < 0.001)
  t.equal(erlangC({ ...load, agents: 10 }), undefined, 'ten agents for ten erlangs: the line grows for ever')
})

t.test('the same seed goes the same way, another goes another', async t => {
  const made = { ...plain, callsPerHalfHour: [60, 60] }
  const told = (seed: number, chance: number) => simulate(madeDay(made, seed), chance)
  t.same(told(1, 2), told(1, 2))
  t.not(told(1, 2).visits.length, told(3, 2).visits.length)
})

t.test(
  'everybody who came was answered, gave up, was led elsewhere, or waits; for every strategy',
  async t => {
    const { STRATEGY_NAMES } = await import('../../src/queues/strategies/strategies.ts')
    for (const [seed, strategy] of STRATEGY_NAMES.entries()) {
      const made: Made = {
        ...plain,
        rules: { ...rules, strategy, wrapUpMs: 15_000, maxWaiting: 3, pauseAfter: { 'no-answer': 2 } },
        callsPerHalfHour: [80, 140, 90],
        patience: { kind: 'exponential', meanMs: 90_000 },
        habits: { pickUp: { kind: 'lognormal', meanMs: 6_000, cv: 0.6 }, missed: 0.15, wrapUpUsed: 0.7 },
      }
      const day = madeDay(made, seed)
      const { visits, desks } = simulate(day, seed)
      const { offered, answered, abandoned, left, waiting } = numbersOf(visits, level, desks)
      t.equal(offered, day.callers.length, strategy)
      t.equal(answered + abandoned + left + waiting, offered, strategy)
      t.ok(
        answered > offered / 2 && left > 0,
        `${strategy}: ${answered} answered, ${left} found the queue full`,
      )
      t.ok(desks.talkMs + desks.wrapUpMs <= desks.staffedMs, strategy)
      t.ok(
        visits.every(({ waitMs }) => waitMs >= 0),
        strategy,
      )
    }
  },
)

t.test('dice, fits and intervals do what they say', async t => {
  const dice = diceOf(1)
  const counts = Array.from({ length: 4_000 }, () => poisson(dice, 7))
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length
  t.ok(Math.abs(mean - 7) < 0.15, `Poisson: ${mean}`)
  const spread = { kind: 'lognormal', meanMs: 180_000, cv: 0.8 } as const
  const again = fitted(
    Array.from({ length: 20_000 }, () => draw(spread, dice)),
    { kind: 'fixed', ms: 0 },
  )
  t.equal(again.kind, 'lognormal')
  if (again.kind === 'lognormal') {
    t.ok(Math.abs(again.meanMs / spread.meanMs - 1) < 0.03)
    t.ok(Math.abs(again.cv / spread.cv - 1) < 0.1)
  }
  t.same(fitted([1, 2], { kind: 'fixed', ms: 9 }), { kind: 'fixed', ms: 9 }, 'two are too few')
  for (const [degrees, value] of [
    [4, 2.776],
    [9, 2.262],
    [29, 2.045],
  ] as const)
    t.ok(Math.abs(studentT(degrees) - value) < 0.01, `t of ${degrees}: ${studentT(degrees)}`)
  t.equal(confident([1]), undefined)
  t.equal(confident([1, null, null, null, 2]), undefined)
  t.same(confident([3, 3, 3]), { mean: 3, low: 3, high: 3 })
})

t.test('ten thousand calls are simulated in a moment', async t => {
  const made = { ...plain, agents: 22, callsPerHalfHour: new Array<number>(50).fill(200) }
  const day = madeDay({ ...made, patience: { kind: 'exponential', meanMs: 120_000 } }, 1)
  const begun = performance.now()
  simulate(day, 1)
  const tookMs = performance.now() - begun
  t.comment(`${day.callers.length} calls in ${Math.round(tookMs)} ms`)
  t.ok(tookMs < 6_000, 'three times as long as on a machine that does nothing else')
})
