// The Vietnamese lunar calendar against the calendars that were printed.
import t from 'tap'
import { dateOf, dayOf, existing, weekdayOf, written } from '../../src/trunks/days.ts'
import { lunarDateOf, tetOf } from '../../src/trunks/lunar.ts'

/** The first day of each lunar year, 1990 to 2050. */
const TET = `
1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
2050-01-23`
  .trim()
  .split(/\s+/)

/** In these years the new year of China was another day: a day later, in 1985 a month. */
const UNLIKE_CHINA = { '1985-01-21': '1985-02-20', '2007-02-17': '2007-02-18', '2030-02-02': '2030-02-03' }

/** Year → its leap month. */
const LEAP = {
  ...{
    1984: 0,
    1985: 2,
    1987: 7,
    1990: 5,
    1993: 3,
    1995: 8,
    1998: 5,
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
  },
  ...{
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2028: 5,
    2031: 3,
    2033: 11,
    2036: 6,
    2039: 5,
    2026: 0,
    2027: 0,
  },
}

const dayIn = (iso: string) => {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  return dayOf({ year, month, day })
}

t.test('Tết of 1990 to 2050 is on its day', async t => {
  t.equal(TET.length, 61)
  t.same(
    TET.map(day => written(tetOf(Number(day.slice(0, 4))))),
    TET,
  )
  for (const day of TET) {
    t.match(lunarDateOf(dayIn(day)), { year: Number(day.slice(0, 4)), month: 1, day: 1, leap: false })
    t.match(lunarDateOf(dayIn(day) - 1), { year: Number(day.slice(0, 4)) - 1, month: 12 })
  }
})

t.test('where Vietnam and China differ, it is Vietnam’s', async t => {
  for (const [ours, theirs] of Object.entries(UNLIKE_CHINA)) {
    t.equal(written(tetOf(Number(ours.slice(0, 4)))), ours)
    t.not(lunarDateOf(dayIn(theirs)).day === 1 && lunarDateOf(dayIn(theirs)).month === 1, true)
  }
})

t.test('leap months come where they came', async t => {
  for (const [year, month] of Object.entries(LEAP)) {
    const leaps = new Set<number>()
    for (let day = tetOf(Number(year)); day < tetOf(Number(year) + 1); day++) {
      const date = lunarDateOf(day)
      if (date.leap) leaps.add(date.month)
    }
    t.same([...leaps], month === 0 ? [] : [month], year)
  }
})

t.test('Giỗ Tổ and the full moons of these years', async t => {
  const days = {
    ...{ '2024-04-18': [3, 10], '2025-04-07': [3, 10], '2026-04-26': [3, 10], '2027-04-16': [3, 10] },
    ...{ '2026-03-03': [1, 15], '2025-09-06': [7, 15], '2025-10-06': [8, 15], '2026-09-25': [8, 15] },
    ...{ '2024-02-09': [12, 30], '2025-01-28': [12, 29], '2026-02-16': [12, 29], '2027-02-05': [12, 29] },
  }
  for (const [day, [month, ofMonth]] of Object.entries(days))
    t.match(lunarDateOf(dayIn(day)), { month, day: ofMonth, leap: false }, day)
})

t.test('each day follows the one before, for two hundred years', async t => {
  let before = lunarDateOf(dayIn('1899-12-31'))
  for (let day = dayIn('1900-01-01'); day < dayIn('2100-01-01'); day++) {
    const date = lunarDateOf(day)
    const isNext = date.day === before.day + 1 && date.month === before.month && date.leap === before.leap
    const isFirst = date.day === 1 && before.day === before.monthLength
    if (!isNext && !isFirst) t.fail(written(day))
    if (date.monthLength !== 29 && date.monthLength !== 30)
      t.fail(`${written(day)}: ${date.monthLength} days`)
    before = date
  }
})

t.test('days are those of the calendar', async t => {
  for (let day = -200_000; day < 200_000; day += 97) {
    const theirs = new Date(day * 86_400_000)
    const ours = dateOf(day)
    const same =
      ours.year === theirs.getUTCFullYear() &&
      ours.month === theirs.getUTCMonth() + 1 &&
      ours.day === theirs.getUTCDate() &&
      weekdayOf(day) === theirs.getUTCDay() &&
      dayOf(ours) === day
    if (!same) t.fail(theirs.toISOString())
  }
  t.equal(existing({ year: 2026, month: 2, day: 29 }), undefined)
  t.equal(existing({ year: 2028, month: 2, day: 29 }), dayIn('2028-02-29'))
})
