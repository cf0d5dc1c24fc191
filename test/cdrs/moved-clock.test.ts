// The wall clock is moved in the middle of a call: what lasted ten seconds lasts ten seconds.
import t from 'tap'
import { openTheirClock } from '../../src/asterisk/their-clock.ts'
import { toCdr } from '../../src/cdrs/cdr.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { journal, time } from './table.ts'

const CALL = `
  10:00:00 call CallArrived hotline=main via=carrier contact=c numberKind=mobile flow=main version=v language=vi arrivedAt=10:00:00
  10:00:01 call QueueJoined queue=sales priority=0
  10:00:04 floor CallOffered offer=o1 agents=["ann"] mode="one" why={}
  10:00:04 call AgentRinging offer=o1 agent=ann leg=l
  10:00:06 call TalkStarted offer=o1 agent=ann queue=sales
  10:00:16 call TalkEnded agent=ann
  10:00:16 call CallEnded endedAt=10:00:16 ending={"result":"answered","reason":"caller-hung-up","who":"caller"}
  10:00:16 floor AgentStateChanged agent=ann from=busy to=wrap-up
  10:00:26 floor AgentStateChanged agent=ann from=wrap-up to=ready
`

const HOUSE_AT_TEN = 5_000_000
// The floor's is no whole number.
const house = ({ at, id }: JournalRecord) =>
  HOUSE_AT_TEN + at - time('10:00:00') + (id.startsWith('floor') ? 0.25 : 0)

/** The same call while somebody moves the clock by so much at that time. */
function whenMoved(byMs: number, from: string): JournalRecord[] {
  return journal(CALL).map(record => {
    const by = record.at >= time(from) ? byMs : 0
    const { event } = record
    const moved = event.type === 'CallEnded' ? { ...event, endedAt: event.endedAt + by } : event
    return { ...record, at: record.at + by, house: house(record), event: moved }
  })
}

const HOUR = 3_600_000
const usual = toCdr(whenMoved(0, '10:00:00'))

t.test('a call is what it was, whenever the clock is moved in it, and by how much', async t => {
  t.match(usual, { waitMs: 5_000, ringMs: 2_000, talkMs: 10_000, wrapUpMs: 10_000 })
  for (const byMs of [HOUR, -HOUR, 24 * HOUR, -2_000])
    for (const from of ['10:00:01', '10:00:04', '10:00:05', '10:00:10', '10:00:16', '10:00:20'])
      t.same(toCdr(whenMoved(byMs, from)), usual, `${byMs / 1_000} s at ${from}`)
})

t.test('a call after the clock was moved stands at the time that the clock says', async t => {
  const moved = whenMoved(HOUR, '09:00:00').map(record =>
    record.event.type === 'CallArrived'
      ? { ...record, event: { ...record.event, arrivedAt: record.event.arrivedAt + HOUR } }
      : record,
  )
  t.match(toCdr(moved), { arrivedAt: time('11:00:00'), talkMs: 10_000, endedAt: time('11:00:16') })
})

t.test('records of an older version, without house time, are told as before', async t => {
  t.match(toCdr(journal(CALL)), { waitMs: 5_000, talkMs: 10_000 })
})

t.test("Asterisk's times are told by our clock, whoever's clock is moved", async t => {
  let [wall, steady, theirs] = [1_000_000, 5_000, 1_000_000]
  const clock = openTheirClock(() => ({ wall, steady }))
  const pass = (ms: number) => {
    wall += ms
    steady += ms
    theirs += ms
  }
  t.equal(clock.ours(theirs), theirs, 'nothing is known yet')
  clock.heard(theirs)
  pass(10_000)
  clock.heard(theirs - 2_000)
  t.equal(clock.ours(theirs - 2_000), wall - 2_000, 'an event that comes late was two seconds ago')
  wall += HOUR
  t.equal(clock.ours(theirs - 300), wall - 300, 'ours is moved')
  theirs += HOUR
  clock.heard(theirs)
  t.equal(clock.ours(theirs - 300), wall - 300, 'theirs is moved on')
  theirs -= 3 * HOUR
  clock.heard(theirs)
  t.equal(clock.ours(theirs - 300), wall - 300, 'theirs is moved back')
  for (let minute = 0; minute < 10; minute++) {
    pass(60_000)
    theirs += 40
    clock.heard(theirs)
  }
  t.ok(Math.abs(clock.ours(theirs) - wall) <= 100, 'they drift apart')
})
