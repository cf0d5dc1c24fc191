// Everybody's phone rings; who picks up first has the call.
import type { Strategy } from './strategy.ts'

export const ringAll: Strategy = { name: 'ring-all', rings: 'all', measure: ({ turn }) => turn }
