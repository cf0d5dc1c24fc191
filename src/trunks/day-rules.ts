// Which days are meant: single dates, spans of them, days of every year, days of the lunar calendar.
import { type Day, dateOf } from './days.ts'
import { type LunarDate, lunarDateOf } from './lunar.ts'

/** Spans hold both their ends. `MonthDay` is month × 100 + day. */
export type DayRule =
  | { readonly kind: 'dates'; readonly first: Day; readonly last: Day }
  /** `last` before `first`: over the new year. */
  | { readonly kind: 'yearly'; readonly first: MonthDay; readonly last: MonthDay }
  /** Never in a leap month. */
  | { readonly kind: 'lunar'; readonly first: MonthDay; readonly last: MonthDay }
  /** The last day of a lunar month, the 29th or the 30th. */
  | { readonly kind: 'lunar-last'; readonly month: number }
  /** A day of every lunar month, leap months too. */
  | { readonly kind: 'lunar-monthly'; readonly day: number }

export type MonthDay = number

export function isOn(rule: DayRule, day: Day): boolean {
  switch (rule.kind) {
    case 'dates':
      return day >= rule.first && day <= rule.last
    case 'yearly': {
      const { month, day: ofMonth } = dateOf(day)
      return isWithin(month * 100 + ofMonth, rule)
    }
    case 'lunar': {
      const date = lunarDateOf(day)
      return !date.leap && isWithin(date.month * 100 + date.day, rule)
    }
    case 'lunar-last':
      return isLastOf(lunarDateOf(day), day, rule.month)
    case 'lunar-monthly':
      return lunarDateOf(day).day === rule.day
    default:
      return rule satisfies never
  }
}

/** Where a month is leap it comes twice, and its last day is that of the second. */
function isLastOf(date: LunarDate, day: Day, month: number): boolean {
  if (date.month !== month || date.day !== date.monthLength) return false
  return lunarDateOf(day + 1).month !== month
}

function isWithin(at: MonthDay, { first, last }: { first: MonthDay; last: MonthDay }): boolean {
  return first <= last ? at >= first && at <= last : at >= first || at <= last
}
