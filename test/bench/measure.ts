// What processes cost: processor time and peak memory, read from /proc.
import { readdir, readFile } from 'node:fs/promises'

export type Cost = {
  /** User and system time so far, ms. */
  cpuMs: number
  /** Sum of the peaks of all processes, MB. */
  peakMb: number
}

/** The kernel's USER_HZ, which Linux shows to programs as 100 on every machine that we run on. */
const TICK_MS = 10

/** These processes and all their descendants. One that ended in between is not counted. */
export async function costOf(roots: readonly number[]): Promise<Cost> {
  const cost = { cpuMs: 0, peakMb: 0 }
  for (const pid of await withDescendants(roots)) {
    cost.cpuMs += await cpuMsOf(pid)
    cost.peakMb += await peakMbOf(pid)
  }
  return cost
}

async function withDescendants(roots: readonly number[]): Promise<Set<number>> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (Number.isInteger(pid)) parents.set(pid, Number((await statFields(pid))[1] ?? 0))
  }
  const family = new Set(roots)
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return family
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state, ppid, … */
async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

async function cpuMsOf(pid: number): Promise<number> {
  const fields = await statFields(pid)
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
}

/** What the ended children of this very process have cost, ms: SIPp's callers, by then. */
export async function endedChildrenMs(): Promise<number> {
  const fields = await statFields(process.pid)
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MS
}

async function peakMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(status.match(/^VmHWM:\s+(\d+) kB/m)?.[1] ?? 0) / 1_024
}
