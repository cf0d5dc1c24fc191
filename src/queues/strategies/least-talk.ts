// Who has talked least in the queue's period.
import type { Strategy } from './strategy.ts'

export const leastTalk: Strategy = { name: 'least-talk', measure: ({ talkMs }) => talkMs }
