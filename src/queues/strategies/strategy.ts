// A strategy is an ordering of the free agents of a queue, and nothing else: one small file each.
/** A free agent as a strategy sees him: his rank in the queue is his seat; lists come ordered by seat. */
export type Seat = { agent: string; rank: number }

/** What a queue remembers between offers. */
export type Memory = { last?: Seat }

export type Strategy = {
  name: string
  /** @returns the free agents, the one to be rung first. `free` is ordered by seat and never empty. */
  order(free: readonly Seat[], memory: Memory): readonly Seat[]
}

export const seatOrder = (a: Seat, b: Seat): number =>
  a.rank - b.rank || (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0)
