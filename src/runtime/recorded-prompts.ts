// What people recorded in the running house, by upload or by telephone: files in the state folder, and one list of
// which of them counts. Files in sounds/ are the owner's and are never touched.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Named } from '../config/config-types.ts'

export type Take = {
  /** Name in the folder of its language; undefined: at this moment the recording was taken away. */
  readonly file?: string
  readonly at: string
  readonly by: string
  readonly from: 'upload' | 'phone'
}

export type RecordedPrompts = {
  /** language → key → takes, the newest first; it is the one that counts. */
  readonly takes: Named<Named<readonly Take[]>>
  /** key → what to dial for it in the studio; a number stays a key's own for good. */
  readonly numbers: Named<number>
}

const NONE: RecordedPrompts = { takes: {}, numbers: {} }

export const recordedFolder = (home: string): string => join(home, 'prompts-recorded')
export const recordedList = (home: string): string => join(recordedFolder(home), 'list.json')

export async function readRecorded(home: string): Promise<RecordedPrompts> {
  const text = await readFile(recordedList(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? NONE : JSON.parse(text)
}

/** Whole or not at all. One process writes: the office. */
export async function writeRecorded(home: string, recorded: RecordedPrompts): Promise<void> {
  const list = recordedList(home)
  const draft = `${list}.${process.pid}.part`
  await mkdir(recordedFolder(home), { recursive: true })
  try {
    await writeFile(draft, JSON.stringify(recorded, null, 1))
    await rename(draft, list)
  } finally {
    await rm(draft, { force: true })
  }
}

/** @returns language → key → absolute path of the take that counts. */
export function currentTakes(home: string, { takes }: RecordedPrompts): Named<Named<string>> {
  return Object.fromEntries(
    Object.entries(takes).map(([language, keys]) => [
      language,
      Object.fromEntries(
        Object.entries(keys).flatMap(([key, [newest]]) =>
          newest?.file === undefined ? [] : [[key, join(recordedFolder(home), language, newest.file)]],
        ),
      ),
    ]),
  )
}
