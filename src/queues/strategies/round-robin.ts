// Round robin with memory: the first free seat after the one that was rung last, then on around the table.
import type { Strategy } from './strategy.ts'

export const roundRobin: Strategy = { name: 'round-robin', measure: ({ turn }) => turn }
