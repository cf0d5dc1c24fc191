// An upgrade under live calls, and back: the newer version on the older one's state and tables, the older one on the
// newer one's. Talks and tapes go on, the line stands in order, every record is there afterwards.
import t from 'tap'
import { openHouse, type TestHouse } from '../support/house.ts'
import { filesNM } from '../support/nm/files.ts'
import { goesOn } from '../support/nm/goes-on.ts'
import { openTrunk, type StageNM, stageNM } from '../support/nm/stage.ts'
import { standsStill, watchNM } from '../support/nm/stands.ts'
import { olderVersion } from '../support/older-version.ts'
import { recovery } from '../support/switchboard-down.ts'

/** Before numbers outside in live calls, callbacks and follow-ups: other tables, other states, another dialplan. */
const OLDER = '9eff540'
/** What both versions understand. Nobody is banned here, so no firewall is touched. */
const SERVER = 'timezone: Asia/Ho_Chi_Minh\ndrain: 3s\n'

t.setTimeout(900_000)
const older = await olderVersion(OLDER)
if (older) {
  t.teardown(() => older.remove())
  const house = await openHouse({
    files: { ...filesNM(), 'config/server.yaml': SERVER },
    checkout: older.checkout,
  })
  t.teardown(() => house.stop())
  const trunk = await openTrunk(house)
  t.teardown(() => trunk.close())
  let stage: StageNM

  t.test(`from ${OLDER} to this version: all calls go on`, async t => {
    stage = await stageNM(house, trunk)
    await replaced(t, house, stage)
    const { status } = await house.api('GET', '/api/v1/follow-ups')
    t.equal(status, 200, 'and what is new is there')
  })

  t.test(`and back to ${OLDER}, on the tables and the state of this version`, t =>
    replaced(t, house, stage, older.checkout),
  )

  t.test('forth again, and all calls come to their ends', async t => {
    await replaced(t, house, stage)
    const { holeMs } = await goesOn(t, stage)
    t.comment(`no tape has a hole longer than ${holeMs} ms, over three versions in a row`)
  })
} else t.comment(`no history back to ${OLDER} here`)

async function replaced(t: Parameters<typeof standsStill>[0], house: TestHouse, stage: StageNM, by?: string) {
  const { queued, talking, rung, choosing } = stage.sizes
  const watched = watchNM(stage)
  const gone = { pid: await house.pid('switchboard'), at: Date.now() }
  const asterisk = await house.pid('Asterisk')
  await house.succeed(by)
  const { resumed, awayMs } = await recovery(house, gone, 60_000)
  t.equal(await house.pid('Asterisk'), asterisk, 'Asterisk ran on')
  t.equal(resumed, queued + talking + 1 + rung + choosing, 'every call was found again')
  await standsStill(t, stage, watched)
  t.comment(
    `nobody attended to calls for ${(awayMs / 1_000).toFixed(1)} s; gaps ${JSON.stringify(watched.gaps())}`,
  )
}
