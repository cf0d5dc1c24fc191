// The owner's files on the disk, written anew by a publication: all of them, or none.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../http/problem.ts'

export type Files = ReadonlyMap<string, string>

/** @param root the folder that holds config/, ivr-flows/ and sounds/ */
export async function writeFiles(root: string, before: Files, after: Files): Promise<void> {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    path => before.get(path) !== after.get(path),
  )
  const done: string[] = []
  try {
    for (const path of changed) {
      done.push(path)
      await put(join(root, path), after.get(path))
    }
  } catch (error) {
    for (const path of done) await put(join(root, path), before.get(path)).catch(() => {})
    throw readOnly(error)
  }
}

/** Nobody ever reads half a file. */
async function put(file: string, text: string | undefined): Promise<void> {
  if (text === undefined) return rm(file, { force: true })
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return
  await mkdir(dirname(file), { recursive: true })
  // A hidden name is no file of the tree.
  const draft = join(dirname(file), `.${process.pid}.part`)
  try {
    await writeFile(draft, text)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

function readOnly(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM') return error
  return new Problem(
    422,
    'configuration-read-only',
    'The folder of the configuration may not be written here (in Docker it is mounted read-only). Change the files where they are kept, then run "tongdai reload".',
  )
}
