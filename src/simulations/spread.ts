// How long something takes, as a distribution: drawn from in a simulation, fitted to what was recorded.
import { type Dice, normal } from './dice.ts'

/** `cv`: standard deviation ÷ mean. Talks are close to lognormal; the closed forms know exponential ones only. */
export type Spread =
  | { kind: 'fixed'; ms: number }
  | { kind: 'exponential'; meanMs: number }
  | { kind: 'lognormal'; meanMs: number; cv: number }

/** @returns ms; Infinity where the mean is */
export function draw(spread: Spread, dice: Dice): number {
  switch (spread.kind) {
    case 'fixed':
      return spread.ms
    case 'exponential':
      return spread.meanMs * -Math.log(1 - dice())
    case 'lognormal': {
      const variance = Math.log(1 + spread.cv ** 2)
      return spread.meanMs * Math.exp(Math.sqrt(variance) * normal(dice) - variance / 2)
    }
    default:
      return spread satisfies never
  }
}

/** The lognormal distribution with the mean and the deviation of these; `otherwise` where there are too few. */
export function fitted(allMs: readonly number[], otherwise: Spread): Spread {
  if (allMs.length < FEWEST) return otherwise
  const meanMs = allMs.reduce((sum, ms) => sum + ms, 0) / allMs.length
  if (meanMs <= 0) return { kind: 'fixed', ms: 0 }
  const variance = allMs.reduce((sum, ms) => sum + (ms - meanMs) ** 2, 0) / (allMs.length - 1)
  return { kind: 'lognormal', meanMs, cv: Math.sqrt(variance) / meanMs }
}

/** Fewer say nothing about how they differ. */
const FEWEST = 5
