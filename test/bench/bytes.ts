// How much lies in a folder.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files in the folder and those below it; what is not there, or moves on meanwhile, counts nothing. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(absent([]))
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => stat(join(parentPath, name)).then(({ size }) => size, absent(0)))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

const absent =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead
    throw error
  }
