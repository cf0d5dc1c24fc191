// What each process of the house takes of the machine, as the kernel counts it: no process need tell us.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type ProcessUse = { process: string; cpuS: number; residentBytes: number; startedAtS: number }

/** Linux counts a process's time in hundredths of a second, on every machine that we run on. */
const TICKS_A_SECOND = 100
const PAGE_BYTES = 4096

/**
 * @param switchboard its process id, as it says itself
 * @returns those that run here; PostgreSQL with all its children
 */
export async function readProcesses(home: string, switchboard: number | undefined): Promise<ProcessUse[]> {
  const bootedAtS = await bootTime()
  const pids: Record<string, number | undefined> = {
    office: process.pid,
    switchboard,
    keeper: await keeperOf(home),
    asterisk: await serverOf(home, 'asterisk', 'asterisk'),
    redis: await serverOf(home, 'redis', 'redis'),
    postgresql: await serverOf(home, 'postgres', 'postgresql'),
  }
  const uses: ProcessUse[] = []
  for (const [name, pid] of Object.entries(pids)) {
    if (!pid) continue
    const family = name === 'postgresql' ? [pid, ...(await childrenOf(pid))] : [pid]
    const stats = (await Promise.all(family.map(statOf))).filter(stat => stat !== undefined)
    const [first] = stats
    if (!first) continue
    uses.push({
      process: name,
      cpuS: sum(stats.map(({ ticks }) => ticks)) / TICKS_A_SECOND,
      residentBytes: sum(stats.map(({ pages }) => pages)) * PAGE_BYTES,
      startedAtS: bootedAtS + first.startTicks / TICKS_A_SECOND,
    })
  }
  return uses
}

/** Fields of /proc/<pid>/stat after the name, which may itself hold spaces. */
async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  if (text === '') return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return {
    ticks: Number(fields[11]) + Number(fields[12]),
    startTicks: Number(fields[19]),
    pages: Number(fields[21]),
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}

async function bootTime(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8')
  return Number(/^btime (\d+)$/m.exec(text)?.[1])
}

async function keeperOf(home: string): Promise<number | undefined> {
  const text = await readFile(join(home, 'keeper.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { pid?: number }).pid
}

/** Its pid file is written by the runtime; servers of others have none here. */
async function serverOf(home: string, folder: string, name: string): Promise<number | undefined> {
  const text = await readFile(join(home, folder, `${name}.pid`), 'utf8').catch(() => '')
  return Number(text) || undefined
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
