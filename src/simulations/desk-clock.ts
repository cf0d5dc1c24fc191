// Measures the time at the desks from what the floor says of its agents, within the day's span.
import type { FloorFact } from '../queues/events.ts'
import { SHIFT_OVER } from './day.ts'
import { type DeskTime, overlapMs } from './outcome.ts'

type Span = { fromMs: number; toMs: number }

export type DeskClock = {
  readonly span: Span
  /** Agent → since when he sits there. */
  readonly sits: Map<string, number>
  /** Agent → since when he talks or wraps up. */
  readonly works: Map<string, { fromMs: number; kind: 'talkMs' | 'wrapUpMs' }>
  readonly time: DeskTime
}

export function openDeskClock(span: Span): DeskClock {
  return { span, sits: new Map(), works: new Map(), time: { staffedMs: 0, talkMs: 0, wrapUpMs: 0 } }
}

export function sitDown(clock: DeskClock, agent: string, nowMs: number): void {
  if (!clock.sits.has(agent)) clock.sits.set(agent, nowMs)
}

export function standUp(clock: DeskClock, agent: string, nowMs: number): void {
  const fromMs = clock.sits.get(agent)
  if (fromMs === undefined) return
  clock.sits.delete(agent)
  clock.time.staffedMs += overlapMs({ fromMs, toMs: nowMs }, clock.span)
}

/** @param facts of one step. A talk that outlasts the shift keeps its agent at the desk. */
export function noteDesks(clock: DeskClock, facts: readonly FloorFact[], nowMs: number): void {
  for (const fact of facts) {
    if (fact.type !== 'AgentStateChanged') continue
    const { agent, to } = fact
    endWork(clock, agent, nowMs)
    if (to === 'busy') clock.works.set(agent, { fromMs: nowMs, kind: 'talkMs' })
    else if (to === 'wrap-up') clock.works.set(agent, { fromMs: nowMs, kind: 'wrapUpMs' })
    else if (to === 'paused' && fact.reason === SHIFT_OVER) standUp(clock, agent, nowMs)
  }
}

/** The day is over: what still goes on is counted until then. */
export function stopDesks(clock: DeskClock, nowMs: number): DeskTime {
  for (const agent of clock.works.keys()) endWork(clock, agent, nowMs)
  for (const agent of clock.sits.keys()) standUp(clock, agent, nowMs)
  return clock.time
}

function endWork(clock: DeskClock, agent: string, nowMs: number): void {
  const work = clock.works.get(agent)
  if (!work) return
  clock.works.delete(agent)
  clock.time[work.kind] += overlapMs({ fromMs: work.fromMs, toMs: nowMs }, clock.span)
}
