// How sure a number is that was measured over several runs: its mean with the 95 % confidence interval.

/** `low` and `high`: where the true mean lies with 95 % confidence; both are the mean where nothing varied. */
export type Confident = { mean: number; low: number; high: number }

/**
 * Student's t interval.
 * @param values of independent runs; null where a run had nothing to measure
 * @returns undefined when fewer than two runs, or less than half of them, measured anything
 */
export function confident(values: readonly (number | null)[]): Confident | undefined {
  const known = values.filter(value => value !== null)
  const n = known.length
  if (n < 2 || n * 2 < values.length) return undefined
  const mean = known.reduce((sum, value) => sum + value, 0) / n
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const half = studentT(n - 1) * Math.sqrt(variance / n)
  return { mean, low: mean - half, high: mean + half }
}

/** The 97.5 % quantile of Student's t, by the expansion in Abramowitz and Stegun 26.7.5; the first two exactly. */
export function studentT(degrees: number): number {
  if (degrees <= 1) return 12.706
  if (degrees === 2) return 4.303
  const z = 1.959964
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4
}
