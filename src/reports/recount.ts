// Every metric once more, from the raw journal and without SQL: what the reports say must agree with it.
import type { JournalRecord } from '../switchboard/journal.ts'
import type { Dimension } from './dimension.ts'
import { type DeskVisit, type Visit, visitsIn } from './journal-visits.ts'
import { type ServiceLevel, SHORT_ABANDON_MS, USUAL } from './metrics/service-level.ts'

export type Recount = Record<string, number | null>

type Question = {
  by: Dimension
  /** Epoch ms of the arrival, half-open. */
  from: number
  to: number
  /** IANA name. */
  timezone: string
  level?: ServiceLevel
}

/** @returns key → metric → value; the key `` holds the totals */
export function recount(records: Iterable<JournalRecord>, question: Question): Map<string, Recount> {
  const { by, from, to, timezone, level = USUAL } = question
  const { visits, deskVisits } = visitsIn(records)
  const within = ({ arrivedAt }: { arrivedAt: number }) => arrivedAt >= from && arrivedAt < to
  const groups = new Map<string, Counted[]>([['', visits.filter(within)]])
  const add = (key: string, visit: Counted) => groups.set(key, [...(groups.get(key) ?? []), visit])
  if (by === 'agent') for (const visit of deskVisits.filter(within)) add(visit.agent, visit)
  else for (const visit of visits.filter(within)) add(keyOf(visit, by, timezone), visit)
  return new Map([...groups].map(([key, group]) => [key, numbersOf(group, level)]))
}

type Counted = Visit | DeskVisit

function keyOf(visit: Visit, by: Exclude<Dimension, 'agent'>, timezone: string): string {
  if (by === 'queue' || by === 'hotline') return visit[by]
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    ...(by === 'hour'
      ? { hour: '2-digit', hourCycle: 'h23' }
      : { year: 'numeric', month: '2-digit', day: '2-digit' }),
  })
  return parts.format(visit.arrivedAt)
}

function numbersOf(visits: readonly Counted[], level: ServiceLevel): Recount {
  const answered = visits.filter(({ answerWaitMs }) => answerWaitMs !== undefined)
  const waits = answered.map(({ answerWaitMs = 0 }) => answerWaitMs)
  const abandonedWaits = visits.flatMap(({ abandonWaitMs }) => abandonWaitMs ?? [])
  return {
    offered: visits.length,
    answered: answered.length,
    abandoned: abandonedWaits.length,
    'service-level': servedInTime(visits.length, waits, abandonedWaits, level),
    'average-wait': average(waits),
    'average-talk': average(answered.map(({ talkMs }) => talkMs)),
    'average-wrap-up': average(answered.map(({ wrapUpMs }) => wrapUpMs)),
    'average-handling': average(answered.map(({ talkMs, wrapUpMs }) => talkMs + wrapUpMs)),
    'abandon-rate': percent(abandonedWaits.length, visits.length),
    'average-abandoned-wait': average(abandonedWaits),
    'longest-abandoned-wait': abandonedWaits.length === 0 ? null : Math.max(...abandonedWaits),
    missed: visits.reduce((sum, visit) => sum + visit.missed, 0),
  }
}

function servedInTime(
  offered: number,
  waits: readonly number[],
  abandonedWaits: readonly number[],
  { variant, withinMs }: ServiceLevel,
): number | null {
  const inTime = (all: readonly number[]) => all.filter(ms => ms <= withinMs).length
  switch (variant) {
    case 'offered':
      return percent(inTime(waits), offered)
    case 'answered':
      return percent(inTime(waits), waits.length)
    case 'with-abandoned':
      return percent(inTime(waits) + inTime(abandonedWaits), waits.length + abandonedWaits.length)
    case 'without-short':
      return percent(inTime(waits), offered - abandonedWaits.filter(ms => ms < SHORT_ABANDON_MS).length)
    default:
      return variant satisfies never
  }
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1000 * part) / whole) / 10
}

function average(all: readonly number[]): number | null {
  return all.length === 0 ? null : Math.round(all.reduce((sum, one) => sum + one, 0) / all.length)
}
