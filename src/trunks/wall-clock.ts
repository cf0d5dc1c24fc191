// The wall clock of a time zone: instants to days and minutes, and back. The zone comes in as data; summer time is
// the machine's own knowledge (Intl).
import { type Day, dateOf, dayOf } from './days.ts'

export type WallTime = { readonly day: Day /** Since midnight. */; readonly minute: number }

const MINUTES_A_DAY = 1440

/** @param timezone IANA name, checked before. */
export function wallTime(epochMs: number, timezone: string): WallTime {
  const minutes = Math.floor(epochMs / 60_000) + offsetMinutes(epochMs, timezone)
  const day = Math.floor(minutes / MINUTES_A_DAY)
  return { day, minute: minutes - day * MINUTES_A_DAY }
}

/**
 * The instants (epoch ms) of that day at which the clock shows one of these minutes, and at which it is put forward or
 * back. In no order.
 */
export function instantsOf(day: Day, minutes: Iterable<number>, timezone: string): number[] {
  const begin = day * MINUTES_A_DAY * 60_000
  const [early, late] = [begin - MINUTES_A_DAY * 60_000, begin + 2 * MINUTES_A_DAY * 60_000]
  const before = offsetMinutes(early, timezone)
  const after = offsetMinutes(late, timezone)
  const at = (minute: number, offset: number) => begin + (minute - offset) * 60_000
  if (before === after) return [...minutes].map(minute => at(minute, before))
  const moved = [...minutes].flatMap(minute => [at(minute, before), at(minute, after)])
  const turns = [...moved, changeBetween(early, late, timezone)]
  return turns.filter(turn => wallTime(turn, timezone).day === day)
}

/** The next moment after this one at which the clock shows this time. */
export function nextTime(epochMs: number, minute: number, timezone: string): number {
  const { day } = wallTime(epochMs, timezone)
  const shown = (at: number) => wallTime(at, timezone).minute === minute % MINUTES_A_DAY
  const times = [day, day + 1, day + 2].flatMap(one => instantsOf(one, [minute], timezone))
  return times.sort((a, b) => a - b).find(at => at > epochMs && shown(at)) ?? epochMs + 86_400_000
}

/** The first minute with the other offset. */
function changeBetween(early: number, late: number, timezone: string): number {
  const before = offsetMinutes(early, timezone)
  let [low, high] = [Math.floor(early / 60_000), Math.floor(late / 60_000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMinutes(middle * 60_000, timezone) === before) low = middle
    else high = middle
  }
  return high * 60_000
}

/** Clocks are moved at a quarter of an hour, so within one the offset holds. Asking Intl takes long. */
const QUARTER_MS = 15 * 60_000
const lastKnown = new Map<string, { quarter: number; offset: number }>()

/** Minutes that the wall clock is ahead of UTC. */
function offsetMinutes(epochMs: number, timezone: string): number {
  const quarter = Math.floor(epochMs / QUARTER_MS)
  const known = lastKnown.get(timezone)
  if (known?.quarter === quarter) return known.offset
  const offset = shownMinutes(quarter * QUARTER_MS, timezone) - (quarter * QUARTER_MS) / 60_000
  lastKnown.set(timezone, { quarter, offset })
  return offset
}

/** Making a formatter takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function shownMinutes(epochMs: number, timezone: string): number {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timezone, format)
  }
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return dayOf({ year, month, day }) * MINUTES_A_DAY + hour * 60 + minute
}

/** @returns `2026-03-02T09:00`, as the wall clock shows it. Sorts as text. */
export function localTime(at: number, timezone: string): string {
  const { day, minute } = wallTime(at, timezone)
  const date = dateOf(day)
  const two = (number: number) => String(number).padStart(2, '0')
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  return `${date.year}-${two(date.month)}-${two(date.day)}T${time}`
}
