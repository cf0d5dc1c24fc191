// Days as numbers: a calendar without clocks. Day 0 is 1 January 1970.

export type Day = number

/** 0 is Sunday, as in most calendars that programs keep. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** `month` and `day` from 1. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

/** Days from 1 January 1970 (day 0) to this date of the Gregorian calendar; a day too large runs into the next month. */
export function dayOf({ year, month, day }: CivilDate): Day {
  // The year begins in March here: then the leap day is its last, and months follow a rule.
  const y = month > 2 ? year : year - 1
  const m = (month + 9) % 12
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return 365 * y + leapDays + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468
}

export function dateOf(day: Day): CivilDate {
  let year = 1970 + Math.floor(day / 365.2425)
  while (dayOf({ year: year + 1, month: 1, day: 1 }) <= day) year++
  while (dayOf({ year, month: 1, day: 1 }) > day) year--
  let month = 12
  while (dayOf({ year, month, day: 1 }) > day) month--
  return { year, month, day: day - dayOf({ year, month, day: 1 }) + 1 }
}

/** 1 January 1970 was a Thursday. */
export function weekdayOf(day: Day): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday
}

/** @returns undefined for a date that no calendar has. */
export function existing(date: CivilDate): Day | undefined {
  const day = dayOf(date)
  const { year, month, day: ofMonth } = dateOf(day)
  return year === date.year && month === date.month && ofMonth === date.day ? day : undefined
}

/** `2026-09-02` */
export function written(day: Day): string {
  const { year, month, day: ofMonth } = dateOf(day)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(ofMonth)}`
}
