// A folder on a disk of its own that can be full.
import { execFile } from 'node:child_process'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type SmallDisk = {
  /** From now on nothing more fits on it. */
  fill(): Promise<void>
  clear(): Promise<void>
  /** The folder as it was before, whoever still has a file open on the disk. */
  remove(): Promise<void>
}

/** Only root may. */
export const mayMount = process.getuid?.() === 0

/**
 * Mounts it over an empty folder, which keeps its owner.
 * @param size as `mount` reads it: `4m`
 */
export async function mountSmallDisk(folder: string, size: string): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true })
  const { uid, gid } = await stat(folder)
  const options = `size=${size},uid=${uid},gid=${gid},mode=700`
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tongdai-test', folder])
  const ballast = join(folder, '.ballast')
  let isMounted = true
  return {
    fill: async () => {
      await run('sh', ['-c', 'cat /dev/zero > "$0" 2>/dev/null || true', ballast])
    },
    clear: () => rm(ballast, { force: true }),
    async remove() {
      if (isMounted) await run('umount', ['--lazy', folder])
      isMounted = false
    },
  }
}
