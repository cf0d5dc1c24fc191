// Every night: recordings, messages and callers' numbers that are older than the owner keeps them are erased. First the
// file, then its row: what is told to be gone is gone.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { forgetSendings } from '../../postgres/message-retention.ts'
import {
  believedNow,
  contactsBefore,
  contactsErased,
  recordingsBefore,
  recordingsErased,
} from '../../postgres/retention.ts'
import type { Job, Task } from '../job.ts'
import { eraseMessages } from './message-retention.ts'

const AT = '03:10'
const BATCH = 500

export type RetentionParts = {
  /** Folder of the recordings. */
  recordings: string
  /** Takes away what was made out of these recordings. */
  forget(recordings: readonly string[]): Promise<void>
  /** Contacts who are on a line at this moment. */
  callers(): Promise<string[]>
}

export function retention(parts: RetentionParts): Job {
  return {
    name: 'retention',
    at: () => AT,
    // Yesterday's run would have erased nothing that today's does not.
    catchUpDays: 1,
    async run(task) {
      const now = await believedNow(task.db)
      if (!now) return { recordings: 0, messages: 0, numbers: 0 }
      const { keepMs, keepNumbersMs } = task.config.recording
      const recordings = await eraseRecordings(parts, task, new Date(now.getTime() - keepMs))
      const messages = await eraseMessages(parts.recordings, task, now)
      await forgetSendings(task.db)
      const numbers =
        keepNumbersMs === undefined
          ? 0
          : await eraseNumbers(parts, task, new Date(now.getTime() - keepNumbersMs))
      return { recordings, messages, numbers }
    },
  }
}

async function eraseRecordings(parts: RetentionParts, { db, signal, day }: Task, before: Date) {
  let erased = 0
  for (;;) {
    signal.throwIfAborted()
    const old = await recordingsBefore(db, before, BATCH)
    if (old.length === 0) return erased
    const names = old.map(({ recording }) => recording)
    for (const { path } of old) await rm(join(parts.recordings, path), { force: true })
    await parts.forget(names)
    const bytes = old.reduce((sum, one) => sum + one.bytes, 0)
    await recordingsErased(db, names, {
      who: 'retention',
      action: 'recordings.erase',
      object: day,
      details: { before: before.toISOString(), bytes, recordings: names },
    })
    erased += old.length
  }
}

async function eraseNumbers(parts: RetentionParts, { db, signal, day }: Task, before: Date) {
  let erased = 0
  let after = ''
  for (;;) {
    signal.throwIfAborted()
    const except = await parts.callers()
    const contacts: string[] = await contactsBefore(db, before, { after, except, limit: BATCH })
    after = contacts.at(-1) ?? ''
    if (contacts.length === 0) return erased
    await contactsErased(db, contacts, {
      who: 'retention',
      action: 'numbers.erase',
      object: day,
      details: { before: before.toISOString(), contacts },
    })
    erased += contacts.length
  }
}
