// House time goes on: over a reboot, on another machine, and it never goes back.
import t from 'tap'
import { goingOn, type HouseTime } from '../../src/switchboard/clock.ts'

const last: HouseTime = { boot: 'first', machine: 'first', offsetMs: 0, house: 500_000, wall: 1_000_000 }

t.test('the first start: house time is the uptime', async t => {
  t.same(goingOn(undefined, { machine: 'first', uptimeMs: 7_000, wall: 1 }), { boot: 'first', offsetMs: 0 })
})

t.test('a restart of ours, whatever the clock says: nothing changes', async t => {
  const here = { machine: 'first', uptimeMs: 503_000, wall: 99_000_000 }
  t.same(goingOn(last, here), { boot: 'first', offsetMs: 0 })
})

t.test('another machine, ten seconds later: house time is ten seconds later', async t => {
  const here = { machine: 'second', uptimeMs: 3_000, wall: 1_010_000 }
  const { boot, offsetMs } = goingOn(last, here)
  t.equal(boot, 'first', 'the same house time')
  t.equal(here.uptimeMs + offsetMs, 510_000)
})

t.test('its clock is behind: house time stands, and does not go back', async t => {
  const here = { machine: 'second', uptimeMs: 3_000, wall: 400_000 }
  t.equal(here.uptimeMs + goingOn(last, here).offsetMs, 500_000)
})
