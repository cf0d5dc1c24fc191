// Kills a process of a test house in the very moment in which something stands in the journal: no hook in the house, the
// stream itself is watched.
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import type { TestHouse } from './house.ts'

/**
 * From now on.
 * @param isIt the record at which it is killed
 * @returns resolves with when that was, epoch ms; rejects when it has not come in time
 */
export async function killedAt(
  house: TestHouse,
  name: 'switchboard' | 'office',
  isIt: (record: JournalRecord) => boolean,
  withinMs = 30_000,
): Promise<{ pid: number; at: number }> {
  const pid = await house.pid(name)
  const redis = house.redis.duplicate()
  redis.on('error', () => {})
  const giveUpAt = Date.now() + withinMs
  let last = '$'
  try {
    while (Date.now() < giveUpAt) {
      const answer = await redis.xread('BLOCK', 500, 'STREAMS', house.keys.journal, last)
      for (const [id, [, text]] of answer?.[0]?.[1] ?? []) {
        last = id
        if (!text || !isIt(JSON.parse(text) as JournalRecord)) continue
        process.kill(pid, 'SIGKILL')
        return { pid, at: Date.now() }
      }
    }
    throw new Error(`The record at which ${name} was to be killed did not come within ${withinMs} ms`)
  } finally {
    redis.disconnect()
  }
}
