// An equal share of the work, not only of the turns: who has had the least talk and wrap-up in the queue's period.
import type { Strategy } from './strategy.ts'

export const evenLoad: Strategy = { name: 'even-load', measure: ({ workMs }) => workMs }
