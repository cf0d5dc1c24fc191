// How long a caller still waits, as he hears it: whole minutes, never more than he was told before.
import type { Spoken } from '../../flows/flow.ts'

/** As the floor expects it: 80 of 100 such waits last from `fromMs` to `toMs`. */
export type ExpectedWait = { fromMs: number; pointMs: number; toMs: number }

/** Shorter is less than a minute. */
const SHORT_MS = 45_000
/** Nobody believes 17 minutes: beyond ten, steps of five. */
const EXACT_MINUTES = 10

/** @param before the minutes that he was told last. 0: less than one */
export function minutesOf({ pointMs }: ExpectedWait, before = Number.POSITIVE_INFINITY): number {
  const minutes = Math.round(pointMs / 60_000)
  const said =
    pointMs < SHORT_MS ? 0 : minutes <= EXACT_MINUTES ? Math.max(1, minutes) : 5 * Math.ceil(minutes / 5)
  return Math.min(said, before)
}

export function waitSaid(minutes: number): readonly Spoken[] {
  if (minutes === 0) return ['expected-wait-short']
  return minutes === 1 ? ['expected-wait-minute'] : ['expected-wait', { number: minutes }, 'minutes']
}
