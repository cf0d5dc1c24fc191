// What came out of the journal stream in one go, taken apart: records, and entries that are none.
import { recordLine } from '../postgres/journal.ts'
import type { JournalEntry } from '../redis/journal-reader.ts'
import { readRecord } from '../switchboard/upcasters.ts'
import type { Read } from './batch.ts'
import { withoutSealed } from './left-behind.ts'

/** Entries as they came; those that could be read, and those that could not. */
export type Haul = {
  entries: readonly JournalEntry[]
  reads: Read[]
  broken: { entry: JournalEntry; error: unknown }[]
}

export function unpack(entries: readonly JournalEntry[]): Haul {
  const haul: Haul = { entries, reads: [], broken: [] }
  for (const entry of entries) {
    try {
      const record = readRecord(entry.json)
      const kept = withoutSealed(record)
      const json = kept === record ? entry.json : JSON.stringify(kept)
      haul.reads.push({ entry: entry.entry, json, record, line: recordLine(kept, json) })
    } catch (error) {
      haul.broken.push({ entry, error })
    }
  }
  return haul
}
