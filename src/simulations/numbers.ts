// A day's numbers as the reports define them: service level, ASA, abandon rate; and occupancy.
import { type ServiceLevel, SHORT_ABANDON_MS } from '../reports/metrics/service-level.ts'
import type { DeskTime, Visit } from './outcome.ts'

export type Numbers = {
  offered: number
  answered: number
  abandoned: number
  /** Went where the flow led them: a message, another queue. */
  left: number
  /** When the day ended. */
  waiting: number
  /** Percent, of the variant that was asked for. */
  serviceLevel: number | null
  /** Of those answered. */
  averageWaitMs: number | null
  /** Percent: abandoned ÷ offered. */
  abandonRate: number | null
  /** Percent: (talk + wrap-up) ÷ time at the desks. Of all desks together. */
  occupancy: number | null
}

export type NumberName = keyof Numbers

export function numbersOf(visits: readonly Visit[], level: ServiceLevel, desks?: DeskTime): Numbers {
  const counts = { answered: 0, abandoned: 0, left: 0, waiting: 0 }
  let answeredMs = 0
  for (const { endedAs, waitMs } of visits) {
    counts[endedAs]++
    if (endedAs === 'answered') answeredMs += waitMs
  }
  return {
    offered: visits.length,
    ...counts,
    serviceLevel: servedInTime(visits, level),
    averageWaitMs: counts.answered === 0 ? null : answeredMs / counts.answered,
    abandonRate: percent(counts.abandoned, visits.length),
    occupancy: desks ? percent(desks.talkMs + desks.wrapUpMs, desks.staffedMs) : null,
  }
}

/** As reports/metrics/service-level.ts says in SQL. */
function servedInTime(visits: readonly Visit[], { variant, withinMs }: ServiceLevel): number | null {
  const count = (endedAs: Visit['endedAs'], isCounted = (_waitMs: number) => true) =>
    visits.filter(visit => visit.endedAs === endedAs && isCounted(visit.waitMs)).length
  const inTime = (waitMs: number) => waitMs <= withinMs
  const answered = count('answered', inTime)
  switch (variant) {
    case 'offered':
      return percent(answered, visits.length)
    case 'answered':
      return percent(answered, count('answered'))
    case 'with-abandoned':
      return percent(answered + count('abandoned', inTime), count('answered') + count('abandoned'))
    case 'without-short':
      return percent(answered, visits.length - count('abandoned', waitMs => waitMs < SHORT_ABANDON_MS))
    default:
      return variant satisfies never
  }
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole
}
