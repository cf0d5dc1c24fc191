// The lowest rank that is free; among equals, who has been idle longest.
import type { Strategy } from './strategy.ts'

export const byRank: Strategy = { name: 'by-rank', measure: ({ rank, idleMs }) => rank - idleMs / 1e12 }
