// The Vietnamese lunar calendar, reckoned on the meridian of UTC+7: that is why it sometimes differs from China's.
//
// A month begins on the day of the new moon. Month 11 holds the winter solstice; where 13 months lie between two of
// them, the first in which the sun enters no new twelfth of its circle is the leap month, named after the one before.
// New moons and the sun's place by the well-known series (J. Meeus, Astronomical Algorithms), good to a few minutes.
import { type Day, dateOf, dayOf } from './days.ts'

export type LunarDate = {
  /** The year by the number of the solar year in which it begins (Tết). */
  readonly year: number
  readonly month: number
  readonly day: number
  /** In the leap month, which repeats the number of the month before. */
  readonly leap: boolean
  /** 29 or 30. */
  readonly monthLength: number
}

type Month = { first: Day; month: number; leap: boolean }

const UTC_OFFSET_DAYS = 7 / 24
/** Julian day at the beginning of 1 January 1970, UTC. */
const EPOCH_JD = 2_440_587.5
const SYNODIC_MONTH = 29.530588853

export function lunarDateOf(day: Day): LunarDate {
  const { year } = dateOf(day)
  // Until Tết a day belongs to the lunar year that began in the solar year before.
  const months = [year - 2, year - 1, year].flatMap(monthsFrom)
  const at = months.findLastIndex(({ first }) => first <= day)
  const { first, month, leap } = months[at]!
  const tet = months.findLast(one => one.first <= day && one.month === 1 && !one.leap)!
  return {
    year: dateOf(tet.first).year,
    month,
    day: day - first + 1,
    leap,
    monthLength: (months[at + 1]?.first ?? monthsFrom(year + 1)[0]!.first) - first,
  }
}

/** The first day of the lunar year that begins in this solar year. */
export function tetOf(year: number): Day {
  return monthsFrom(year - 1).find(({ month, leap }) => month === 1 && !leap)!.first
}

/** A solar year's calendar is the same whenever it is asked for. */
const reckoned = new Map<number, readonly Month[]>()
const MOST_YEARS = 400

/** The months from the 11th month in this solar year to the last before the next 11th month. */
function monthsFrom(year: number): readonly Month[] {
  const known = reckoned.get(year)
  if (known) return known
  const begin = eleventhMonth(year)
  const end = eleventhMonth(year + 1)
  const firsts: Day[] = []
  for (let k = begin; k < end; k++) firsts.push(newMoonDay(k))
  firsts.push(newMoonDay(end))
  const leapAt =
    firsts.length === 14
      ? firsts.findIndex((first, n) => n > 0 && sunTwelfth(first) === sunTwelfth(firsts[n + 1] ?? first))
      : -1
  const months = firsts.slice(0, -1).map((first, n): Month => {
    const isBehindLeap = leapAt >= 0 && n >= leapAt
    return { first, month: ((10 + n - (isBehindLeap ? 1 : 0)) % 12) + 1, leap: n === leapAt }
  })
  if (reckoned.size >= MOST_YEARS) reckoned.clear()
  reckoned.set(year, months)
  return months
}

/** Number of the new moon that begins the month with the winter solstice of this solar year. */
function eleventhMonth(year: number): number {
  const lastDay = dayOf({ year, month: 12, day: 31 })
  let k = Math.floor((lastDay + EPOCH_JD - 2_415_021) / SYNODIC_MONTH) + 1
  while (newMoonDay(k) > lastDay || sunTwelfth(newMoonDay(k)) >= 9) k--
  return k
}

/** The Vietnamese day of the k-th new moon after the beginning of 1900. */
function newMoonDay(k: number): Day {
  return Math.floor(newMoon(k) - EPOCH_JD + UTC_OFFSET_DAYS)
}

/** Julian day of the k-th new moon, universal time. */
function newMoon(k: number): number {
  const t = k / 1236.85
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t ** 2 -
    0.000000155 * t ** 3 +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t ** 2)
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3
  const correction =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun)
  // What the earth's turning lags behind even time.
  const lag = -0.000278 + 0.000265 * t + 0.000262 * t ** 2
  return mean + correction - lag
}

/** In which twelfth of its circle the sun stands as this Vietnamese day begins: 9 begins at the winter solstice. */
function sunTwelfth(day: Day): number {
  const t = (day + EPOCH_JD - UTC_OFFSET_DAYS - 2_451_545) / 36_525
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3
  const mean = 280.46645 + 36000.76983 * t + 0.0003032 * t ** 2
  const longitude =
    mean +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly)
  return Math.floor((((longitude % 360) + 360) % 360) / 30)
}

function sin(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180)
}
