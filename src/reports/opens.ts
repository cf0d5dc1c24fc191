// Where the conversations behind a number are listed: an address of /cdrs with exactly its filters.
import { addressOf, type Counted } from './counted.ts'
import type { Dimension } from './dimension.ts'

export type Range = {
  /** RFC 3339; half-open. */
  readonly from: string
  readonly to: string
  readonly timezone: string
}

/**
 * @param row missing for the totals
 */
export function opens(counted: Counted, range: Range, row?: { by: Dimension; key: string }): string {
  const { from, to, timezone } = range
  const address = new URLSearchParams({ from, to })
  if (row) {
    address.set(FILTERS[row.by], row.key)
    if (row.by === 'day' || row.by === 'hour') address.set('timezone', timezone)
  }
  address.set(...addressOf(counted))
  return `/cdrs?${address}`
}

/** An agent's number counts the conversations that came to his desk, not those that he ended up with. */
const FILTERS: Readonly<Record<Dimension, string>> = {
  queue: 'queue',
  agent: 'desk',
  hotline: 'hotline',
  hour: 'hour',
  day: 'day',
}
