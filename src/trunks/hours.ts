// Opening hours: is it open at this moment? Pure; the moment and the time zone come in as data.

/** 0 is Sunday, as in most calendars that programs keep. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Half-open: open at `from`, closed at `to`. `to` ≤ `from` means: until that time of the next day. */
export type OpenInterval = {
  readonly days: readonly Weekday[]
  /** Minutes since midnight on the wall clock; `toMinute` may be 1440 (24:00). */
  readonly fromMinute: number
  readonly toMinute: number
}

export type Hours = {
  readonly name: string
  readonly open: readonly OpenInterval[]
  /** Name of the list of holidays that close it. */
  readonly holidays?: string
}

/** Local date `YYYY-MM-DD` → what the day is called. */
export type Holidays = Readonly<Record<string, string>>

/**
 * Is it open at this moment? An interval that crosses midnight belongs to the day it begins on, for the
 * weekday and for the holiday alike. Wall-clock times: an hour that summer time repeats is open twice.
 * @param holidays the list that `hours.holidays` names.
 * @param timezone IANA name, checked before.
 */
export function isOpen(
  hours: Hours,
  holidays: Holidays | undefined,
  epochMs: number,
  timezone: string,
): boolean {
  const now = wallClock(epochMs, timezone)
  // Half a day before this midnight is yesterday, whatever the clocks did in between.
  const noonBefore = epochMs - now.minute * 60_000 - 12 * 3_600_000
  const yesterday = wallClock(noonBefore, timezone)
  const closedToday = isHoliday(holidays, now.date)
  const closedYesterday = isHoliday(holidays, yesterday.date)
  return hours.open.some(({ days, fromMinute, toMinute }) => {
    const overMidnight = toMinute <= fromMinute
    if (!closedToday && days.includes(now.weekday))
      if (now.minute >= fromMinute && (overMidnight || now.minute < toMinute)) return true
    return overMidnight && !closedYesterday && days.includes(yesterday.weekday) && now.minute < toMinute
  })
}

function isHoliday(holidays: Holidays | undefined, date: string): boolean {
  return holidays !== undefined && Object.hasOwn(holidays, date)
}

type WallClock = { date: string; weekday: Weekday; minute: number }

/** Making a formatter takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function wallClock(epochMs: number, timezone: string): WallClock {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timezone, format)
  }
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = value
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: WEEKDAYS.indexOf(parts.weekday ?? '') as Weekday,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  }
}
