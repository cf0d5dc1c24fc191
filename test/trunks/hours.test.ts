// Opening hours at the moments where they go wrong: edges, midnight, holidays, exceptions, seasons, summer time; and
// against an oracle that knows nothing but a minute after the other.
import t from 'tap'
import { hoursFile } from '../../src/config/files/hours.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { dayOf, type Weekday } from '../../src/trunks/days.ts'
import { type Hours, isOpen, type OpenSpan, openness } from '../../src/trunks/hours.ts'
import { type HoursSwitch, rulingSwitch } from '../../src/trunks/switches.ts'
import { nextTime } from '../../src/trunks/wall-clock.ts'
import { type Dice, diceOf } from '../support/random-days.ts'

const SAIGON = 'Asia/Ho_Chi_Minh'
const MINUTE = 60_000
const at = (iso: string) => Date.parse(iso)

/** The hours of a hours.yaml without mistakes. */
function hoursIn(yaml: string): Readonly<Record<string, Hours>> {
  const { value, problems } = hoursFile.read(readYaml('hours.yaml', yaml).source?.data)
  t.same(problems, [])
  return value
}

const { office, night, always, never, early, summer } = hoursIn(`
hours:
  office:
    open:
      - { days: mon-fri, times: "08:00-12:00, 13:30-17:30" }
      - { days: sat, from: "08:00", to: "12:00" }
      - { days: sun, times: "09:00-11:00", months: jun-aug }
      - { days: tue, times: "18:00-20:00", season: "11-15..02-15" }
      - { dates: "2026-12-24", times: "18:00-22:00" }
      - { days: fri, from: "22:00", to: "02:00" }
    holidays: [vietnam, own]
    exceptions:
      "2026-08-22": { open: "08:00-17:30", name: Làm bù }
      "2026-09-02": "08:00-10:00"
      "2026-12-31": closed
      "2027-02-04..2027-02-05": "23:00-01:00"
  night: { open: [{ days: mon, from: "22:00", to: "06:00" }], holidays: own }
  always: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }
  never: { open: [] }
  early: { open: [{ days: sun, from: "01:00", to: "03:00" }, { days: sat, from: "22:00", to: "00:30" }] }
  summer: { open: [{ times: "08:00-12:00", season: "06-01..08-31" }] }
holidays:
  vietnam:
    "01-01": Tết Dương lịch
    "lunar 12-last": Giao thừa
    "lunar 01-01..01-04": Tết Nguyên đán
    "lunar 03-10": Giỗ Tổ Hùng Vương
    "04-30..05-01": Ngày nghỉ
    "09-02": Quốc khánh
    "2026-09-01": Quốc khánh
  own: { "2026-07-06": Du lịch công ty, "lunar 08-15": Trung thu }
`) as Record<'office' | 'night' | 'always' | 'never' | 'early' | 'summer', Hours>

const told = (hours: Hours, iso: string, timezone = SAIGON, switched?: HoursSwitch) => {
  const { nextChangeAt, ...rest } = openness(hours, at(iso), timezone, switched)
  return { ...rest, ...(nextChangeAt !== undefined && { next: new Date(nextChangeAt).toISOString() }) }
}

t.test('it opens at the first moment and is closed at the last, and says until when', async t => {
  const { open } = told(office, '2026-03-02T07:59:59.999+07:00')
  t.equal(open, false)
  t.same(told(office, '2026-03-02T08:00:00+07:00'), {
    open: true,
    because: 'schedule',
    next: '2026-03-02T05:00:00.000Z',
  })
  t.same(told(office, '2026-03-02T12:00:00+07:00'), {
    open: false,
    because: 'schedule',
    next: '2026-03-02T06:30:00.000Z',
  })
  t.equal(told(office, '2026-03-02T17:29:59.999+07:00').open, true)
  t.equal(told(office, '2026-03-01T10:00:00+07:00').open, false, 'a Sunday')
  t.equal(told(office, '2026-06-07T10:00:00+07:00').open, true, 'a Sunday in summer')
})

