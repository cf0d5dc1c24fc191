// Mixed conversations and the shapes of recordings, made when somebody asks for them, kept for a day.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sideOf } from '../recordings/mix.ts'
import type { SoundJob, SoundResult } from './sound-worker.ts'

export type SoundTrack = { file: string; party: string; startedAt: number; sha256: string }

export type Sounds = {
  /** @returns the mixed file; undefined when these can't be mixed */
  mix(tracks: readonly SoundTrack[]): Promise<string | undefined>
  /** @param id names the sound for the memory of it */
  peaks(
    id: string,
    file: string,
    points: number,
  ): Promise<{ durationMs: number; peaks: number[] } | undefined>
  /** Of what was erased nothing can be made again; all else is, when somebody asks. */
  forget(): Promise<void>
}

// Sound that people may hear must not outlive the tracks for long.
const KEEP_MS = 24 * 3_600_000
const TIDY_EVERY_MS = 3_600_000
const KEEP_BYTES = 2_000_000_000
const KEEP_PEAKS = 500
const AT_ONCE = 2

/** @param folder for the mixed files */
export function openSounds(folder: string): Sounds {
  const running = new Map<string, Promise<SoundResult>>()
  const shapes = new Map<string, { durationMs: number; peaks: number[] }>()
  const queue: (() => void)[] = []
  let busy = 0
  setInterval(() => void tidy(folder), TIDY_EVERY_MS).unref()

  return {
    async mix(tracks) {
      const into = join(folder, `${nameOf(tracks)}.wav`)
      if (await isThere(into)) return into
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const from = Math.min(...tracks.map(({ startedAt }) => startedAt))
      const laid = tracks.map(({ file, party, startedAt }) => ({
        file,
        side: sideOf(party),
        offsetMs: startedAt - from,
      }))
      const result = await once(into, { kind: 'mix', tracks: laid, into })
      await tidy(folder)
      return result.ok ? into : undefined
    },

    async peaks(id, file, points) {
      const key = `${id} ${points}`
      const known = shapes.get(key)
      if (known) return known
      const result = await once(key, { kind: 'peaks', file, points })
      if (!result.ok) return undefined
      const shape = { durationMs: result.durationMs, peaks: result.peaks ?? [] }
      for (const oldest of shapes.keys()) if (shapes.size >= KEEP_PEAKS) shapes.delete(oldest)
      shapes.set(key, shape)
      return shape
    },

    async forget() {
      shapes.clear()
      await rm(folder, { recursive: true, force: true })
    },
  }

  /** Who asks for what is being made already waits for that. */
  function once(key: string, job: SoundJob): Promise<SoundResult> {
    const known = running.get(key)
    if (known) return known
    const result = inTurn(job).finally(() => running.delete(key))
    running.set(key, result)
    return result
  }

  async function inTurn(job: SoundJob): Promise<SoundResult> {
    if (busy >= AT_ONCE) await new Promise<void>(resolve => queue.push(resolve))
    else busy++
    try {
      return await inThread(job)
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy--
    }
  }
}

function inThread(job: SoundJob): Promise<SoundResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('sound-worker.ts', import.meta.url), { workerData: job })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code =>
      reject(new Error(`The thread for sound ended with ${code} and without a word.`)),
    )
  })
}

/** The same tracks have the same name: what changes with its content never needs to be thrown away for being old. */
function nameOf(tracks: readonly SoundTrack[]): string {
  const facts = tracks.map(({ party, startedAt, sha256 }) => [party, startedAt, sha256])
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
}

async function isThere(file: string): Promise<boolean> {
  const now = new Date()
  // Heard again: it stays another day.
  return utimes(file, now, now).then(
    () => true,
    () => false,
  )
}

async function tidy(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder).catch(() => [])).map(async name => {
      const facts = await stat(join(folder, name)).catch(() => undefined)
      return { file: join(folder, name), bytes: facts?.size ?? 0, usedAt: facts?.mtimeMs ?? 0 }
    }),
  )
  let kept = 0
  for (const { file, bytes, usedAt } of files.sort((a, b) => b.usedAt - a.usedAt)) {
    kept += bytes
    if (kept > KEEP_BYTES || usedAt < Date.now() - KEEP_MS) await rm(file, { force: true })
  }
}
