// The callers of a recorded day once more: as they came, or others like them. What the record can't know is drawn:
// how long those who were answered would have waited, and how long those who went would have talked.
import { type Caller, HALF_HOUR_MS } from './day.ts'
import { type Dice, diceOf, poisson } from './dice.ts'
import type { RecordedCall, RecordedDay } from './recorded-day.ts'
import { draw, fitted, type Spread } from './spread.ts'

/** What callers of a queue are like. */
export type Kind = {
  talk: Spread
  /**
   * Mean; Infinity where nobody went. Waiting that ended with an answer tells that patience was longer:
   * all waiting ÷ those who went is the estimate of most likelihood for an exponential patience.
   */
  patienceMs: number
  /** 0 to 1: of those who go, the share that hangs up. */
  hangUp: number
}

export type Crowd = {
  /** `recorded`: the very calls, at their times. `random`: as many of their kind, by chance, half hour by half hour. */
  arrivals: 'recorded' | 'random'
  /** How many calls there are, as a multiple of the recorded; by queue, 1 for the others. */
  volume(queue: string): number
}

/** What is said of a talk of which nothing is on record. */
const UNKNOWN_TALK: Spread = { kind: 'lognormal', meanMs: 180_000, cv: 1 }

export function kindsOf({ calls, kind }: Pick<RecordedDay, 'calls' | 'kind'>): (queue: string) => Kind {
  if (kind) return () => kind
  const all = kindOf(calls, UNKNOWN_TALK)
  const kinds = new Map(
    [...Map.groupBy(calls, ({ wish }) => wish.queue)].map(([queue, own]) => [queue, kindOf(own, all.talk)]),
  )
  return queue => kinds.get(queue) ?? all
}

function kindOf(calls: readonly RecordedCall[], otherwise: Spread): Kind {
  const gone = calls.filter(({ endedAs }) => endedAs === 'abandoned' || endedAs === 'left')
  const waitedMs = calls.reduce((sum, { waitMs }) => sum + waitMs, 0)
  return {
    talk: fitted(
      calls.flatMap(({ talkMs }) => talkMs ?? []),
      otherwise,
    ),
    patienceMs: gone.length === 0 ? Infinity : waitedMs / gone.length,
    hangUp:
      gone.length === 0 ? 1 : gone.filter(({ endedAs }) => endedAs === 'abandoned').length / gone.length,
  }
}

/** @returns in the order of joining; the same seed gives the same callers */
export function crowdOf(day: RecordedDay, { arrivals, volume }: Crowd, seed: number): Caller[] {
  const kinds = kindsOf(day)
  const callers =
    arrivals === 'recorded'
      ? day.calls.flatMap((call, nth) =>
          again(call, `call-${nth}`, kinds(call.wish.queue), volume, diceOf(seed, nth)),
        )
      : [...Map.groupBy(day.calls, cellOf).values()].flatMap((cell, nth) =>
          others(cell, `cell-${nth}`, kinds, volume, diceOf(seed, nth)),
        )
  return callers.sort((a, b) => a.joinsAtMs - b.joinsAtMs)
}

/** The call itself, when the volume leaves it, and copies of it, when there are more. */
function again(call: RecordedCall, id: string, kind: Kind, volume: Crowd['volume'], dice: Dice): Caller[] {
  const { wish, joinedAtMs, ageMs, endedAs, waitMs, talkMs } = call
  const hasGone = endedAs === 'abandoned' || endedAs === 'left'
  const drawn = { patienceMs: patience(kind, dice), talkMs: draw(kind.talk, dice), stays: dice() }
  const times = volume(wish.queue)
  const count = Math.floor(times) + (drawn.stays < times % 1 ? 1 : 0)
  const itself: Caller = {
    ...{ conversation: id, wish, joinsAtMs: joinedAtMs, ageMs },
    // Who was answered would have waited that much longer: an exponential patience does not grow tired.
    patienceMs: hasGone ? waitMs : waitMs + drawn.patienceMs,
    goesAs: hasGone ? endedAs : goesAs(kind, dice),
    talkMs: talkMs ?? drawn.talkMs,
  }
  return Array.from({ length: count }, (_, nth) =>
    nth === 0 ? itself : like(call, `${id}-${nth}`, kind, dice),
  )
}

/** Others in the same queue and half hour. */
function others(
  cell: readonly RecordedCall[],
  id: string,
  kinds: (queue: string) => Kind,
  volume: Crowd['volume'],
  dice: Dice,
): Caller[] {
  const queue = cell[0]?.wish.queue ?? ''
  return Array.from({ length: poisson(dice, cell.length * volume(queue)) }, (_, nth) => {
    const call = cell[Math.floor(dice() * cell.length)] as RecordedCall
    return like(call, `${id}-${nth}`, kinds(queue), dice)
  })
}

/** Wants the same at another moment of the same half hour. */
function like({ wish, joinedAtMs, ageMs }: RecordedCall, id: string, kind: Kind, dice: Dice): Caller {
  return {
    ...{ conversation: id, wish, ageMs },
    joinsAtMs: (Math.floor(joinedAtMs / HALF_HOUR_MS) + dice()) * HALF_HOUR_MS,
    patienceMs: patience(kind, dice),
    goesAs: goesAs(kind, dice),
    talkMs: draw(kind.talk, dice),
  }
}

const patience = ({ patienceMs }: Kind, dice: Dice): number =>
  patienceMs === Infinity ? Infinity : draw({ kind: 'exponential', meanMs: patienceMs }, dice)

const goesAs = ({ hangUp }: Kind, dice: Dice): 'abandoned' | 'left' =>
  dice() < hangUp ? 'abandoned' : 'left'

const cellOf = ({ wish, joinedAtMs }: RecordedCall): string =>
  `${wish.queue} ${Math.floor(joinedAtMs / HALF_HOUR_MS)}`
