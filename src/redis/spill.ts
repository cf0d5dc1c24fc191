// The spill file: steps that Redis did not take in time, on our own disk, in order, until Redis is back.
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One step as it would have gone to Redis. */
export type Spilled = {
  hash: 'calls' | 'floor'
  events: readonly string[]
  fields: readonly [string, string][]
}

export type Spill = {
  /** What an earlier process left behind. */
  readonly left: readonly Spilled[]
  /** Resolves when it is on the disk for certain. Calls that come together share one sync. */
  append(step: Spilled): Promise<void>
  clear(): Promise<void>
  close(): Promise<void>
}

export async function openSpill(path: string): Promise<Spill> {
  await mkdir(dirname(path), { recursive: true })
  const left = await readSpilled(path)
  const file = await open(path, 'a', 0o600)
  let syncing: Promise<void> | undefined
  return {
    left,
    async append(step) {
      // On a line of its own, whatever a full disk has left of the one before.
      await file.appendFile(`\n${JSON.stringify(step)}\n`)
      syncing ??= sync(file).finally(() => {
        syncing = undefined
      })
      await syncing
    },
    clear: () => file.truncate(0),
    close: () => file.close(),
  }
}

/** A turn of the loop later, so that all appends of this moment are covered. */
async function sync(file: FileHandle): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
  await file.datasync()
}

async function readSpilled(path: string): Promise<Spilled[]> {
  const text = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const steps: Spilled[] = []
  for (const line of text.split('\n')) {
    const step = stepFrom(line)
    if (step) steps.push(step)
  }
  return steps
}

/** undefined for half a line, as a crash or a full disk leaves it: its step was never confirmed to anybody. */
function stepFrom(line: string): Spilled | undefined {
  if (line === '') return undefined
  try {
    return JSON.parse(line) as Spilled
  } catch {
    return undefined
  }
}
