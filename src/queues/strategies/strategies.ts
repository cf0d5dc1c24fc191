// The strategies by the names that config/queues.yaml knows them by.
import { roundRobin } from './round-robin.ts'
import type { Strategy } from './strategy.ts'

export const strategies: Readonly<Record<string, Strategy>> = { [roundRobin.name]: roundRobin }
