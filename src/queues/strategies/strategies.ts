// The strategies by the names that config/queues.yaml knows them by.
import { byRank } from './by-rank.ts'
import { evenLoad } from './even-load.ts'
import { fewestCalls } from './fewest-calls.ts'
import { inOrder } from './in-order.ts'
import { leastTalk } from './least-talk.ts'
import { longestIdle } from './longest-idle.ts'
import { orderedRoundRobin } from './ordered-round-robin.ts'
import { random } from './random.ts'
import { ringAll } from './ring-all.ts'
import { roundRobin } from './round-robin.ts'
import type { Strategy } from './strategy.ts'
import { weightedRandom } from './weighted-random.ts'

const ALL = [
  roundRobin,
  orderedRoundRobin,
  longestIdle,
  fewestCalls,
  leastTalk,
  evenLoad,
  random,
  weightedRandom,
  ringAll,
  inOrder,
  byRank,
] as const

export const strategies: Readonly<Record<string, Strategy>> = Object.fromEntries(
  ALL.map(strategy => [strategy.name, strategy]),
)

export const STRATEGY_NAMES: readonly string[] = ALL.map(({ name }) => name)
