// What Asterisk remembers of a leg's end is for the switchboard that comes after this one. It may go when this one has
// written the end down, and must go then: Asterisk would remember it for ever.
import { setImmediate as soon } from 'node:timers/promises'
import t from 'tap'
import { openAlarms } from '../../src/switchboard/alarms.ts'
import { openCallsDesk } from '../../src/switchboard/calls-desk.ts'
import type { Journal } from '../../src/switchboard/journal.ts'
import { arrival } from '../calls/story.ts'
import { book } from '../core/world/setting.ts'

const ENDED = { type: 'LegEnded', leg: arrival.leg, cause: 16, endedAt: 9_000 } as const

/** @param writeCall how the journal behaves */
function openDesk(writeCall: Journal['writeCall']) {
  const noted: string[] = []
  const failures: unknown[] = []
  const nothing = () => {}
  const desk = openCallsDesk({
    clock: { boot: 'this one', now: () => ({ wall: 1_000_000, house: 1_000 }) },
    journal: { writeCall, writeFloor: async () => {} },
    alarms: openAlarms(() => 1_000, nothing),
    book: () => book,
    seal: text => text,
    endNoted: leg => noted.push(leg),
    failed: error => failures.push(error),
    ...{ drive: nothing, tellFloor: nothing, lookUp: nothing, askToDial: nothing, promise: nothing },
    ...{ moved: nothing, ended: nothing },
  })
  return { desk, noted, failures }
}

t.test('an end is noted when the journal has it, not before', async t => {
  let isWritten = Promise.withResolvers<void>()
  isWritten.resolve()
  const { desk, noted } = openDesk(() => isWritten.promise)
  desk.arrived('c', arrival, undefined)
  while (!desk.isIdle) await soon()
  isWritten = Promise.withResolvers()
  desk.happened('c', ENDED)
  await soon()
  t.same(noted, [])
  isWritten.resolve()
  while (!desk.isIdle) await soon()
  t.same(noted, [arrival.leg])
})

t.test('what could not be written is not noted', async t => {
  let isFenced = false
  const { desk, noted, failures } = openDesk(async () => {
    if (isFenced) throw new Error('another switchboard has taken over')
  })
  desk.arrived('c', arrival, undefined)
  while (!desk.isIdle) await soon()
  isFenced = true
  desk.happened('c', ENDED)
  while (!desk.isIdle) await soon()
  t.same([noted, failures.length], [[], 1])
})

t.test('the end of a leg that is in no call is noted at once', async t => {
  const { desk, noted } = openDesk(async () => {})
  t.notOk(desk.happened('c', ENDED))
  t.same(noted, [arrival.leg])
})
