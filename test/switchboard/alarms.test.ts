// Alarms ring when the house's clock says so, never before: an early ring would find nothing due and be lost.
import t from 'tap'
import { openAlarms } from '../../src/switchboard/alarms.ts'

t.test('a timer that fires early by the house clock waits for the rest', async t => {
  const startedAt = performance.now()
  // A house clock that lags: by Node's timers the first wake-up comes 15 ms too early.
  const house = () => performance.now() - startedAt - (performance.now() - startedAt < 40 ? 15 : 0)
  const rung = await new Promise<number>(resolve => {
    openAlarms(house, () => resolve(house())).set('call', 20)
  })
  t.ok(rung >= 20, `rang at ${rung.toFixed(1)} ms of the house clock`)
})
