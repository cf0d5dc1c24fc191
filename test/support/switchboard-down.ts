// The switchboard of a test house is killed, and comes back.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
/** Nothing starts again while the keeper stands still. @param act once Asterisk has noticed it */
export async function whileAway(house: TestHouse, act: () => Promise<void>): Promise<Gone> {
  house.keeper.kill('SIGSTOP')
  try {
    const lostBefore = await socketsLost(house)
    const gone = await kill(house)
    await until(async () => (await socketsLost(house)) > lostBefore, 10_000, 'Asterisk notices')
    await act()
    return gone
  } finally {
    house.keeper.kill('SIGCONT')
  }
}

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
  const { at: startedAt } = await keeperTold(house, pid, 'started')
  return { resumed, adopted, tookMs: Date.parse(time) - startedAt, awayMs: Date.parse(time) - gone.at, pid }
}

/** How often Asterisk has noticed that our end of its socket was gone. */
async function socketsLost(house: TestHouse): Promise<number> {
  const log = await readFile(join(house.home, 'asterisk', 'log', 'messages'), 'utf8')
  return [...log.matchAll(/ari_websockets\.c: WebSocket read error/g)].length
}

/** A line of its log. */
type Told = { time: string; name: string; what: string; pid?: number; code?: number | null }

/** What the keeper told of a process; waits until it has. @returns with `at`, epoch ms */
export async function keeperTold(
  house: TestHouse,
  pid: number,
  what: string,
  withinMs = 30_000,
): Promise<Told & { at: number }> {
  const told = await until(
    async () => {
      const lines = (await house.log('keeper')).trim().split('\n')
      return lines.map(line => JSON.parse(line) as Told).findLast(one => one.pid === pid && one.what === what)
    },
    withinMs,
    `the keeper tells that ${pid} ${what}`,
  )
  return { ...told, at: Date.parse(told.time) }
}
