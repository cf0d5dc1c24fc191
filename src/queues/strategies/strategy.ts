// A strategy is an ordering of the free agents of a queue, and nothing else: one small file each.
import type { WaitSketch } from '../wait-sketch.ts'

/** A free agent's seat: his rank is his place at the table; lists come ordered by seat. */
export type Seat = { agent: string; rank: number; level?: number }

/** What a queue remembers between offers: who was rung last, and what it learnt of its waits. */
/** Who gave up while he waited: if he calls again in time, he waits since then. House ms. */
export type GaveUp = { readonly contact: string; readonly since: number; readonly at: number }

export type Memory = { gaveUp?: readonly GaveUp[]; last?: Seat; waits?: WaitSketch }

/** A free agent as a strategy sees him. Durations in ms. Counts are those of the queue's period. */
export type Candidate = {
  readonly agent: string
  readonly level: number
  readonly rank: number
  /** His place among the free seats, from 0. */
  readonly seat: number
  /** How many free seats after the one that was rung last; 0: he is next around the table. */
  readonly turn: number
  readonly idleMs: number
  readonly calls: number
  readonly talkMs: number
  /** Talk and wrap-up. */
  readonly workMs: number
  readonly weight: number
  /** 0 ≤ … < 1, another one for each agent and offer. */
  readonly chance: number
}

export type Strategy = {
  readonly name: string
  /** The lowest measure is rung first. Equal ones go around the table. */
  measure(candidate: Candidate): number
  /**
   * All of a decision at once, by code of the owner's that may fail: then `measure` decides.
   * @param offer the offer that will be made, another one for each decision
   */
  measureAll?(candidates: readonly Candidate[], offer: string): readonly number[] | Stopped
  /** That code, so that a replay can run it. */
  readonly script?: string
  /** Missing: lower levels come before higher ones, whatever they measure. `false`: a level only says who may. */
  readonly byLevel?: false
  /** All are rung at once; who picks up first has the call. */
  readonly rings?: 'all'
}

/** Why a strategy of the owner's own gave no answer. `message`: what it threw, or whose measure is no number. */
export type Stopped = { readonly code: 'too-slow' | 'threw' | 'no-number'; readonly message: string }

export const seatOrder = (a: Seat, b: Seat): number =>
  a.rank - b.rank || (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0)
