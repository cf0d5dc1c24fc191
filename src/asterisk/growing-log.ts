// One of Asterisk's logs, read as it grows, and put aside before it fills the disk: strangers can make it grow by
// thousands of lines a second.
import { type FSWatcher, watch } from 'node:fs'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { changeAsterisk } from './change-from-outside.ts'
import type { RecordingSource } from './recording-files.ts'

/** Together with the one put aside: twice as much at most. */
export const MOST_BYTES = 8 * 1024 * 1024
const CHUNK_BYTES = 256 * 1024
/** The kernel tells of each line; where it does not, this does. */
const LOOK_MS = 500

export type GrowingLog = { stop(): Promise<void> }

type Reading = {
  file: string
  source: RecordingSource
  /** Whole lines, as they come; what was there before is not told. */
  lines(lines: readonly string[]): void
  failed(error: unknown): void
  mostBytes?: number
}

export function followLog({ file, source, lines, failed, mostBytes = MOST_BYTES }: Reading): GrowingLog {
  let handle: FileHandle | undefined
  let watcher: FSWatcher | undefined
  let offset = 0
  let rest = ''
  let isFirst = true
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  const chunk = Buffer.alloc(CHUNK_BYTES)

  const look = () => {
    again = true
    running ??= work().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(look, LOOK_MS)
  look()

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false
      try {
        if (!(await opened())) return
        await readOn()
        if (offset > mostBytes) await putAside()
      } catch (error) {
        failed(error)
      }
    }
  }

  /** @returns false while there is no such file */
  async function opened(): Promise<boolean> {
    // Whoever else puts logs aside on this machine has put it aside.
    if (handle && (await inodeOf(file)) !== (await handle.stat()).ino) {
      await readOn()
      await handle.close()
      handle = undefined
    }
    if (handle) return true
    handle = await open(file, 'r').catch(() => undefined)
    if (!handle) return false
    offset = isFirst ? (await handle.stat()).size : 0
    isFirst = false
    watcher ??= watching()
    return true
  }

  function watching(): FSWatcher {
    const name = basename(file)
    const made = watch(dirname(file), { persistent: false }, (_event, changed) => {
      if (changed === name) look()
    })
    made.on('error', failed)
    return made
  }

  async function readOn(): Promise<void> {
    if (!handle) return
    if ((await handle.stat()).size < offset) offset = 0
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, offset)
      if (bytesRead === 0) return
      offset += bytesRead
      const parts = (rest + chunk.toString('latin1', 0, bytesRead)).split('\n')
      rest = parts.pop() ?? ''
      // A line without end is no line of Asterisk's.
      if (rest.length > CHUNK_BYTES) rest = ''
      lines(parts)
    }
  }

  /** The old one is read to its end once Asterisk writes into the new one. */
  async function putAside(): Promise<void> {
    await rename(file, `${file}.1`)
    const done = await changeAsterisk(source, 'PUT', `logging/${basename(file)}/rotate`)
    if (done !== 204) {
      await rename(`${file}.1`, file)
      throw new Error(`Asterisk answered ${done} when asked to begin a new log`)
    }
    await readOn()
    await handle?.close()
    handle = undefined
    rest = ''
    again = true
  }

  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      watcher?.close()
      await running
      await handle?.close()
    },
  }
}

const inodeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ ino }) => ino,
    () => undefined,
  )
