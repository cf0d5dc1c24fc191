// A day that never was: calls by chance at a rate for each half hour, one queue, agents from its first to its last.
import type { QueueRules } from '../queues/roster.ts'
import { type Caller, type Day, HALF_HOUR_MS, type Habits } from './day.ts'
import { type Dice, diceOf, poisson } from './dice.ts'
import { draw, type Spread } from './spread.ts'

export type Made = {
  queue: string
  rules: QueueRules
  /** Expected calls in each half hour of the day, from its first. */
  callsPerHalfHour: readonly number[]
  talk: Spread
  /** Infinity as the mean: nobody gives up. */
  patience: Spread
  agents: number
  habits: Habits
}

/** Longer waits than this end with the day. */
const OVERTIME_MS = 2 * 3_600_000

/** @param seed other seeds draw other callers of the same kind */
export function madeDay(made: Made, seed: number): Day {
  const { queue, rules, agents } = made
  const toMs = made.callsPerHalfHour.length * HALF_HOUR_MS
  const endsAtMs = toMs + OVERTIME_MS
  const names = Array.from({ length: agents }, (_, nth) => `agent-${nth + 1}`)
  return {
    roster: {
      agents: Object.fromEntries(
        names.map((name, rank) => [name, { phone: name, queues: [{ queue, rank }] }]),
      ),
      queues: { [queue]: rules },
    },
    callers: made.callsPerHalfHour.flatMap((mean, nth) => callersIn(made, nth, mean, diceOf(seed, nth))),
    shifts: names.map(agent => ({ agent, fromMs: 0, toMs: endsAtMs })),
    habits: made.habits,
    span: { fromMs: 0, toMs },
    endsAtMs,
  }
}

function callersIn({ queue, talk, patience }: Made, nth: number, mean: number, dice: Dice): Caller[] {
  return Array.from({ length: poisson(dice, mean) }, () => (nth + dice()) * HALF_HOUR_MS)
    .sort((a, b) => a - b)
    .map((joinsAtMs, index) => ({
      conversation: `made-${nth}-${index}`,
      // He has no flow that could take him anyway: the queue's rules decide.
      wish: { queue, priority: 0, mayBeRefused: ['full', 'empty'] },
      joinsAtMs,
      ageMs: 0,
      patienceMs: draw(patience, dice),
      goesAs: 'abandoned',
      talkMs: draw(talk, dice),
    }))
}
