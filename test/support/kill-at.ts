// Kills a process of a test house in the very moment in which something is written into the journal. No hook in the
// house: Redis itself tells what it is asked.
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import type { TestHouse } from './house.ts'

/**
 * Resolves with how to wait for it, once it watches.
 * @param isIt the record at which it is killed
 * @returns a promise of which process that was, and when (epoch ms); it rejects when the record has not come in time
 */
export async function killAt(
  house: TestHouse,
  name: 'switchboard' | 'office',
  isIt: (record: JournalRecord) => boolean,
  withinMs = 30_000,
): Promise<{ killed: Promise<{ pid: number; at: number }> }> {
  const pid = await house.pid(name)
  const { promise: killed, resolve, reject } = Promise.withResolvers<{ pid: number; at: number }>()
  const monitor = await house.redis.monitor()
  const late = setTimeout(() => {
    reject(new Error(`The record at which ${name} was to be killed did not come within ${withinMs} ms`))
    monitor.disconnect()
  }, withinMs)
  monitor.on('monitor', (_at: string, [command = '', key, , , text = '']: string[]) => {
    if (!/^xadd$/i.test(command) || key !== house.keys.journal || !isIt(JSON.parse(text) as JournalRecord))
      return
    process.kill(pid, 'SIGKILL')
    clearTimeout(late)
    monitor.disconnect()
    resolve({ pid, at: Date.now() })
  })
  return { killed }
}
