// Opening hours: is it open at this moment, why, and until when? Pure; the moment and the time zone come in as data.
//
//   a switch  ▷  an exception  ▷  a holiday  ▷  the schedule        (the first that has a say decides)
import { type DayRule, isOn } from './day-rules.ts'
import { type Day, type Weekday, weekdayOf } from './days.ts'
import type { HoursSwitch } from './switches.ts'
import { instantsOf, wallTime } from './wall-clock.ts'

/**
 * Half-open: open at `from`, closed at `to`. `to` ≤ `from` means: until that time of the next day. A span that
 * crosses midnight belongs to the day it begins on, for weekday, holiday and exception alike.
 */
export type Span = {
  /** Minutes since midnight on the wall clock; `toMinute` may be 1440 (24:00). An hour that comes twice is open twice. */
  readonly fromMinute: number
  readonly toMinute: number
}

export type OpenSpan = Span & {
  readonly days: readonly Weekday[]
  /** Only on days that one of these means: months, a season, dates. */
  readonly on?: readonly DayRule[]
}

/** A day on which it is closed. */
export type Holiday = { readonly on: DayRule; readonly name: string }

/** Days that follow neither schedule nor holidays; without spans they are closed. */
export type Exception = {
  readonly first: Day
  readonly last: Day
  readonly open: readonly Span[]
  readonly name?: string
}

export type Hours = {
  readonly name: string
  /** Language → title. */
  readonly title?: Readonly<Record<string, string>>
  readonly open: readonly OpenSpan[]
  readonly holidays?: readonly Holiday[]
  readonly exceptions?: readonly Exception[]
}

export type Openness = {
  readonly open: boolean
  readonly because: 'schedule' | 'holiday' | 'exception' | 'switch'
  /** Of the holiday or the exception; of a switch its note. */
  readonly name?: string
  /** Epoch ms at which it opens or closes next; missing where it does not within a year. */
  readonly nextChangeAt?: number
}

/** How far ahead a change is looked for. */
const HORIZON_DAYS = 400

/** @param timezone IANA name, checked before. */
export function isOpen(hours: Hours, at: number, timezone: string, switched?: HoursSwitch): boolean {
  return switched ? switched.position === 'open' : lookAt(hours, at, timezone).open
}

/** Whether it is open and why, without looking ahead. */
export function whyOpen(
  hours: Hours,
  at: number,
  timezone: string,
  switched?: HoursSwitch,
): Omit<Openness, 'nextChangeAt'> {
  if (!switched) return lookAt(hours, at, timezone)
  const { position, note } = switched
  return { open: position === 'open', because: 'switch', ...(note === undefined ? {} : { name: note }) }
}

/** @param switched the switch that rules at this moment, if any (switches.ts). */
export function openness(hours: Hours, at: number, timezone: string, switched?: HoursSwitch): Openness {
  const why = whyOpen(hours, at, timezone, switched)
  if (!switched) return { ...why, ...until(nextChange(hours, at, timezone)) }
  const { until: ends } = switched
  if (ends === undefined) return why
  const changesAtOnce = lookAt(hours, ends, timezone).open !== why.open
  return { ...why, ...until(changesAtOnce ? ends : nextChange(hours, ends, timezone)) }
}

function until(nextChangeAt: number | undefined): { nextChangeAt?: number } {
  return nextChangeAt === undefined ? {} : { nextChangeAt }
}

type Look = Pick<Openness, 'open' | 'because' | 'name'>

function lookAt(hours: Hours, at: number, timezone: string): Look {
  const { day, minute } = wallTime(at, timezone)
  const today = planOf(hours, day)
  const isToday = today.spans.some(
    span => minute >= span.fromMinute && (overMidnight(span) || minute < span.toMinute),
  )
  if (isToday) return { open: true, ...today.why }
  const yesterday = planOf(hours, day - 1)
  const isStill = yesterday.spans.some(span => overMidnight(span) && minute < span.toMinute)
  return isStill ? { open: true, ...yesterday.why } : { open: false, ...today.why }
}

type Plan = { spans: readonly Span[]; why: Pick<Openness, 'because' | 'name'> }

/** Reckoning with the moon takes long, and the same two days are asked for all day. */
const plans = new WeakMap<Hours, Map<Day, Plan>>()
const MOST_PLANS = 1_000

function planOf(hours: Hours, day: Day): Plan {
  const known = plans.get(hours) ?? new Map<Day, Plan>()
  const plan = known.get(day) ?? makePlan(hours, day)
  if (known.size >= MOST_PLANS) known.clear()
  plans.set(hours, known.set(day, plan))
  return plan
}

/** What a day has in store. */
function makePlan({ open, holidays = [], exceptions = [] }: Hours, day: Day): Plan {
  const exception = exceptions.find(({ first, last }) => day >= first && day <= last)
  if (exception) {
    const { open: spans, name } = exception
    return { spans, why: { because: 'exception', ...(name === undefined ? {} : { name }) } }
  }
  const holiday = holidays.find(({ on }) => isOn(on, day))
  if (holiday) return { spans: [], why: { because: 'holiday', name: holiday.name } }
  const weekday = weekdayOf(day)
  const spans = open.filter(
    ({ days, on }) => days.includes(weekday) && (on === undefined || on.some(rule => isOn(rule, day))),
  )
  return { spans, why: { because: 'schedule' } }
}

function overMidnight({ fromMinute, toMinute }: Span): boolean {
  return toMinute <= fromMinute
}

/** What was found holds until it comes; that there is none, for a month of the year that was looked at. */
type Found = { timezone: string; from: number; before: number; next: number | undefined }
const changes = new WeakMap<Hours, Found>()
const NONE_HOLDS_MS = 30 * 86_400_000

function nextChange(hours: Hours, at: number, timezone: string): number | undefined {
  const known = changes.get(hours)
  if (known?.timezone === timezone && at >= known.from && at < known.before) return known.next
  const next = lookForChange(hours, at, timezone)
  changes.set(hours, { timezone, from: at, before: next ?? at + NONE_HOLDS_MS, next })
  return next
}

/** Only where a day, a span or the clock itself turns can something change; these moments are tried in order. */
function lookForChange(hours: Hours, at: number, timezone: string): number | undefined {
  const isOpenNow = lookAt(hours, at, timezone).open
  const { day: today } = wallTime(at, timezone)
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    const turns = instantsOf(day, turningMinutes(hours, day), timezone).sort((a, b) => a - b)
    const found = turns.find(turn => turn > at && lookAt(hours, turn, timezone).open !== isOpenNow)
    if (found !== undefined) return found
  }
  return undefined
}

function turningMinutes(hours: Hours, day: Day): Set<number> {
  const minutes = new Set([0])
  for (const span of planOf(hours, day).spans) {
    minutes.add(span.fromMinute)
    if (!overMidnight(span)) minutes.add(span.toMinute)
  }
  for (const span of planOf(hours, day - 1).spans) if (overMidnight(span)) minutes.add(span.toMinute)
  return minutes
}
