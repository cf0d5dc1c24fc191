// Days on the wall clock, as texts such as `2026-03-02`: does the day exist, and which weekday is it?

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Is this a day of the calendar? */
export function isDay(text: string): boolean {
  const [year, month, day] = partsOf(text)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** @param text begins with a day; what follows is not looked at. */
export function weekdayOf(text: string): Weekday {
  const [year, month, day] = partsOf(text)
  // Sakamoto's way: 0 is Sunday.
  const from = month < 3 ? year - 1 : year
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0
  const sunday =
    (from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + shift + day) % 7
  return WEEKDAYS[(sunday + 6) % 7] ?? 'mon'
}

function partsOf(text: string): [year: number, month: number, day: number] {
  return [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))]
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
