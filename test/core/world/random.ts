// Chance that can be had again: the same seed gives the same order of events.

export type Random = {
  /** @returns a whole number from 0 up to, not including, `below`. */
  below(below: number): number
  /** @returns true once in so many times. */
  oneIn(times: number): boolean
  pick<T>(from: readonly T[]): T
}

export function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761 + 97) >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return {
    below,
    oneIn: times => below(times) === 0,
    pick: from => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('There is nothing to pick from.')
      return found
    },
  }
}
