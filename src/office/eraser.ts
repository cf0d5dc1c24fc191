// Erases all that is kept of one number (Vietnam's Law 91/2025 gives everybody the right to ask for it): sound first, then
// rows, then what lies in Redis and in caches. Nothing happens while a call is live, unfinished, or held by the law.
import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { AsteriskAway, deleteRecording, type RecordingSource } from '../asterisk/recording-files.ts'
import { inTransaction, openDatabase } from '../postgres/database.ts'
import {
  countErasure,
  type ErasedFile,
  type Erasure,
  eraseContact,
  lockForErasure,
  type Obstacles,
} from '../postgres/erasure.ts'
import { askRedis } from '../redis/connection.ts'
import { removeContacts } from '../redis/contacts.ts'
import type { Keys } from '../redis/keys.ts'
import { readLiveCalls } from '../redis/live.ts'
import { contactRef } from '../secrets/sealing.ts'

/** `live`: it is on the line, or waits for a call back. `onTheWay`: records of it are not stored yet. */
export type ErasurePreview = Erasure & Obstacles & { live: boolean; onTheWay: boolean }

export type Eraser = {
  preview(contact: string): Promise<ErasurePreview>
  /** @returns what was erased, or what stands in the way */
  erase(contact: string, who: string): Promise<{ erased: Erasure } | { obstacle: ErasurePreview }>
  close(): Promise<void>
}

export type EraserParts = {
  databaseUrl: string
  redis: Redis
  keys: Keys
  source: RecordingSource
  /** Folder of the recordings. */
  recordings: string
  /** Where the switchboard writes what Redis does not take. */
  spillFile: string
  /** Takes away what was made out of recordings. */
  forgetSounds(): Promise<void>
  log: Logger
}

export function openEraser(parts: EraserParts): Eraser {
  const { redis, keys, log } = parts
  // The journal of a year is read from end to end, for calls of others into which the number was called.
  const db = openDatabase(parts.databaseUrl, log, { max: 1, queryMs: 600_000 })
  return {
    preview,
    async erase(contact, who) {
      const before = await preview(contact)
      if (before.live || before.onTheWay) return { obstacle: before }
      const done = await inTransaction(db, async connection => {
        const files = await lockForErasure(connection, contact)
        const { held, unfinished, ...counts } = await countErasure(connection, contact)
        if (held > 0 || unfinished > 0)
          return { obstacle: { ...counts, held, unfinished, live: false, onTheWay: false } }
        for (const file of files) await removeSound(parts, file)
        // By chance, not by the house's key: nothing leads from it to a number.
        const instead = contactRef(randomBytes(32), contact)
        await eraseContact(connection, { contact, instead, who, counts })
        return { erased: counts }
      })
      if ('erased' in done) {
        await removeContacts(redis, keys, [contact])
        await parts.forgetSounds()
      }
      return done
    },
    close: () => db.end(),
  }

  async function preview(contact: string): Promise<ErasurePreview> {
    const calls = await readLiveCalls(redis, keys)
    const live = calls.some(call => call.contact === contact || contact in (call.outside ?? {}))
    return { ...(await countErasure(db, contact)), live, onTheWay: await isOnTheWay(parts, contact) }
  }
}

/** Whether the stream, or the file for when Redis is away, holds records that name it. */
async function isOnTheWay({ redis, keys, spillFile }: EraserParts, contact: string): Promise<boolean> {
  const spilled = await readFile(spillFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  if (spilled.includes(contact)) return true
  for (let from = '-'; ; ) {
    const entries = await askRedis(redis.xrange(keys.journal, from, '+', 'COUNT', 1_000))
    if (entries.some(([, fields]) => fields.some(text => text.includes(contact)))) return true
    const last = entries.at(-1)
    if (entries.length < 1_000 || !last) return false
    from = `(${last[0]}`
  }
}

async function removeSound({ recordings, source, log }: EraserParts, { recording, path, state }: ErasedFile) {
  if (path !== null) await rm(join(recordings, path), { force: true })
  // What could not be fetched may lie in Asterisk still.
  if (state !== 'failed') return
  await deleteRecording(source, recording).catch((err: unknown) => {
    if (!(err instanceof AsteriskAway)) throw err
    log.warn({ recording, err }, 'a failed recording could not be erased in Asterisk')
  })
}
