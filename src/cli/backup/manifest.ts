// What stands in front of a backup: how to read it, and what it must hold.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** A track that reached the archive after the database had been read. */
export type LateTrack = { recording: string; path: string; sha256: string; bytes: number; durationMs: number }

export type Manifest = {
  format: 1
  /** ISO time of the database's snapshot. */
  takenAt: string
  conversations: number
  recordings: number
  /** SHA-256 of database.dump. */
  dump: string
  late: LateTrack[]
}

export const MANIFEST = 'manifest.json'
export const DUMP = 'database.dump'

/** Folders of the home that a house can't be without; all else is made again or belongs to this very run. */
export const HOME_FOLDERS = ['secrets', 'tls', 'cache', 'recordings', 'prompts-recorded'] as const
export const TREE_FOLDERS = ['config', 'ivr-flows', 'sounds'] as const

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
