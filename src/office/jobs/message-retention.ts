// Messages that their box no longer keeps, or that were deleted a week ago: first the file, then its row.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { boxesInUse, messagesBefore, messagesErased } from '../../postgres/message-retention.ts'
import type { Task } from '../job.ts'

/** For a box that the configuration no longer has. */
const KEEP_MS = 90 * 86_400_000
const BATCH = 200

/** @param now as it is believed to be (postgres/retention.ts) */
export async function eraseMessages(
  recordings: string,
  { db, signal, day, config }: Task,
  now: Date,
): Promise<number> {
  let erased = 0
  for (const box of await boxesInUse(db)) {
    const before = new Date(now.getTime() - (config.boxes[box]?.keepMs ?? KEEP_MS))
    for (;;) {
      signal.throwIfAborted()
      const old = await messagesBefore(db, { box, before, limit: BATCH })
      if (old.length === 0) break
      for (const { path } of old) await rm(join(recordings, path), { force: true })
      const names = old.map(({ recording }) => recording)
      const details = { box, before: before.toISOString(), recordings: names }
      await messagesErased(db, names, { who: 'retention', action: 'messages.erase', object: day, details })
      erased += old.length
    }
  }
  return erased
}
