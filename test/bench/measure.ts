// What processes cost: processor time and peak memory, read from /proc.
import { readdir, readFile } from 'node:fs/promises'

export type Cost = {
  /** User and system time so far, its ended children's included, ms. */
  cpuMs: number
  /** Sum of the peaks of all processes, MB. */
  peakMb: number
}

/** The kernel's USER_HZ, which Linux shows to programs as 100 on every machine that we run on. */
const TICK_MS = 10

/**
 * What each of these processes costs, together with its descendants. A descendant that is named itself counts for
 * itself only: the keeper does not answer for the Asterisk that it started.
 * @param roots name → process id
 */
export async function costsOf<Name extends string>(
  roots: Readonly<Partial<Record<Name, number>>>,
): Promise<Partial<Record<Name, Cost>>> {
  const names = new Map<number, Name>()
  for (const [name, pid] of Object.entries(roots)) names.set(pid as number, name as Name)
  const parents = await parentsOfAll()
  const costs: Partial<Record<Name, Cost>> = {}
  for (const pid of parents.keys()) {
    const name = nearest(pid, parents, names)
    if (name === undefined) continue
    costs[name] ??= { cpuMs: 0, peakMb: 0 }
    costs[name].cpuMs += await cpuMsOf(pid)
    costs[name].peakMb += await statusMb(pid, 'VmHWM')
  }
  return costs
}

/** The name of the process or of its closest ancestor that has one. */
function nearest<Name>(
  pid: number,
  parents: ReadonlyMap<number, number>,
  names: ReadonlyMap<number, Name>,
): Name | undefined {
  for (let one: number | undefined = pid; one !== undefined; one = parents.get(one)) {
    const name = names.get(one)
    if (name !== undefined) return name
  }
  return undefined
}

async function parentsOfAll(): Promise<Map<number, number>> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (Number.isInteger(pid)) parents.set(pid, Number((await statFields(pid))[1] ?? 0))
  }
  return parents
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state, ppid, … */
async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

async function cpuMsOf(pid: number): Promise<number> {
  const fields = await statFields(pid)
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0) * TICK_MS
}

/** Resident memory of each of these processes now, MB; of it alone, without descendants. */
export async function memoryOf<Name extends string>(
  roots: Readonly<Partial<Record<Name, number>>>,
): Promise<Partial<Record<Name, number>>> {
  const found: Partial<Record<Name, number>> = {}
  for (const [name, pid] of Object.entries(roots))
    found[name as Name] = await statusMb(pid as number, 'VmRSS')
  return found
}

/** What the ended children of this very process have cost, ms: SIPp's callers, by then. */
export async function endedChildrenMs(): Promise<number> {
  const fields = await statFields(process.pid)
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MS
}

async function statusMb(pid: number, field: 'VmHWM' | 'VmRSS'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1_024
}
