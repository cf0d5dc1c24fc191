// Strictly ordered round robin: around the whole table by seat. A level says who may be rung, and makes nobody jump the order.
import type { Strategy } from './strategy.ts'

export const orderedRoundRobin: Strategy = {
  name: 'ordered-round-robin',
  byLevel: false,
  measure: ({ turn }) => turn,
}
