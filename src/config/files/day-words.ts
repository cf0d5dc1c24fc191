// Days, months and times as people write them in hours.yaml, and what they mean.
import type { DayRule } from '../../trunks/day-rules.ts'
import { type Day, existing, type Weekday } from '../../trunks/days.ts'
import type { Span } from '../../trunks/hours.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const MONTH_DAY = '[0-9]{2}-[0-9]{2}'
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]'
const SPAN = `${TIME}-(${TIME}|24:00)`

export const TIME_PATTERN = `^${TIME}$|^24:00$`
export const SPANS_PATTERN = `^${SPAN}( *, *${SPAN})*$`
export const DAYS_PATTERN = rangesOf(DAYS)
export const MONTHS_PATTERN = rangesOf(MONTHS)
export const SEASON_PATTERN = `^${MONTH_DAY}\\.\\.${MONTH_DAY}$`
export const DATES_PATTERN = `^${DATE}(\\.\\.${DATE})?$`
/** A date, a day of every year, a day of the lunar calendar; or a span of such days. */
export const HOLIDAY_PATTERN = [
  DATES_PATTERN,
  `^${MONTH_DAY}(\\.\\.${MONTH_DAY})?$`,
  `^lunar ${MONTH_DAY}(\\.\\.${MONTH_DAY})?$`,
  '^lunar [0-9]{2}(-last)?$',
].join('|')

export const WEEKDAYS = DAYS.join(' ')

/** `mon-fri, sun` → 1 2 3 4 5 0; a span may go over the week's end (`fri-mon`). */
export function weekdaysIn(text: string): Weekday[] {
  return placesIn(text, DAYS) as Weekday[]
}

export function minuteIn(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

/** `08:00-12:00, 13:30-17:30` */
export function spansIn(text: string): Span[] {
  return text.split(',').map(span => {
    const [from = '', to = ''] = span.trim().split('-')
    return { fromMinute: minuteIn(from), toMinute: minuteIn(to) }
  })
}

/** `jun-aug, dec` → the days of these months. */
export function monthsIn(text: string): DayRule[] {
  return placesIn(text, MONTHS).map(at => ({
    kind: 'yearly',
    first: (at + 1) * 100 + 1,
    last: (at + 1) * 100 + 31,
  }))
}

/**
 * What a text of one of the patterns above means.
 * @returns undefined when there is no such day
 */
export function dayRuleIn(text: string): DayRule | undefined {
  if (text.startsWith('lunar ')) return lunarRuleIn(text.slice('lunar '.length))
  const [first = '', last = first] = text.split('..')
  if (first.length === 10) {
    const span = datesIn(text)
    return span && { kind: 'dates', ...span }
  }
  // A leap year has every day that a year can have.
  const isDay = (monthDay: string) => dateIn(`2024-${monthDay}`) !== undefined
  if (!isDay(first) || !isDay(last)) return undefined
  return { kind: 'yearly', first: monthDayIn(first), last: monthDayIn(last) }
}

/** `2026-02-16..2026-02-20`. @returns undefined when a day does not exist, or the last is before the first */
export function datesIn(text: string): { first: Day; last: Day } | undefined {
  const [begin = '', end = begin] = text.split('..')
  const [first, last] = [dateIn(begin), dateIn(end)]
  return first === undefined || last === undefined || last < first ? undefined : { first, last }
}

function lunarRuleIn(words: string): DayRule | undefined {
  if (words.endsWith('-last')) {
    const month = Number(words.slice(0, 2))
    return month >= 1 && month <= 12 ? { kind: 'lunar-last', month } : undefined
  }
  if (words.length === 2)
    return isLunar(1, Number(words)) ? { kind: 'lunar-monthly', day: Number(words) } : undefined
  const [first = '', last = first] = words.split('..')
  const there = [first, last].every(one => isLunar(Number(one.slice(0, 2)), Number(one.slice(3))))
  return there ? { kind: 'lunar', first: monthDayIn(first), last: monthDayIn(last) } : undefined
}

function isLunar(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 30
}

function monthDayIn(text: string): number {
  return Number(text.slice(0, 2)) * 100 + Number(text.slice(3))
}

function dateIn(text: string): Day | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return existing({ year, month, day })
}

function rangesOf(words: readonly string[]): string {
  const word = `(${words.join('|')})`
  return `^${word}(-${word})?( *, *${word}(-${word})?)*$`
}

function placesIn(text: string, words: readonly string[]): number[] {
  const found = new Set<number>()
  for (const span of text.split(',')) {
    const [first = '', last = first] = span.trim().split('-')
    const end = words.indexOf(last)
    let at = words.indexOf(first)
    found.add(at)
    while (at !== end) {
      at = (at + 1) % words.length
      found.add(at)
    }
  }
  return [...found]
}
