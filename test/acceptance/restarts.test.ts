// F01, F02, F04, F14, F15: the switchboard is killed, away, frozen or told to go while 20 wait and 10 talk (few of each
// in `npm test`, all in `npm run chaos`). Nobody notices.
import t from 'tap'
import { openHouse } from '../support/house.ts'
import { filesNM } from '../support/nm/files.ts'
import { goesOn } from '../support/nm/goes-on.ts'
import { openTrunk, stageNM } from '../support/nm/stage.ts'
import { standsStill, watchNM } from '../support/nm/stands.ts'
import { proves } from '../support/proves.ts'
import { kill, recovery } from '../support/switchboard-down.ts'

t.setTimeout(300_000)
const house = await openHouse({ files: filesNM() })
t.teardown(() => house.stop())
const trunk = await openTrunk(house)
t.teardown(() => trunk.close())

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

t.test('killed: all who talk talk on, all who wait stand in order, and it is back in seconds', async t => {
  const stage = await stageNM(house, trunk)
  const watched = watchNM(stage)
  const gone = await kill(house)
  const { tookMs, awayMs, resumed } = await recovery(house, gone)
  const { queued, talking, rung, choosing } = stage.sizes
  t.equal(resumed, queued + talking + 1 + rung + choosing, 'every call was found again')
  t.ok(tookMs <= 5_000, `recovered in ${tookMs} ms`)
  await standsStill(t, stage, watched)
  const { talks } = watched.gaps()
  const { holeMs } = await goesOn(t, stage)
  proves(
    t,
    'F01',
    `${queued} waiting, ${talking} talking: attended to again ${seconds(awayMs)} after the kill, ${seconds(tookMs)} after the start, 0 BYE, ` +
      `longest gap in speech ${talks} ms, on tape ${holeMs} ms`,
  )
})
