// What may be asked of the thread for simulations, and what it answers. Everything here can be sent between threads.
import type { Roster } from '../queues/roster.ts'
import type { ServiceLevel } from '../reports/metrics/service-level.ts'
import type { Change } from '../simulations/change.ts'
import type { Imagined } from '../simulations/imagined-day.ts'
import type { Replay } from '../simulations/replay.ts'
import type { WhatIf } from '../simulations/what-if.ts'

/** Without `runs`: as many as are done in a moment. */
export type WhatIfWish = {
  change: Change
  arrivals: 'recorded' | 'random'
  level: ServiceLevel
  runs?: number | undefined
  seed: number
}

/** `day`: YYYY-MM-DD on the wall of the time zone. */
export type SimulationWork = {
  'what-if': {
    /** `roster`: where the journal has none. */
    given: {
      wish: WhatIfWish
      source: { day: string; timezone: string; roster: Roster } | { imagined: Imagined }
    }
    answer: WhatIf & { tookMs: number }
  }
  replay: { given: { day: string; timezone: string }; answer: Replay & { tookMs: number } }
}

export type SimulationKind = keyof SimulationWork

export type SimulationJob = {
  [K in SimulationKind]: { readonly kind: K; readonly databaseUrl: string } & SimulationWork[K]['given']
}[SimulationKind]

export type SimulationSaid =
  | { readonly answer: SimulationWork[SimulationKind]['answer'] }
  | { readonly failed: string; readonly code: string | undefined; readonly values: readonly number[] }

/** More calls in one day are refused. */
export const MOST_CALLS = 20_000
/** Runs × calls that somebody may ask for. */
export const MOST_SIMULATED = 400_000

/** Told by the thread; the office puts it into words. */
export class TooMuch extends Error {
  readonly code: 'too-many-calls' | 'too-many-runs'
  readonly values: readonly number[]
  constructor(code: TooMuch['code'], values: readonly number[]) {
    super(code)
    this.code = code
    this.values = values
  }
}
