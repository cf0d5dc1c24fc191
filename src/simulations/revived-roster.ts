// A roster out of a record: what JSON can't hold, its functions, is given back to it.
import type { Roster } from '../queues/roster.ts'
import type { Strategy } from '../queues/strategies/strategy.ts'

export type RosterParts = {
  /** As in Roster. */
  chance: (salt: string) => number
  /** A strategy of the owner's own, as it is now; without it the queue's named one decides. */
  own?: (name: string) => Strategy | undefined
}

export function revived({ agents, queues }: Roster, { chance, own }: RosterParts): Roster {
  const ruled = Object.entries(queues).map(([name, { own: recorded, ...rules }]) => {
    const strategy = recorded && own?.(recorded.name)
    return [name, strategy ? { ...rules, own: strategy } : rules] as const
  })
  return { agents, queues: Object.fromEntries(ruled), chance }
}
