// What would have been: a day as it was, simulated as it was, and simulated with a change; run by run with the same
// dice, so that what differs is the change and not chance.
import type { ServiceLevel } from '../reports/metrics/service-level.ts'
import { type Change, changed } from './change.ts'
import { type Confident, confident } from './confidence.ts'
import { type Crowd, crowdOf } from './crowd.ts'
import { type Day, HALF_HOUR_MS } from './day.ts'
import { type NumberName, type Numbers, numbersOf } from './numbers.ts'
import type { DeskTime, Outcome, Visit } from './outcome.ts'
import { overlapMs } from './outcome.ts'
import type { RecordedDay } from './recorded-day.ts'
import { simulate } from './simulate.ts'

export type Question = {
  change: Change
  arrivals: Crowd['arrivals']
  level: ServiceLevel
  runs: number
  seed: number
}

export type SureNumbers = Readonly<Partial<Record<NumberName, Confident>>>

/** `real`: as it was; the others are simulated. `difference`: changed − base, run by run. */
export type Compared = { real: Numbers; base: SureNumbers; changed: SureNumbers; difference: SureNumbers }

/** A half hour of the day, `fromMs` of it. Means over runs; null where nobody called. */
export type HalfHour = {
  fromMs: number
  calls: number
  real: HalfHourNumbers
  base: HalfHourNumbers
  changed: HalfHourNumbers
}
export type HalfHourNumbers = Pick<Numbers, 'serviceLevel' | 'averageWaitMs'>

export type WhatIf = {
  runs: number
  /** Of one run, without the change. */
  calls: number
  total: Compared
  queues: readonly ({ queue: string } & Compared)[]
  halfHours: readonly HalfHour[]
}

/** Beyond the last half hour: whoever waits longer ends with the day. */
const OVERTIME_MS = 2 * 3_600_000

type Tally = { visits: Visit[]; of: Map<string, Numbers[]>; total: Numbers[] }

export function whatIf(recorded: RecordedDay, question: Question): WhatIf {
  const { change, arrivals, level, runs, seed } = question
  const queues = [...new Set(recorded.calls.map(({ wish }) => wish.queue))].sort()
  const { span, roster, shifts } = recorded
  const grown = change.volume ?? 1
  const isMeant = (queue: string) => change.queue === undefined || change.queue === queue
  const staffed = changed({ roster, shifts }, change, queues, span)
  const base: Tally = { visits: [], of: new Map(), total: [] }
  const other: Tally = { visits: [], of: new Map(), total: [] }
  for (let run = 0; run < runs; run++) {
    const same = { arrivals, volume: () => 1 }
    const more = { arrivals, volume: (queue: string) => (isMeant(queue) ? grown : 1) }
    for (const [tally, crowd, staffing] of [
      [base, same, { roster, shifts }],
      [other, more, staffed],
    ] as const) {
      const callers = crowdOf(recorded, crowd, seed + run)
      count(tally, simulate(dayOf(recorded, { ...staffing, callers }), seed + run), queues, level)
    }
  }
  const was = realOutcome(recorded)
  const real = (queue: string) => numbersOf(ofQueue(was.visits, queue), level)
  return {
    runs,
    calls: recorded.calls.length,
    total: compared(numbersOf(was.visits, level, was.desks), base.total, other.total),
    queues: queues.map(queue => ({
      queue,
      ...compared(real(queue), base.of.get(queue) ?? [], other.of.get(queue) ?? []),
    })),
    halfHours: halfHoursOf(span, level, { real: was.visits, base: base.visits, changed: other.visits }),
  }
}

/** The day as it was, in the shape of a simulated one. */
export function realOutcome({ calls, shifts, talkMs, wrapUpMs, span }: RecordedDay): Outcome {
  const desks: DeskTime = {
    staffedMs: shifts.reduce((sum, shift) => sum + overlapMs(shift, span), 0),
    ...{ talkMs, wrapUpMs },
  }
  const visits = calls.map(({ wish, joinedAtMs, endedAs, waitMs }) => ({
    ...{ queue: wish.queue, joinedAtMs, endedAs, waitMs },
  }))
  return { visits, desks }
}

type Staffed = Pick<Day, 'roster' | 'shifts' | 'callers'>

function dayOf({ habits, span }: RecordedDay, staffed: Staffed): Day {
  return { ...staffed, habits, span, endsAtMs: span.toMs + OVERTIME_MS }
}

function count(
  tally: Tally,
  { visits, desks }: Outcome,
  queues: readonly string[],
  level: ServiceLevel,
): void {
  tally.visits.push(...visits)
  tally.total.push(numbersOf(visits, level, desks))
  for (const queue of queues) {
    const numbers = tally.of.get(queue) ?? []
    tally.of.set(queue, numbers)
    numbers.push(numbersOf(ofQueue(visits, queue), level))
  }
}

function compared(real: Numbers, base: readonly Numbers[], other: readonly Numbers[]): Compared {
  const differences = base.map((numbers, run) => minus(other[run] as Numbers, numbers))
  return { real, base: sure(base), changed: sure(other), difference: sure(differences) }
}

const NAMES = [
  ...(['offered', 'answered', 'abandoned', 'left', 'waiting'] as const),
  ...(['serviceLevel', 'averageWaitMs', 'abandonRate', 'occupancy'] as const),
] satisfies readonly NumberName[]

type Measured = Record<NumberName, number | null>

function minus(a: Numbers, b: Numbers): Measured {
  const entries = NAMES.map(name => {
    const [one, other] = [a[name], b[name]]
    return [name, one === null || other === null ? null : one - other]
  })
  return Object.fromEntries(entries) as Measured
}

function sure(runs: readonly Measured[]): SureNumbers {
  const entries = NAMES.flatMap(name => {
    const value = confident(runs.map(numbers => numbers[name]))
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

const ofQueue = (visits: readonly Visit[], queue: string): Visit[] =>
  visits.filter(visit => visit.queue === queue)

type Cells = Record<'real' | 'base' | 'changed', readonly Visit[]>

function halfHoursOf(span: RecordedDay['span'], level: ServiceLevel, cells: Cells): HalfHour[] {
  const nthOf = ({ joinedAtMs }: Visit) => Math.floor(joinedAtMs / HALF_HOUR_MS)
  const grouped = Object.entries(cells).map(([name, visits]) => [name, Map.groupBy(visits, nthOf)] as const)
  const found: HalfHour[] = []
  for (let nth = span.fromMs / HALF_HOUR_MS; nth < span.toMs / HALF_HOUR_MS; nth++) {
    const numbers = grouped.map(([name, cell]) => {
      const { serviceLevel, averageWaitMs } = numbersOf(cell.get(nth) ?? [], level)
      return [name, { serviceLevel, averageWaitMs }] as const
    })
    found.push({
      fromMs: nth * HALF_HOUR_MS,
      calls: cells.real.filter(visit => nthOf(visit) === nth).length,
      ...(Object.fromEntries(numbers) as Record<keyof Cells, HalfHourNumbers>),
    })
  }
  return found
}
