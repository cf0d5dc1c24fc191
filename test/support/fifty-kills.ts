// F03: the switchboard is killed at random moments while calls come and go; the history of all of it is judged.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { faultsIn } from './history/checker.ts'
import { writeHistory } from './history/lines.ts'
import { sharedHome } from './house.ts'
import { assertInvariants } from './invariants.ts'
import { proves } from './proves.ts'
import { everythingIsWritten, readCdrs, readJournal } from './records.ts'
import { openLoad } from './under-load.ts'
import { until } from './until.ts'

/** The switchboard is back, and has looked around twice. */
const GONE_WITHIN_MS = 5_000
const STAY_S = 60
const BACK_WITHIN_MS = 15_000

export async function playKills(t: Test, { kills, forS }: { kills: number; forS: number }): Promise<void> {
  const ratePerS = 2
  const load = await openLoad({ agents: 12, ringMs: 500, talkMs: 3_000, ratePerS, forS, stayS: STAY_S })
  t.teardown(() => load.close())
  const { house, recorder, seats } = load
  await load.begin()
  const begunAt = performance.now()
  const backMs: number[] = []
  for (const atMs of momentsOf(kills, forS * 1_000)) {
    await pause(Math.max(0, begunAt + atMs - performance.now()))
    const before = await house.pid('switchboard')
    recorder.announce('switchboard')
    process.kill(before, 'SIGKILL')
    const killedAt = performance.now()
    const isBack = async () => (await house.pid('switchboard')) !== before
    await until(isBack, BACK_WITHIN_MS, 'it runs again').catch(async (late: Error) => {
      const told = [await house.log('keeper'), await house.log('switchboard')]
      throw new Error(told.map(log => log.split('\n').slice(-15).join('\n')).join('\n'), { cause: late })
    })
    backMs.push(performance.now() - killedAt)
  }
  const { calls, rings } = await load.done()
  await everythingIsWritten(house, 30_000)

  t.equal(calls.length, forS * ratePerS)
  const lost = calls.filter(call => call.failed !== undefined || call.endedBy !== 'them')
  t.same(lost, [], 'every caller was served')
  const history = await recorder.close(seats)
  const folder = join(sharedHome, 'chaos')
  await mkdir(folder, { recursive: true })
  await writeHistory(join(folder, 'f03-history.jsonl'), history)
  const faults = faultsIn(history, { goneWithinMs: GONE_WITHIN_MS })
  // What a fault was made of is looked for here, when its house is gone.
  await writeFile(join(folder, 'f03-journal.json'), JSON.stringify(await readJournal(house)))
  await writeFile(join(folder, 'f03-switchboard.log'), await house.log('switchboard'))
  t.same(faults, [], 'the history is without a fault')

  const cdrs = await readCdrs(house)
  const answered = cdrs.filter(({ result }) => result === 'answered')
  const byParty = answered.filter(({ reason }) => reason === 'agent-hung-up' || reason === 'caller-hung-up')
  t.equal(answered.length, calls.length, 'every caller talked')
  t.ok(byParty.length >= 0.999 * answered.length, `${byParty.length} of ${answered.length} ended by a party`)
  // A talk that we cut would be shorter than the agent's patience.
  const talks = rings.filter(({ answeredAt, endedBy }) => answeredAt !== undefined && endedBy === 'us')
  t.ok(talks.length >= 0.999 * calls.length, `${talks.length} talks ended by the agent's own BYE`)
  const journal = await readJournal(house)
  const resumed = journal.filter(({ event }) => event.type === 'Resumed').length
  await assertInvariants(t, house, { emptyWithinMs: GONE_WITHIN_MS })
  backMs.sort((a, b) => a - b)
  proves(
    t,
    'F03',
    `${kills} kills in ${forS} s at ${ratePerS} calls/s, ${resumed} calls resumed: ${cdrs.length} records of ` +
      `${calls.length} calls, 0 lost, 0 twice, 0 orphans; ${byParty.length} ended by a party; ` +
      `back after ${seconds(backMs[backMs.length >> 1])} s (median), ${seconds(backMs.at(-1))} s (most)`,
  )
}

/** Random, in order, and in the time in which calls come. */
function momentsOf(count: number, withinMs: number): number[] {
  return Array.from({ length: count }, () => Math.random() * (withinMs - 2_000) + 1_000).sort((a, b) => a - b)
}

const seconds = (ms = 0) => (ms / 1_000).toFixed(1)
