// Logs: one JSON line each, into the state folder; each line says which process wrote it.
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import type { Environment } from '../config/environment.ts'
import { foldersOf } from './addresses.ts'

/** Lines leave together, a fifth of a second late at most: writing each by itself cost a tenth of the switchboard's time. */
const BUFFERED = { minLength: 4_096, periodicFlush: 200 }

export function openLog(name: 'switchboard' | 'office' | 'keeper', { home, logLevel }: Environment): Logger {
  const dest = join(foldersOf(home).logs, `${name}.log`)
  // The keeper has little to say, and it is read at once.
  const buffered = name === 'keeper' ? {} : BUFFERED
  return pino(
    { name, level: logLevel, base: { name }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest, mkdir: true, mode: 0o600, sync: false, ...buffered }),
  )
}