t.test('the time zone decides, not the machine', async t => {
  t.equal(told(office, '2026-03-02T01:00:00Z').open, true)
  t.equal(told(office, '2026-03-02T01:00:00Z', 'America/New_York').open, false)
})

t.test('holidays of the sun and of the moon close the day, and have a name', async t => {
  t.match(told(office, '2026-02-16T10:00:00+07:00'), { open: false, because: 'holiday', name: 'Giao thừa' })
  t.match(told(office, '2026-02-20T10:00:00+07:00'), { open: false, name: 'Tết Nguyên đán' })
  t.equal(told(office, '2026-02-20T10:00:00+07:00').next, '2026-02-21T01:00:00.000Z')
  t.match(told(office, '2027-02-06T10:00:00+07:00'), { open: false, name: 'Tết Nguyên đán' })
  t.match(told(office, '2027-04-16T10:00:00+07:00'), { name: 'Giỗ Tổ Hùng Vương' })
  t.match(told(office, '2026-09-25T10:00:00+07:00'), { name: 'Trung thu' })
  t.equal(told(office, '2026-09-26T10:00:00+07:00').open, true)
})

t.test('an exception goes before the schedule and before holidays', async t => {
  t.same(told(office, '2026-08-22T15:00:00+07:00'), {
    open: true,
    because: 'exception',
    name: 'Làm bù',
    next: '2026-08-22T10:30:00.000Z',
  })
  t.match(told(office, '2026-09-02T09:00:00+07:00'), { open: true, because: 'exception' })
  t.match(told(office, '2026-09-02T11:00:00+07:00'), { open: false, because: 'exception' })
  t.match(told(office, '2026-12-31T09:00:00+07:00'), { open: false, because: 'exception' })
})

t.test('a night shift belongs to the day on which it begins', async t => {
  t.equal(told(night, '2026-03-02T21:59:00+07:00').open, false)
  t.equal(told(night, '2026-03-02T22:00:00+07:00').open, true, 'Monday evening')
  t.equal(told(night, '2026-03-03T05:59:00+07:00').open, true, 'Tuesday morning')
  t.equal(told(night, '2026-03-03T06:00:00+07:00').open, false)
  t.equal(told(night, '2026-03-02T05:00:00+07:00').open, false, 'Monday morning')
  t.equal(told(night, '2026-07-07T05:00:00+07:00').open, false, 'the shift did not begin on a holiday')
})

t.test('around the clock never closes, no hours never open, and neither changes', async t => {
  for (let hour = 0; hour < 24 * 8; hour++) {
    const moment = at('2026-03-27T00:00:00Z') + hour * 60 * MINUTE
    if (!isOpen(always, moment, 'Europe/Berlin')) t.fail(new Date(moment).toISOString())
    if (isOpen(never, moment, 'Europe/Berlin')) t.fail(new Date(moment).toISOString())
  }
  for (const hours of [always, never])
    t.equal(openness(hours, at('2026-03-27T00:00:00Z'), 'Europe/Berlin').nextChangeAt, undefined)
  t.equal(told(summer, '2026-09-01T00:00:00+07:00').next, '2027-06-01T01:00:00.000Z', 'nine months on')
})

t.test('summer time moves the hours with the wall clock', async t => {
  // Berlin, 29 March 2026: 02:00 becomes 03:00.
  t.match(told(early, '2026-03-29T00:59:00Z', 'Europe/Berlin'), {
    open: true,
    next: '2026-03-29T01:00:00.000Z',
  })
  t.equal(told(early, '2026-03-29T01:00:00Z', 'Europe/Berlin').open, false, '03:00')
  // 25 October 2026: 02:30 comes twice.
  t.equal(told(early, '2026-10-25T00:30:00Z', 'Europe/Berlin').open, true)
  t.equal(told(early, '2026-10-25T01:30:00Z', 'Europe/Berlin').open, true)
  t.equal(told(early, '2026-10-25T02:00:00Z', 'Europe/Berlin').open, false, '03:00')
})

