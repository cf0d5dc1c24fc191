// By chance, in proportion to the agents' weights: the first of several exponential clocks to ring.
import type { Strategy } from './strategy.ts'

export const weightedRandom: Strategy = {
  name: 'weighted-random',
  measure: ({ chance, weight }) => -Math.log(1 - chance) / weight,
}
