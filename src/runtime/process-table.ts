// What the kernel tells about running processes, read from /proc.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

/** The command line of a living process; nothing for one that is gone or only waits to be collected. */
export async function commandLine(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return text === '' ? undefined : text.replace(/\0$/, '').split('\0')
}

export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name may hold spaces and brackets; the state is the first letter after its end.
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  return state !== '' && state !== 'Z' && state !== 'X'
}

/**
 * Whether `pid` is the program that a pid file speaks of and not a stranger who got the same number later:
 * the program's name, and `mark` (a path of ours) among its arguments.
 */
export async function isProgram(pid: number, command: string, mark: string): Promise<boolean> {
  const [program = '', ...args] = (await commandLine(pid)) ?? []
  return basename(program) === basename(command) && args.includes(mark) && (await isRunning(pid))
}

/** Sends a signal; that the process is gone already is what the sender wanted anyway. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Tells a process from any other that ever has the same number; empty if it is gone. */
export async function processBirth(pid: number): Promise<string> {
  if (!(await isRunning(pid))) return ''
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The 22nd field of the line, the 20th after the name: when it started, in ticks since the boot.
  return `${boot.trim()} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`
}
