// Logs: one JSON line each, into the state folder; each line says which process wrote it. A full disk costs lines, and
// nothing else.
import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import type { Environment } from '../config/environment.ts'
import { foldersOf } from './addresses.ts'

/** Lines leave together, a fifth of a second late at most: writing each by itself cost a tenth of the switchboard's time. */
const BUFFERED = { minLength: 4_096, periodicFlush: 200 }
/** While the disk takes nothing so much waits in memory, and what comes then is dropped. */
const WAITING_BYTES = 4_000_000
/** Less room than the lines that may be waiting at an exit. */
const LITTLE_BYTES = 1_000_000

export function openLog(
  name: 'switchboard' | 'office' | 'keeper',
  { home, logLevel }: Pick<Environment, 'home' | 'logLevel'>,
): Logger {
  const folder = foldersOf(home).logs
  // The keeper has little to say, and it is read at once.
  const buffered = name === 'keeper' ? {} : BUFFERED
  const file = pino.destination({
    ...{ dest: join(folder, `${name}.log`), mkdir: true, mode: 0o600, sync: false },
    ...{ maxLength: WAITING_BYTES, ...buffered },
  })
  // Without a listener a full disk would end us. What waits is written with the next line that finds room.
  file.on('error', () => {})
  // It would try for ever, and with it everything would stand still: at a fatal line, and at every exit.
  const flush = file.flushSync.bind(file)
  file.flushSync = () => {
    if (hasRoom(folder)) flush()
  }
  return pino({ name, level: logLevel, base: { name }, timestamp: pino.stdTimeFunctions.isoTime }, file)
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return true
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= LITTLE_BYTES
}
