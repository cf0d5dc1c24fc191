// Anyone, by chance.
import type { Strategy } from './strategy.ts'

export const random: Strategy = { name: 'random', measure: ({ chance }) => chance }
