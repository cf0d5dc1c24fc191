// Who has had the fewest calls in the queue's period.
import type { Strategy } from './strategy.ts'

export const fewestCalls: Strategy = { name: 'fewest-calls', measure: ({ calls }) => calls }
