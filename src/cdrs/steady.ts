// A wall clock that was moved in the middle of a conversation: its records are told by the clock with which it began, so
// that what lasted ten seconds lasts ten seconds. House time says how long things really lasted.
import type { JournalRecord } from '../switchboard/journal.ts'

/** Less is how clocks are kept right, and how long a record takes to be written. */
const MOVED_MS = 1_000

/** @param records of one conversation @returns the same where nobody moved the clock, or nobody can tell */
export function steady(records: readonly JournalRecord[]): readonly JournalRecord[] {
  const first = records.find(({ event, house }) => event.type === 'CallArrived' && house !== undefined)
  if (!first) return records
  const shifts = records.map(record => shiftOf(record, first))
  if (shifts.every(shift => Math.abs(shift) <= MOVED_MS)) return records
  return records.map((record, n) => shifted(record, shifts[n] ?? 0))
}

/** By how much this record's wall clock is behind the first one's, ms. */
function shiftOf({ at, house }: JournalRecord, first: JournalRecord): number {
  // House time begins anew with each boot of the machine.
  if (house === undefined || first.house === undefined || house < first.house) return 0
  return Math.round(first.at + (house - first.house) - at)
}

function shifted(record: JournalRecord, shift: number): JournalRecord {
  const { at, event } = record
  if (shift === 0) return record
  if (event.type !== 'CallEnded') return { ...record, at: at + shift }
  return { ...record, at: at + shift, event: { ...event, endedAt: event.endedAt + shift } }
}
