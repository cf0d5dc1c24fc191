// Files that are edited on the disk come into force like a publication: looked at when they rest, taken whole or not
// at all. What was not taken is told until the files change again.
import { type FSWatcher, watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Finding, inWords } from '../config.ts'

/** Why the files on the disk are not in force. `at`: epoch ms. */
export type RefusedFiles = { at: number; sentence: string; findings: readonly Finding[] }

/** `nothing`: they are in force already. */
export type Taken = 'nothing' | 'taken' | Omit<RefusedFiles, 'at'>

export type FileFollowing = {
  refused(): RefusedFiles | undefined
  stop(): Promise<void>
}

export type FollowedFiles = {
  root: string
  /** Puts the files in force. @throws what passes: it is tried again */
  take(isFirst: boolean): Promise<Taken>
  /** They are in force now. */
  changed(): Promise<void>
  log: Logger
  everyMs?: number
}

const FOLDERS = ['config', 'ivr-flows', 'sounds']

/** A checkout of many files, or an editor that writes twice, is one change. */
const QUIET_MS = 400
/** Where the system tells of no changes (network folders, some containers), looking does. */
const EVERY_MS = 2_000

export function followFiles({ root, take, changed, log, everyMs = EVERY_MS }: FollowedFiles): FileFollowing {
  let refused: RefusedFiles | undefined
  let seen: string | undefined
  let isFirst = true
  let soon: NodeJS.Timeout | undefined
  let looking = Promise.resolve()
  let polling = false
  const watchers = FOLDERS.flatMap(folder => watched(join(root, folder), later) ?? [])
  const timer = setInterval(poll, everyMs).unref()
  later()

  return {
    refused: () => refused,
    async stop() {
      clearInterval(timer)
      clearTimeout(soon)
      for (const watcher of watchers) watcher.close()
      await looking
    },
  }

  function later(): void {
    clearTimeout(soon)
    soon = setTimeout(() => {
      looking = looking.then(look)
    }, QUIET_MS)
  }

  async function poll(): Promise<void> {
    if (polling) return
    polling = true
    if ((await stampOf(root)) !== seen) later()
    polling = false
  }

  async function look(): Promise<void> {
    const stamp = await stampOf(root)
    if (stamp === seen) return
    try {
      const taken = await take(isFirst)
      isFirst = false
      seen = stamp
      if (typeof taken === 'string') refused = undefined
      else refuse(taken)
      if (taken === 'taken') {
        log.info('the files were edited on the disk, and are in force')
        await changed()
      }
    } catch (err) {
      // Redis, PostgreSQL or the switchboard is away: the next look tries again.
      log.debug({ err }, 'edited files could not be taken yet')
    }
  }

  function refuse({ sentence, findings }: Exclude<Taken, string>): void {
    refused = { at: Date.now(), sentence, findings }
    const told = findings.filter(({ severity }) => severity === 'error').map(inWords)
    log.warn(
      { findings: told },
      'files were edited on the disk and have mistakes; the published version goes on',
    )
  }
}

function watched(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    // Without a listener the end of watching would end the office; looking goes on.
    return watch(folder, { recursive: true, persistent: false }, onChange).on('error', () => {})
  } catch {
    // The folder is not there, or the system watches no more: looking does it.
    return undefined
  }
}

/** Changes with every file that is written, made, moved or removed. */
async function stampOf(root: string): Promise<string> {
  const stamps = await Promise.all(
    FOLDERS.map(async folder => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => [])
      const files = names.filter(name => !/(^|\/)\./.test(name)).sort()
      return Promise.all(
        files.map(async name => {
          const facts = await stat(join(root, folder, name)).catch(() => undefined)
          return `${folder}/${name} ${facts?.size} ${facts?.mtimeMs} ${facts?.ino}`
        }),
      )
    }),
  )
  return stamps.flat().join('\n')
}
