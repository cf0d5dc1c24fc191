// What a process holds at this moment: its memory, and how many files and sockets are open.
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export type Size = { megabytes: number; files: number }

async function sizeOf(pid: number): Promise<Size> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? []
  return { megabytes: Number(kilobytes) / 1024, files: (await readdir(`/proc/${pid}/fd`)).length }
}

/**
 * The medians of a while.
 * @param collects whether it has chaos/collect-on-signal.ts in it: then what it holds, without garbage
 */
export async function typicalSize(
  pid: number,
  { collects = false, samples = 30, everyMs = 1_000 } = {},
): Promise<Size> {
  const sizes: Size[] = []
  for (let n = 0; n < samples; n++) {
    if (collects) process.kill(pid, 'SIGWINCH')
    sizes.push(await sizeOf(pid))
    await pause(everyMs)
  }
  const median = (of: (size: Size) => number) => sizes.map(of).sort((a, b) => a - b)[samples >> 1] ?? 0
  return { megabytes: median(one => one.megabytes), files: median(one => one.files) }
}
