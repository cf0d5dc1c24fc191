// A recorded day comes back out of its journal, is simulated as it was, and with a change.
import t from 'tap'
import { patientStrategy } from '../../src/own-strategies/strategies.ts'
import type { FloorEvent } from '../../src/queues/events.ts'
import type { QueueRules, Roster } from '../../src/queues/roster.ts'
import type { Day } from '../../src/simulations/day.ts'
import { type Made, madeDay } from '../../src/simulations/made-day.ts'
import { numbersOf } from '../../src/simulations/numbers.ts'
import type { Outcome } from '../../src/simulations/outcome.ts'
import { type FloorRecord, type RecordedDay, recordedDay } from '../../src/simulations/recorded-day.ts'
import { revived } from '../../src/simulations/revived-roster.ts'
import { simulate } from '../../src/simulations/simulate.ts'
import { type Question, realOutcome, whatIf } from '../../src/simulations/what-if.ts'

const level = { variant: 'offered', withinMs: 20_000 } as const
const rules: QueueRules = { strategy: 'round-robin', ringMs: 20_000, wrapUpMs: 20_000, restMs: 5_000 }
const made: Made = {
  queue: 'sales',
  rules,
  callsPerHalfHour: [60, 90, 110, 120, 90, 60],
  talk: { kind: 'lognormal', meanMs: 150_000, cv: 0.8 },
  patience: { kind: 'exponential', meanMs: 150_000 },
  agents: 10,
  habits: { pickUp: { kind: 'lognormal', meanMs: 6_000, cv: 0.5 }, missed: 0.05, wrapUpUsed: 1 },
}
const DAY = { fromMs: Date.parse('2026-03-02T00:00:00+07:00'), toMs: Date.parse('2026-03-03T00:00:00+07:00') }
/** It begins at eight. */
const OPENS_MS = 8 * 3_600_000

function happened(day: Day, seed: number): { records: FloorRecord[]; outcome: Outcome } {
  const records: FloorRecord[] = []
  const outcome = simulate(day, seed, (input, step, atMs) => {
    for (const event of [input, ...step.facts] as FloorEvent[])
      records.push({ at: DAY.fromMs + OPENS_MS + Math.round(atMs), event })
  })
  return { records, outcome }
}

function recorded(day: Day, records: readonly FloorRecord[]): RecordedDay {
  const abandoned = new Set(
    day.callers.flatMap(one => (one.goesAs === 'abandoned' ? [one.conversation] : [])),
  )
  return recordedDay(records, { roster: day.roster, ...DAY, abandoned })
}

const day = madeDay(made, 1)
const { records, outcome } = happened(day, 1)
const read = recorded(day, records)
const ask: Question = { change: {}, arrivals: 'recorded', level, runs: 10, seed: 7 }

t.test('what is read out of the journal is what happened', async t => {
  t.equal(read.calls.length, day.callers.length)
  const real = realOutcome(read)
  const [was, is] = [outcome, real].map(({ visits, desks }) => numbersOf(visits, level, desks))
  for (const name of ['offered', 'answered', 'abandoned', 'left', 'waiting'] as const)
    t.equal(is?.[name], was?.[name], name)
  t.ok(Math.abs((is?.averageWaitMs ?? 0) - (was?.averageWaitMs ?? 0)) < 2)
  t.ok(
    Math.abs((is?.occupancy ?? 0) - (was?.occupancy ?? 0)) < 3,
    `occupancy ${is?.occupancy}, was ${was?.occupancy}`,
  )
  t.same(read.span, { fromMs: OPENS_MS, toMs: OPENS_MS + 3 * 3_600_000 })
  t.equal(new Set(read.shifts.map(({ agent }) => agent)).size, 10)
  t.ok(
    read.shifts.every(({ fromMs }) => Math.abs(fromMs - OPENS_MS) < 2),
    'a rest after a missed offer is no end of a shift',
  )
  t.ok(
    read.habits.missed > 0.02 && read.habits.missed < 0.09,
    `${read.habits.missed} of the offers were missed`,
  )
  t.ok(Math.abs(read.habits.wrapUpUsed - 1) < 0.01)
  t.equal(read.habits.pickUp.kind, 'lognormal')
})

