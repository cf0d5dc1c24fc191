// I6, D02: an hour of recorded calls, two a second (`--minutes=60`): what the processes hold does not grow, nobody is
// lost, and the records hold as much talk as the phones had.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { faultsIn } from '../support/history/checker.ts'
import { assertInvariants } from '../support/invariants.ts'
import { type Size, typicalSize } from '../support/process-size.ts'
import { proves } from '../support/proves.ts'
import { everythingIsWritten, readCdrs } from '../support/records.ts'
import { compareTalk } from '../support/talk-time.ts'
import { openLoad } from '../support/under-load.ts'

const MINUTES = Number(/--minutes=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 60)
const WARM_UP_MS = Math.min(600_000, MINUTES * 15_000)
const PROCESSES = ['switchboard', 'office', 'Asterisk', 'Redis'] as const
const OURS: readonly string[] = ['switchboard', 'office']
const COLLECTS = pathToFileURL(join(import.meta.dirname, '../support/chaos/collect-on-signal.ts'))
const RATE_PER_S = 2
/** Of what it held when it was warm. */
const GROWTH = 0.1
/** What a tenth of very little would be. */
const SLACK: Size = { megabytes: 16, files: 10 }

t.setTimeout((MINUTES + 20) * 60_000)

t.test(`${MINUTES} minutes of calls`, async t => {
  process.env.NODE_OPTIONS = `--import ${COLLECTS.href}`
  const load = await openLoad({
    ...{ agents: 12, ringMs: 200, talkMs: 3_000, ratePerS: RATE_PER_S, recorded: true },
    ...{ forS: MINUTES * 60, stayS: 60 },
  })
  t.teardown(() => load.close())
  const { house, recorder, seats } = load
  const sizes = async () =>
    new Map(
      await Promise.all(
        PROCESSES.map(async name => {
          const collects = OURS.includes(name)
          return [name, await typicalSize(await house.pid(name), { collects })] as const
        }),
      ),
    )
  await load.begin()
  const begunAt = performance.now()
  await pause(WARM_UP_MS)
  const warm = await sizes()
  await pause(Math.max(0, MINUTES * 60_000 - 70_000 - (performance.now() - begunAt)))
  const after = await sizes()
  const { calls, rings } = await load.done()
  const told = PROCESSES.map(name => {
    const [was, is] = [warm.get(name), after.get(name)]
    if (!was || !is) throw new Error(`${name} was not measured`)
    for (const what of ['megabytes', 'files'] as const)
      t.ok(is[what] <= was[what] * (1 + GROWTH) + SLACK[what], `${name}: ${what} ${was[what]} → ${is[what]}`)
    return `${name} ${was.megabytes.toFixed(0)} → ${is.megabytes.toFixed(0)} MB, ${was.files} → ${is.files} files`
  })
  await everythingIsWritten(house, 30_000)
  const cdrs = await readCdrs(house)
  t.equal(cdrs.length, calls.length, 'each call has its record')
  const talk = compareTalk(cdrs, rings)
  t.ok(talk.apart <= 0.005, talk.told)
  t.same(
    calls.filter(call => call.failed !== undefined || call.endedBy !== 'them'),
    [],
    'every caller was served',
  )
  t.same(faultsIn(await recorder.close(seats), { goneWithinMs: 5_000 }), [], 'the history is without a fault')
  await assertInvariants(t, house)
  proves(t, 'D02', `${calls.length} calls, ${cdrs.length} records; ${talk.told}`)
  proves(t, 'I6', `${calls.length} calls in ${MINUTES} minutes: ${told.join('; ')}`)
})
