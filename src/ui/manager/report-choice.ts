// Which report over which time: it stands in the address, so that a report can be sent to somebody.
import { useLocation, useParams, useSearchParams } from 'wouter'
import type { ReportList } from '../../http/published.ts'
import { dayAway, localDay, startOfDay } from '../shared/format.ts'

export const RANGES = ['today', 'yesterday', 'week', 'month', 'last-month', 'own'] as const
export type RangeName = (typeof RANGES)[number]

/** First and last day that belong to it, in this machine's time zone. */
export function daysOf(range: RangeName, now = new Date()): { from: string; to: string } {
  const monthStart = (months: number) => localDay(new Date(now.getFullYear(), now.getMonth() + months, 1))
  switch (range) {
    case 'today':
      return { from: dayAway(0, now), to: dayAway(0, now) }
    case 'yesterday':
      return { from: dayAway(-1, now), to: dayAway(-1, now) }
    case 'month':
      return { from: monthStart(0), to: dayAway(0, now) }
    case 'last-month':
      return { from: monthStart(-1), to: localDay(new Date(now.getFullYear(), now.getMonth(), 0)) }
    default:
      return { from: dayAway(-6, now), to: dayAway(0, now) }
  }
}

type Change = { report?: string; by?: string; range?: RangeName; from?: string; to?: string }

export function useReportChoice(reports: ReportList) {
  const { name } = useParams<{ name?: string }>()
  const [chosen, setChosen] = useSearchParams()
  const [, go] = useLocation()
  const report = reports.find(one => one.name === name) ?? reports[0]
  const asked = chosen.get('range')
  const range = RANGES.find(one => one === asked) ?? 'week'
  const days =
    range === 'own' ? { from: chosen.get('from') ?? '', to: chosen.get('to') ?? '' } : daysOf(range)
  const from = days.from || daysOf('week').from
  const to = days.to || daysOf('week').to
  const by =
    report?.dimensions.find(one => one.by === chosen.get('by'))?.by ?? report?.dimensions[0]?.by ?? 'queue'
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const change = ({ report: other, ...rest }: Change) => {
    const next = new URLSearchParams(chosen)
    for (const [key, value] of Object.entries(rest)) next.set(key, value)
    if (other) go(`/reports/${other}?${next}`)
    else setChosen(next)
  }
  return {
    ...{ report, by, range, from, to, timezone, change },
    chooseRange: (value: RangeName) =>
      change(value === 'own' ? { range: value, from, to } : { range: value }),
    /** undefined: the address names a day that no calendar has. */
    question:
      isDay(from) && isDay(to)
        ? { from: startOfDay(from), to: startOfDay(dayAfter(to)), by, timezone }
        : undefined,
  }
}

function isDay(day: string): boolean {
  return localDay(new Date(`${day}T00:00:00`)) === day
}

function dayAfter(day: string): string {
  return dayAway(1, new Date(`${day}T00:00:00`))
}
