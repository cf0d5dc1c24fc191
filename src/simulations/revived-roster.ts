// A roster out of a record: what JSON can't hold, its functions, is given back to it.
import type { Roster } from '../queues/roster.ts'
import { roundRobin } from '../queues/strategies/round-robin.ts'
import { strategies } from '../queues/strategies/strategies.ts'
import type { Strategy } from '../queues/strategies/strategy.ts'

export type RosterParts = {
  /** As in Roster. */
  chance: (salt: string) => number
  /** Runs a strategy of the owner's own; without it round robin decides in its place. */
  run?: (own: Strategy & { readonly script: string }) => Strategy
}

/** A record of an earlier version holds no strategy of the owner's own: round robin decides in its place. */
export function revived({ own: recorded = {}, ...roster }: Roster, { chance, run }: RosterParts): Roster {
  const own: Record<string, Strategy> = {}
  for (const { strategy: name } of Object.values(roster.queues))
    if (!Object.hasOwn(strategies, name)) own[name] = { ...roundRobin, name }
  for (const [name, { script, ...head }] of Object.entries(recorded)) {
    const plain = { ...head, measure: roundRobin.measure }
    own[name] = script !== undefined && run ? run({ ...plain, script }) : plain
  }
  return { ...roster, ...(Object.keys(own).length > 0 && { own }), chance }
}
