// Days simulated, without a telephone: how many calls a second, with the floor's own engine in the middle of it.
//
//   npm run bench -- --section simulate     or     npx node test/bench/simulate.ts
import { madeDay } from '../../src/simulations/made-day.ts'
import { simulate } from '../../src/simulations/simulate.ts'
import type { Verdict } from './targets.ts'

export type SimulateRow = { agents: number; load: string; calls: number; tookMs: number; perSecond: number }

const RUNS = 3

const LOADS = [
  { load: 'enough agents', agents: 24, callsPerHalfHour: 200, patienceMs: 120_000 },
  { load: 'too few agents', agents: 16, callsPerHalfHour: 200, patienceMs: 120_000 },
  { load: 'a large floor', agents: 200, callsPerHalfHour: 2_000, patienceMs: 120_000 },
] as const

export function measureSimulate(): SimulateRow[] {
  return LOADS.map(({ load, agents, callsPerHalfHour, patienceMs }) => {
    const day = madeDay(
      {
        queue: 'sales',
        rules: { strategy: 'longest-idle', ringMs: 20_000, wrapUpMs: 15_000, restMs: 5_000 },
        callsPerHalfHour: new Array<number>(Math.round(10_000 / callsPerHalfHour)).fill(callsPerHalfHour),
        talk: { kind: 'lognormal', meanMs: 170_000, cv: 0.9 },
        patience: { kind: 'exponential', meanMs: patienceMs },
        agents,
        habits: { pickUp: { kind: 'lognormal', meanMs: 5_000, cv: 0.5 }, missed: 0.03, wrapUpUsed: 1 },
      },
      1,
    )
    simulate(day, 0)
    const begun = performance.now()
    for (let run = 1; run <= RUNS; run++) simulate(day, run)
    const tookMs = (performance.now() - begun) / RUNS
    const calls = day.callers.length
    return { agents, load, calls, tookMs, perSecond: (1_000 * calls) / tookMs }
  })
}

export function judgeSimulate(rows: readonly SimulateRow[]): Verdict[] {
  const slowest = Math.max(...rows.map(({ tookMs, calls }) => (tookMs * 10_000) / calls))
  return [
    {
      sentence: 'a day of 10,000 calls simulated, ms (at most 2,000)',
      measured: slowest,
      isMet: slowest <= 2_000,
    },
  ]
}

export function simulateTable(rows: readonly SimulateRow[]): string {
  const figure = (value: number) => Math.round(value).toLocaleString('en')
  return [
    '## Simulated days',
    '',
    '| load | agents | calls | ms a day | calls a second |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ load, agents, calls, tookMs, perSecond }) =>
        `| ${load} | ${[agents, calls, tookMs, perSecond].map(figure).join(' | ')} |`,
    ),
    '',
  ].join('\n')
}

if (import.meta.main) {
  const rows = measureSimulate()
  process.stdout.write(simulateTable(rows))
  for (const { sentence, measured, isMet } of judgeSimulate(rows))
    process.stdout.write(`${isMet ? 'met' : 'NOT MET'}: ${sentence}: ${measured.toFixed(1)}\n`)
}
