// A day to be simulated: who calls and what he is like, who sits at the desks, how they answer.
// All times are ms since the day's first moment.
import type { FloorInput } from '../queues/events.ts'
import type { Roster } from '../queues/roster.ts'
import type { Spread } from './spread.ts'

/** What a caller wants of the floor: queue, priority, skills. */
export type Wish = Omit<Extract<FloorInput, { type: 'CallerJoined' }>, 'type' | 'conversation' | 'since'>

export type Caller = {
  conversation: string
  wish: Wish
  joinsAtMs: number
  /** Waiting time that he brings along, from before he joined. */
  ageMs: number
  /** How long he waits for an answer; Infinity: until the day ends. */
  patienceMs: number
  /** Hung up, or went where the flow led him. */
  goesAs: 'abandoned' | 'left'
  talkMs: number
}

/** Half-open. An agent may have several, which do not overlap. */
export type Shift = { agent: string; fromMs: number; toMs: number }

/** How agents treat a ringing phone, and the wrap-up that they are given. */
export type Habits = {
  /** From the offer until somebody speaks. */
  pickUp: Spread
  /** 0 to 1: offers that nobody answers. */
  missed: number
  /** Of the wrap-up that the queue grants, how much is used; 1 = all. */
  wrapUpUsed: number
}

export type Day = {
  roster: Roster
  callers: readonly Caller[]
  shifts: readonly Shift[]
  habits: Habits
  /** What is counted as time at the desks; half-open. */
  span: { fromMs: number; toMs: number }
  /** Who still waits then is counted as waiting. */
  endsAtMs: number
}

/** The reason that agents pause for when their shift is over. */
export const SHIFT_OVER = 'shift-over'

export const HALF_HOUR_MS = 30 * 60_000
