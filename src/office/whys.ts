// What the floor decided about a conversation, out of the journal: also while it lasts, and of calls that were folded
// by an earlier version.
import { type CdrOffer, offersOf } from '../cdrs/offers.ts'
import { orderOf } from '../cdrs/order.ts'
import { type CdrWait, waitsOf } from '../cdrs/waits.ts'
import type { Database } from '../postgres/database.ts'
import { readRecords } from '../postgres/journal.ts'
import type { JournalRecord } from '../switchboard/journal.ts'
import { readRecord, UnreadableRecord } from '../switchboard/upcasters.ts'

export async function readWhys(
  db: Database,
  conversation: string,
): Promise<{ offers: CdrOffer[]; waits: CdrWait[] }> {
  const records = orderOf((await readRecords(db, [conversation])).flatMap(readable))
  return { offers: offersOf(records), waits: waitsOf(records) }
}

/** What a newer version wrote is left out: the rest still tells something. */
function readable(json: string): JournalRecord[] {
  try {
    return [readRecord(json)]
  } catch (error) {
    if (error instanceof UnreadableRecord) return []
    throw error
  }
}