t.test('a break, a phone that vanishes and a call of one’s own are no time at the desk', async t => {
  const roster = day.roster
  const at = (minutes: number, event: FloorEvent): FloorRecord => ({
    at: DAY.fromMs + minutes * 60_000,
    event,
  })
  const agent = 'agent-1'
  const moved = (from: string, to: string, reason?: string) =>
    ({ type: 'AgentStateChanged', agent, from, to, ...(reason && { reason }) }) as FloorEvent
  const { shifts } = recordedDay(
    [
      at(480, { type: 'PhoneSeen', phone: agent, reachable: true }),
      at(500, { type: 'CallerJoined', conversation: 'c', queue: 'sales', priority: 0, since: 0 }),
      at(540, { type: 'AgentPaused', agent, reason: 'lunch', by: agent }),
      at(550, moved('wrap-up', 'paused', 'lunch')),
      at(600, { type: 'AgentReadied', agent, by: agent }),
      at(600, moved('paused', 'ready')),
      at(610, moved('offered', 'paused', 'missed')),
      at(611, moved('paused', 'ready')),
      at(660, { type: 'AgentEngaged', conversation: 'own', agent }),
      at(660, moved('ready', 'busy')),
      at(665, { type: 'TalkFinished', conversation: 'own', agent, wrapUpMs: 0 }),
      at(665, moved('busy', 'ready')),
      at(700, { type: 'PhoneSeen', phone: agent, reachable: false }),
      at(720, { type: 'PhoneSeen', phone: agent, reachable: true }),
      at(900, moved('ready', 'offline')),
    ],
    { roster, ...DAY, abandoned: new Set() },
  )
  t.same(
    shifts.map(({ fromMs, toMs }) => [fromMs / 60_000, toMs / 60_000]),
    [
      [480, 550],
      [600, 660],
      [665, 700],
      [720, 900],
    ],
  )
})

t.test('the day simulated as it was is close to the day as it was', async t => {
  const { total, calls } = whatIf(read, ask)
  t.equal(calls, day.callers.length)
  t.equal(total.base.offered?.mean, calls, 'the very same calls')
  const near = (name: 'serviceLevel' | 'abandonRate' | 'occupancy', by: number) =>
    t.ok(
      Math.abs((total.base[name]?.mean ?? 0) - (total.real[name] ?? 0)) < by,
      `${name}: ${total.base[name]?.mean.toFixed(1)}, really ${total.real[name]?.toFixed(1)}`,
    )
  near('serviceLevel', 6)
  near('abandonRate', 5)
  near('occupancy', 5)
  t.same(
    total.difference.serviceLevel,
    { mean: 0, low: 0, high: 0 },
    'no change is no difference, run by run',
  )
})

t.test('more agents, a shorter wrap-up and fewer calls help, and surely so; less of them harms', async t => {
  const cases = [
    [{ agents: 2 }, 1],
    [{ wrapUpMs: 5_000 }, 1],
    [{ volume: 0.8 }, 1],
    [{ agents: -2 }, -1],
    [{ volume: 1.2 }, -1],
    [{ queue: 'sales', agents: 2, wrapUpMs: 10_000 }, 1],
  ] as const
  for (const [change, sign] of cases) {
    const { total, queues, halfHours } = whatIf(read, { ...ask, change })
    const { mean = 0, low = 0, high = 0 } = total.difference.serviceLevel ?? {}
    t.equal(Math.sign(mean), sign, JSON.stringify(change))
    t.equal(
      Math.sign(low),
      Math.sign(high),
      `${JSON.stringify(change)}: ${low.toFixed(1)} to ${high.toFixed(1)}`,
    )
    t.equal(queues.length, 1)
    t.equal(halfHours.length, 6)
    t.equal(
      halfHours.reduce((sum, one) => sum + one.calls, 0),
      day.callers.length,
    )
  }
})

t.test('a strategy of the owner’s own decides in it as the built-in one that measures alike', async t => {
  const recorded: Roster = {
    ...{ agents: read.roster.agents, queues: read.roster.queues },
    own: {
      mine: {
        ...{ name: 'mine', script: 'tongdaiOwn = { measure: ({ idleMs }) => -idleMs }' },
        measure: () => 0,
      },
    },
  }
  let asked = 0
  const roster = revived(JSON.parse(JSON.stringify(recorded)) as Roster, {
    chance: () => 0,
    run({ name, script }) {
      const mine = patientStrategy({ name, script })
      const measureAll: typeof mine.measureAll = (candidates, offer) => {
        asked++
        return mine.measureAll?.(candidates, offer) ?? []
      }
      return { ...mine, measureAll }
    },
  })
  const by = (strategy: string) =>
    whatIf({ ...read, roster }, { ...ask, change: { strategy }, runs: 3 }).total
  t.same(by('mine'), by('longest-idle'))
  t.ok(asked > 1_000, `asked ${asked} times`)
})

t.test('calls by chance are as many as there were, on average, and vary', async t => {
  const { total } = whatIf(read, { ...ask, arrivals: 'random', runs: 20 })
  const { mean = 0, low = 0, high = 0 } = total.base.offered ?? {}
  t.ok(low < day.callers.length && high > day.callers.length, `${low.toFixed(0)} to ${high.toFixed(0)}`)
  t.ok(high - low > 5 && mean > 0)
})

t.test(
  'a change of one queue leaves the others their rules; a queue that nobody called changes nothing',
  async t => {
    const { total } = whatIf(read, { ...ask, change: { queue: 'support', wrapUpMs: 0, agents: 0 }, runs: 3 })
    t.same(total.difference.serviceLevel, { mean: 0, low: 0, high: 0 })
  },
)

t.test('a day without calls is told as one', async t => {
  const empty = recordedDay([], { roster: day.roster, ...DAY, abandoned: new Set() })
  const { calls, queues, total } = whatIf(empty, { ...ask, runs: 2 })
  t.same([calls, queues, total.real.serviceLevel, total.base.serviceLevel], [0, [], null, undefined])
})
