// The office's end of the studio: takes what was spoken out of Asterisk into the library of prompts, and writes down
// who did it. Asterisk's own copy goes with the call (archiver.ts).
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { fetchRecording, type RecordingSource } from '../asterisk/recording-files.ts'
import { noteDeed } from '../http/note-deed.ts'
import { Problem } from '../http/problem.ts'
import type { Database } from '../postgres/database.ts'
import type { Keys } from '../redis/keys.ts'
import { type Answer, type OfficeOrder, type OrderReading, readOrders } from '../redis/orders.ts'
import type { PromptLibrary } from './prompt-library.ts'

export type StudioDeskParts = {
  db: Database
  redis: Redis
  keys: Keys
  source: RecordingSource
  prompts: Pick<PromptLibrary, 'record'>
  log: Logger
}

export function openStudioDesk(parts: StudioDeskParts): OrderReading {
  const { redis, keys, log } = parts
  return readOrders<OfficeOrder>(
    redis,
    { orders: keys.officeOrders, answer: keys.answer },
    order => obey(order, parts),
    log,
  )
}

async function obey(order: OfficeOrder, parts: StudioDeskParts): Promise<Answer> {
  switch (order.type) {
    case 'keep-take':
      return keep(order, parts)
    case 'pin-locked': {
      const { person, phone } = order
      await noteDeed(parts, { who: person, action: 'people.pin-locked', object: person, details: { phone } })
      return { ok: true }
    }
    case 'dial-stopped': {
      const { phone, code, times } = order
      await noteDeed(parts, {
        who: phone || 'system',
        action: 'phones.dial-stopped',
        object: phone || code,
        details: { code, times },
      })
      return { ok: true }
    }
    default:
      return order satisfies never
  }
}

async function keep(
  { recording, language, key, by }: Extract<OfficeOrder, { type: 'keep-take' }>,
  parts: StudioDeskParts,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'take-'))
  try {
    const file = join(folder, 'take.wav')
    const fetched = await fetchRecording(parts.source, recording, file)
    if (typeof fetched === 'string') return refused('no-sound', `The recording is ${fetched}.`)
    const sound = await readFile(file)
    await parts.prompts.record({ language, key }, sound, { by, from: 'phone' })
    const details = { bytes: sound.length, from: 'phone' }
    await noteDeed(parts, { who: by, action: 'prompts.record', object: `${language}/${key}`, details })
    return { ok: true }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return refused(error.code, error.message)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const refused = (code: string, sentence: string): Answer => ({ ok: false, status: 422, code, sentence })
