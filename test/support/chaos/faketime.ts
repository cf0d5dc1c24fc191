// A wall clock that a test moves while processes run: Debian's libfaketime, which all of them load, and a file that says
// how far the clock is off. House time (the monotonic clock) is left alone, as it is when somebody sets a real clock.
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sharedHome } from '../house.ts'

const run = promisify(execFile)

export type MovableClock = {
  /** For the processes whose clock it is. */
  environment: NodeJS.ProcessEnv
  /** How far it is from the true time from now on, ms. */
  off(byMs: number): Promise<void>
}

/** @returns undefined where libfaketime is not installed and cannot be fetched */
export async function movableClock(): Promise<MovableClock | undefined> {
  const folder = join(sharedHome, 'test', 'faketime')
  await mkdir(folder, { recursive: true })
  const library = found('/usr/lib') ?? found(folder) ?? (await fetched(folder))
  if (!library) return undefined
  const file = join(folder, `${process.pid}.off`)
  const off = (byMs: number) =>
    writeFile(file, `${byMs < 0 ? '-' : '+'}${Math.abs(Math.round(byMs / 1_000))}`)
  await off(0)
  return {
    environment: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_NO_CACHE: '1',
      NO_FAKE_STAT: '1',
    },
    off,
  }
}

const found = (folder: string) => globSync(join(folder, '**/faketime/libfaketimeMT.so.1'))[0]

async function fetched(folder: string): Promise<string | undefined> {
  try {
    await run('apt-get', ['download', 'libfaketime'], { cwd: folder, timeout: 30_000 })
    for (const archive of globSync(join(folder, '*.deb'))) await run('dpkg', ['-x', archive, folder])
  } catch {
    // No network, or no Debian: the test says that it was not run.
    return undefined
  }
  return found(folder)
}
