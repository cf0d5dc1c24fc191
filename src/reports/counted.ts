// Which conversations a number counts. The number's SQL and the list of conversations that it opens are made
// from the same words, so that they cannot differ.

/** Times are since the caller joined the queue. */
export type Counted =
  | { who: 'offered' }
  | { who: 'answered' }
  | { who: 'abandoned' }
  /** Offered to somebody who let it pass. */
  | { who: 'missed' }
  | { who: 'answered-within'; withinMs: number }
  /** Answered, or given up by the caller. */
  | { who: 'removed-within'; withinMs: number }

/** A row of what is counted: a conversation, an agent's share in one, or either of them inside a report. */
export type CountedRow = 'conversations' | 'encounters' | 'visits'

const OFFERED: Readonly<Record<CountedRow, string>> = {
  conversations: 'conversations.queued_at is not null',
  encounters: 'encounters.agent is not null',
  // A report reads no others.
  visits: 'true',
}

/** The condition that a row is counted, in SQL. */
export function whereCounted(counted: Counted, row: CountedRow): string {
  switch (counted.who) {
    case 'offered':
      return OFFERED[row]
    case 'answered':
      return `${row}.answer_wait_ms is not null`
    case 'abandoned':
      return `${row}.abandon_wait_ms is not null`
    case 'missed':
      return `${row}.missed > 0`
    case 'answered-within':
      return `${row}.answer_wait_ms <= ${whole(counted.withinMs)}`
    case 'removed-within':
      return `least(${row}.answer_wait_ms, ${row}.abandon_wait_ms) <= ${whole(counted.withinMs)}`
    default:
      return counted satisfies never
  }
}

/** As it stands in the address of the list: `/cdrs?answered-within=20s`. */
export function addressOf(counted: Counted): [name: string, value: string] {
  if (!('withinMs' in counted)) return ['counted', counted.who]
  const { who, withinMs } = counted
  return [who, withinMs % 1000 === 0 ? `${withinMs / 1000}s` : `${whole(withinMs)}ms`]
}

function whole(ms: number): number {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`${ms} is no whole number of milliseconds`)
  return ms
}