t.test('a switch goes before everything, until its time', async t => {
  const lan = { by: 'lan', byName: 'Lan', at: at('2026-03-02T09:00:00+07:00'), note: 'mất điện' }
  const closed: HoursSwitch = { ...lan, position: 'closed', until: at('2026-03-02T14:00:00+07:00') }
  t.same(told(office, '2026-03-02T09:00:00+07:00', SAIGON, closed), {
    open: false,
    because: 'switch',
    name: 'mất điện',
    next: '2026-03-02T07:00:00.000Z',
  })
  const overNight: HoursSwitch = { ...closed, until: at('2026-03-02T23:00:00+07:00') }
  t.equal(told(office, '2026-03-02T09:00:00+07:00', SAIGON, overNight).next, '2026-03-03T01:00:00.000Z')
  const { until: _, ...forGood } = closed
  t.equal(told(office, '2026-03-02T09:00:00+07:00', SAIGON, forGood).next, undefined)

  const switches = new Map([
    ['hours:office', closed],
    ['hotline:main', { ...lan, position: 'open' as const }],
  ])
  const ruling = (place: object, iso: string) => rulingSwitch(switches, place, at(iso))?.position
  t.equal(ruling({ hours: 'office' }, '2026-03-02T13:59:59+07:00'), 'closed')
  t.equal(ruling({ hours: 'office' }, '2026-03-02T14:00:00+07:00'), undefined, 'over')
  t.equal(
    ruling({ hours: 'office', hotline: 'main' }, '2026-03-02T10:00:00+07:00'),
    'open',
    'the hotline’s own',
  )
  t.equal(ruling({ hours: 'night', hotline: 'other' }, '2026-03-02T10:00:00+07:00'), undefined)
})

t.test('the next 14:00 is today’s or tomorrow’s', async t => {
  const next = (iso: string) => new Date(nextTime(at(iso), 14 * 60, SAIGON)).toISOString()
  t.equal(next('2026-03-02T13:59:59+07:00'), '2026-03-02T07:00:00.000Z')
  t.equal(next('2026-03-02T14:00:00+07:00'), '2026-03-03T07:00:00.000Z')
  const berlin = nextTime(at('2026-03-28T20:00:00Z'), 2 * 60 + 30, 'Europe/Berlin')
  t.equal(new Date(berlin).toISOString(), '2026-03-30T00:30:00.000Z', 'a time that one day does not have')
})

