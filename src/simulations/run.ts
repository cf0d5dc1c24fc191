// A simulated day under way: where each caller is, what will happen when, and the floor as it is.
import type { FloorInput } from '../queues/events.ts'
import type { Floor } from '../queues/floor.ts'
import type { Roster } from '../queues/roster.ts'
import type { FloorStep } from '../queues/step.ts'
import type { Caller, Day, Shift } from './day.ts'
import type { DeskClock } from './desk-clock.ts'
import type { Dice } from './dice.ts'
import type { Visit } from './outcome.ts'
import type { Timeline } from './timeline.ts'

/** Sees each step of the engine. `atMs`: of the day. */
export type Watch = (input: FloorInput, step: FloorStep, atMs: number) => void

export type Ring = { visitor: Visitor; offer: string; agent: string; wrapUpMs: number; isLive: boolean }

export type Visitor = {
  caller: Caller
  dice: Dice
  phase: 'waiting' | 'talking' | 'gone'
  rings: Ring[]
}

export type Moment =
  | { type: 'joins'; visitor: Visitor }
  | { type: 'goes'; visitor: Visitor }
  | { type: 'picks-up'; ring: Ring }
  | { type: 'rings-out'; ring: Ring }
  | { type: 'hangs-up'; visitor: Visitor; ring: Ring }
  | { type: 'sits-down'; shift: Shift }
  | { type: 'stands-up'; shift: Shift }
  | { type: 'comes-back'; agent: string }

export type Run = {
  readonly day: Day
  readonly watch: Watch | undefined
  readonly roster: Roster
  readonly line: Timeline<Moment>
  readonly visitors: Map<string, Visitor>
  readonly visits: Visit[]
  readonly desks: DeskClock
  floor: Floor
  nowMs: number
  /** The engine's next own deadline. */
  wakesAtMs: number
}
