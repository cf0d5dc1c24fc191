// Opening hours at the moments where they go wrong: edges, midnight, holidays, summer time.
import t from 'tap'
import { type Hours, isOpen, type Weekday } from '../../src/trunks/hours.ts'

const SAIGON = 'Asia/Ho_Chi_Minh'
const monToFri: Weekday[] = [1, 2, 3, 4, 5]
const office: Hours = {
  name: 'office',
  open: [{ days: monToFri, fromMinute: 8 * 60, toMinute: 17 * 60 + 30 }],
  holidays: 'vietnam',
}
const vietnam = { '2026-02-17': 'Tết Nguyên đán' }

/** Is it open at this moment, written with its offset from UTC? */
function openAt(hours: Hours, iso: string, timezone = SAIGON, holidays?: Record<string, string>) {
  return isOpen(hours, holidays, Date.parse(iso), timezone)
}

t.test('it opens at the first moment and is closed at the last', async t => {
  t.equal(openAt(office, '2026-03-02T07:59:59.999+07:00'), false)
  t.equal(openAt(office, '2026-03-02T08:00:00+07:00'), true)
  t.equal(openAt(office, '2026-03-02T17:29:59.999+07:00'), true)
  t.equal(openAt(office, '2026-03-02T17:30:00+07:00'), false)
  t.equal(openAt(office, '2026-03-01T10:00:00+07:00'), false, 'a Sunday')
})

t.test('the time zone decides, not the machine', async t => {
  t.equal(openAt(office, '2026-03-02T01:00:00Z'), true)
  t.equal(openAt(office, '2026-03-02T01:00:00Z', 'America/New_York'), false)
})

t.test('a holiday closes the day', async t => {
  t.equal(openAt(office, '2026-02-17T10:00:00+07:00', SAIGON, vietnam), false)
  t.equal(openAt(office, '2026-02-17T10:00:00+07:00'), true)
  t.equal(openAt(office, '2026-02-18T10:00:00+07:00', SAIGON, vietnam), true)
})

t.test('a night shift belongs to the day on which it begins', async t => {
  const night: Hours = { name: 'night', open: [{ days: [1], fromMinute: 22 * 60, toMinute: 6 * 60 }] }
  t.equal(openAt(night, '2026-03-02T21:59:00+07:00'), false)
  t.equal(openAt(night, '2026-03-02T22:00:00+07:00'), true, 'Monday evening')
  t.equal(openAt(night, '2026-03-03T05:59:00+07:00'), true, 'Tuesday morning')
  t.equal(openAt(night, '2026-03-03T06:00:00+07:00'), false)
  t.equal(openAt(night, '2026-03-02T05:00:00+07:00'), false, 'Monday morning')
  const holidays = { '2026-03-02': 'A day off' }
  t.equal(openAt(night, '2026-03-03T05:00:00+07:00', SAIGON, holidays), false, 'the shift did not begin')
})

t.test('around the clock is never closed, and no hours are never open', async t => {
  const everyDay: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
  const always: Hours = { name: 'always', open: [{ days: everyDay, fromMinute: 0, toMinute: 1440 }] }
  const never: Hours = { name: 'never', open: [] }
  for (let hour = 0; hour < 24 * 8; hour++) {
    const at = Date.parse('2026-03-27T00:00:00Z') + hour * 3_600_000
    if (!isOpen(always, undefined, at, 'Europe/Berlin')) t.fail(new Date(at).toISOString())
    if (isOpen(never, undefined, at, 'Europe/Berlin')) t.fail(new Date(at).toISOString())
  }
})

t.test('summer time moves the hours with the wall clock', async t => {
  const early: Hours = { name: 'early', open: [{ days: [0], fromMinute: 60, toMinute: 3 * 60 }] }
  // Berlin, 29 March 2026: 02:00 becomes 03:00.
  t.equal(openAt(early, '2026-03-29T00:59:00Z', 'Europe/Berlin'), true, '01:59')
  t.equal(openAt(early, '2026-03-29T01:00:00Z', 'Europe/Berlin'), false, '03:00')
  // 25 October 2026: 02:30 comes twice.
  t.equal(openAt(early, '2026-10-25T00:30:00Z', 'Europe/Berlin'), true)
  t.equal(openAt(early, '2026-10-25T01:30:00Z', 'Europe/Berlin'), true)
  t.equal(openAt(early, '2026-10-25T02:00:00Z', 'Europe/Berlin'), false, '03:00')
  // The night before the change still belongs to Saturday.
  const night: Hours = { name: 'night', open: [{ days: [6], fromMinute: 22 * 60, toMinute: 6 * 60 }] }
  t.equal(openAt(night, '2026-03-29T03:30:00Z', 'Europe/Berlin'), true, '05:30 on Sunday')
  t.equal(openAt(night, '2026-10-25T04:30:00Z', 'Europe/Berlin'), true, '05:30 on Sunday')
})