t.test('every minute of two years is as an oracle says that fills in minute by minute', async t => {
  const lunarDays = [
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-26', '2026-09-25'],
    ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-04-16', '2027-09-15'],
  ]
  const fixed = ['01-01', '04-30', '05-01', '09-02']
  const begin = at('2026-01-01T00:00:00+07:00')
  const days = 730
  const minutes = new Uint8Array((days + 2) * 1440)
  const fill = (day: number, from: string, to: string) => {
    const [first, last] = [from, to].map(time => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
    const end = last! <= first! ? last! + 1440 : last!
    minutes.fill(1, day * 1440 + first!, day * 1440 + end)
  }
  for (let day = -1; day < days; day++) {
    const date = new Date(begin + day * 86_400_000 + 12 * 3_600_000)
    const name = date.toISOString().slice(0, 10)
    const weekday = date.getUTCDay()
    const monthDay = name.slice(5)
    if (day < 0) continue
    if (name === '2026-08-22') fill(day, '08:00', '17:30')
    else if (name === '2026-09-02') fill(day, '08:00', '10:00')
    else if (name === '2027-02-04' || name === '2027-02-05') fill(day, '23:00', '01:00')
    else if (name === '2026-12-31' || name === '2026-09-01' || name === '2026-07-06') continue
    else if (lunarDays.includes(name) || fixed.includes(monthDay)) continue
    else {
      if (weekday >= 1 && weekday <= 5) {
        fill(day, '08:00', '12:00')
        fill(day, '13:30', '17:30')
      }
      if (weekday === 6) fill(day, '08:00', '12:00')
      if (weekday === 0 && monthDay >= '06-01' && monthDay <= '08-31') fill(day, '09:00', '11:00')
      if (weekday === 2 && (monthDay >= '11-15' || monthDay <= '02-15')) fill(day, '18:00', '20:00')
      if (name === '2026-12-24') fill(day, '18:00', '22:00')
      if (weekday === 5) fill(day, '22:00', '02:00')
    }
  }
  const wrong: string[] = []
  for (let minute = 0; minute < days * 1440; minute++)
    if (isOpen(office, begin + minute * MINUTE, SAIGON) !== (minutes[minute] === 1))
      wrong.push(new Date(begin + minute * MINUTE).toISOString())
  t.same(wrong.slice(0, 10), [])

  for (let day = 0; day < days - 60; day++) {
    const minute = day * 1440 + ((day * 397) % 1440)
    let next = minute + 1
    while (minutes[next] === minutes[minute]) next++
    const { nextChangeAt } = openness(office, begin + minute * MINUTE, SAIGON)
    if (nextChangeAt !== begin + next * MINUTE)
      t.fail(`from ${new Date(begin + minute * MINUTE).toISOString()}: ${nextChangeAt}`)
  }
})

t.test('the next change is the next, for hours by chance and clocks that are moved', async t => {
  const zones = {
    'Europe/Berlin': '2026-03-27T12:00:00Z',
    'America/New_York': '2026-10-30T12:00:00Z',
    'Australia/Lord_Howe': '2026-10-02T12:00:00Z',
    'Asia/Ho_Chi_Minh': '2026-06-01T00:00:00Z',
    'America/Santiago': '2026-09-04T12:00:00Z',
  }
  let tried = 0
  for (let seed = 1; seed <= 60; seed++) {
    const dice = diceOf(seed)
    const hours = hoursByChance(dice)
    for (const [zone, from] of Object.entries(zones)) {
      const begin = at(from)
      const span = 4 * 1440
      const open = Uint8Array.from({ length: span }, (_, minute) =>
        Number(isOpen(hours, begin + minute * MINUTE, zone)),
      )
      let minute = dice.ms(0, 1440)
      while (minute < span) {
        let next = minute + 1
        while (next < span && open[next] === open[minute]) next++
        const { nextChangeAt } = openness(hours, begin + minute * MINUTE, zone)
        const isRight =
          next < span
            ? nextChangeAt === begin + next * MINUTE
            : (nextChangeAt ?? Infinity) >= begin + next * MINUTE
        if (!isRight)
          t.fail(`seed ${seed}, ${zone}, minute ${minute}: ${nextChangeAt}, not ${begin + next * MINUTE}`)
        tried++
        minute = next
      }
    }
  }
  t.ok(tried > 1_000, `${tried} changes`)
})

function hoursByChance(dice: Dice): Hours {
  const span = () => ({ fromMinute: dice.ms(0, 96) * 15, toMinute: dice.ms(0, 97) * 15 })
  const days = () => ([0, 1, 2, 3, 4, 5, 6] as Weekday[]).filter(() => dice.chance(0.5))
  const open: OpenSpan[] = Array.from({ length: dice.ms(0, 4) }, () => ({ days: days(), ...span() }))
  const first = dayOf({ year: 2026, month: 3, day: 26 + dice.ms(0, 5) })
  const exceptions = dice.chance(0.5) ? [{ first, last: first + dice.ms(0, 2), open: [span()] }] : []
  return { name: 'chance', open, exceptions }
}
