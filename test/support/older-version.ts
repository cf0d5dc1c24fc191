// An older version of this very repository, out of its own history, ready to run.
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../src/runtime/run-command.ts'
import { sharedHome } from './house-folder.ts'

const checkout = join(sharedHome, '..')

export type OlderVersion = { checkout: string; remove(): Promise<void> }

/** @returns undefined where the history does not reach so far back (a shallow clone). */
export async function olderVersion(commit: string): Promise<OlderVersion | undefined> {
  const { code } = await runCommand('git', ['-C', checkout, 'cat-file', '-e', `${commit}^{commit}`])
  if (code !== 0) return undefined
  const folder = await mkdtemp(join(sharedHome, 'test', 'older-'))
  const unpack = `git -C "$1" archive "$2" | tar -x -C "$3"`
  const unpacked = await runCommand('sh', ['-ec', unpack, 'sh', checkout, commit, folder])
  if (unpacked.code !== 0) throw new Error(unpacked.stderr)
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  return { checkout: folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
