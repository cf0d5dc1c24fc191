// Always from the top of the list: the first free seat.
import type { Strategy } from './strategy.ts'

export const inOrder: Strategy = { name: 'in-order', byLevel: false, measure: ({ seat }) => seat }
