// The switchboard of a test house is killed, and comes back.
import type { TestHouse } from './house.ts'
import { until } from './until.ts'

/** When a process went. */
export type Gone = { pid: number; at: number }

export async function kill(house: TestHouse, signal: NodeJS.Signals = 'SIGKILL'): Promise<Gone> {
  const pid = await house.pid('switchboard')
  const at = Date.now()
  process.kill(pid, signal)
  return { pid, at }
}

/** Only a successor says so after that moment. */
type Line = { time: string; resumed?: number; adopted?: number }

export type Recovery = {
  /** Calls that were found again, and unknown callers who were let in. */
  resumed: number
  adopted: number
  /** From the start of its process until all calls were attended to. */
  tookMs: number
  /** From the end of the one before until then. */
  awayMs: number
  pid: number
}

/** Waits until its successor has attended to all calls. */
export async function recovery(house: TestHouse, gone: Gone, withinMs = 30_000): Promise<Recovery> {
  const back = async () => {
    const lines = (await house.log('switchboard')).split('\n').filter(line => line.includes('"resumed"'))
    return lines.map(line => JSON.parse(line) as Line).find(({ time }) => Date.parse(time) >= gone.at)
  }
  const { time, resumed = 0, adopted = 0 } = await until(back, withinMs, 'all calls are attended to')
  const running = async () => {
    const pid = await house.pid('switchboard')
    return pid !== gone.pid && pid
  }
  const pid = await until(running, withinMs, 'the keeper knows it ready')
  const startedAt = await startOf(house, pid)
  return { resumed, adopted, tookMs: Date.parse(time) - startedAt, awayMs: Date.parse(time) - gone.at, pid }
}

/** When the keeper started that process, epoch ms. */
async function startOf(house: TestHouse, pid: number): Promise<number> {
  const lines = (await house.log('keeper')).trim().split('\n')
  const told = lines.map(line => JSON.parse(line) as { time: string; what: string; pid?: number })
  return Date.parse(told.findLast(line => line.pid === pid && line.what === 'started')?.time ?? '')
}
