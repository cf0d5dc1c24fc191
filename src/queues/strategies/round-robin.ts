// Round robin over free agents: the first free seat after the one that was rung last, then on around the table.
import { place } from '../line.ts'
import { type Memory, type Seat, type Strategy, seatOrder } from './strategy.ts'

export const roundRobin: Strategy = {
  name: 'round-robin',
  order(free: readonly Seat[], { last }: Memory): readonly Seat[] {
    if (!last) return free
    const at = place(free, last, seatOrder)
    // The last one himself, if free again, comes when everybody else has had his turn.
    const after = free[at]?.agent === last.agent ? at + 1 : at
    return after === 0 ? free : [...free.slice(after), ...free.slice(0, after)]
  },
}
