// One keeper a home: who starts second is told where the first one is.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileLock } from './file-lock.mjs'
import { processBirth } from './process-table.ts'
import { RuntimeProblem } from './runtime-problem.ts'

/** As it stands in the file. `birth` tells a process from a later one with the same number. */
type KeeperNote = { pid: number; birth: string; address: string | undefined }

export type KeeperClaim = {
  /** Notes where this house can be reached, for who asks later. */
  tellAddress: (address: string) => Promise<void>
  release: () => Promise<void>
}

/** @throws RuntimeProblem already-running */
export async function claimHome(home: string): Promise<KeeperClaim> {
  await mkdir(home, { recursive: true })
  const file = join(home, 'keeper.json')
  const write = async (address?: string): Promise<void> => {
    const note: KeeperNote = { pid: process.pid, birth: await processBirth(process.pid), address }
    await writeFile(`${file}.new`, JSON.stringify(note))
    await rename(`${file}.new`, file)
  }
  await withFileLock(join(home, 'keeper.lock'), async () => {
    const other = await runningKeeper(home)
    if (other) {
      const where = other.address ? `, at ${other.address}` : ''
      throw new RuntimeProblem(
        'already-running',
        `Tongdai is already running here (process ${other.pid})${where}.`,
        'Stop it first, or choose another state folder.',
      )
    }
    await write()
  })
  return { tellAddress: write, release: () => rm(file, { force: true }) }
}

/** The keeper that runs in this home, if one does. */
export async function runningKeeper(
  home: string,
): Promise<{ pid: number; address: string | undefined } | undefined> {
  const text = await readFile(join(home, 'keeper.json'), 'utf8').catch(() => '')
  if (text === '') return undefined
  const { pid, birth, address }: KeeperNote = JSON.parse(text)
  return (await processBirth(pid)) === birth ? { pid, address } : undefined
}
