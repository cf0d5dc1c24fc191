// Who has had nothing to do for the longest time.
import type { Strategy } from './strategy.ts'

export const longestIdle: Strategy = { name: 'longest-idle', measure: ({ idleMs }) => -idleMs }
