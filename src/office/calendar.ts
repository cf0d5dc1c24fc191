// Local days: which one it is, when it began, and whether a time of day has come. Pure.

/** A date on the wall of a time zone, YYYY-MM-DD. */
export type Day = string

type Wall = { day: Day; time: string; epochAsUtc: number }

const formats = new Map<string, Intl.DateTimeFormat>()

/** @param timezone IANA name, checked before */
function wallAt(epochMs: number, timezone: string): Wall {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      ...{ calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    })
    formats.set(timezone, format)
  }
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = value
  const day = `${parts.year}-${parts.month}-${parts.day}`
  const time = `${parts.hour}:${parts.minute}`
  return { day, time, epochAsUtc: Date.parse(`${day}T${time}:${parts.second}Z`) }
}

/** The day whose `at` (HH:MM) has passed last. */
export function lastDueDay(epochMs: number, at: string, timezone: string): Day {
  const { day, time } = wallAt(epochMs, timezone)
  return time >= at ? day : daysFrom(day, -1)
}

export function daysFrom(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** When the wall shows `at` on that day, epoch ms; a time that the clocks skip counts as the moment they did. */
export function momentOf(day: Day, at: string, timezone: string): number {
  const wanted = Date.parse(`${day}T${at}:00Z`)
  // Two rounds: the first guess may lie on the other side of a change of the clocks.
  let guess = wanted
  for (let round = 0; round < 2; round++) {
    const shownMs = wallAt(guess, timezone).epochAsUtc
    guess += wanted - shownMs
  }
  return guess
}
