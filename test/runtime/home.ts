// Where tests of the runtime find the shared installation, and folders of their own.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Test } from 'tap'

/** The state folder of this checkout: its private runtime is installed once and used by all. */
export const home = resolve(import.meta.dirname, '../../.tongdai')

/** A folder that other users can pass through, gone when the test ends. */
export async function ownFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tongdai-runtime-'))
  await chmod(folder, 0o755)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}
