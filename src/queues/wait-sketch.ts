// What a queue has learnt of its waits: how long a call takes an agent, how soon callers give up, and how true its own
// estimates were. A handful of numbers in which the old fades, stored with the queue's memory. Pure.

/** All of it fades: what counts is about the last 200 calls. */
export type WaitSketch = {
  /** Calls handled, as far as they count. */
  readonly handled: number
  /** Mean time that a call takes an agent: talk and wrap-up. */
  readonly handlingMs: number
  /** Its variance, ms². */
  readonly handlingVariance: number
  /** Answers of which the ringing is known, as far as they count, and its mean: from the offer to the answer. */
  readonly rung: number
  readonly ringMs: number
  /** Callers who went unanswered, and all time waited by those who went or were answered. */
  readonly gone: number
  readonly waitedMs: number
  /** What was expected of those who were answered, and what they really waited: the estimate's own bias. */
  readonly expectedMs: number
  readonly realMs: number
  /** How far the interval reaches below and above, in deviations. Moved by each wait that lay outside, and inside. */
  readonly low: number
  readonly high: number
}

/** As far as a normal distribution's 10 % and 90 % lie. */
const TENTH = 1.2816

export const emptySketch: WaitSketch = {
  ...{ handled: 0, handlingMs: 0, handlingVariance: 0, rung: 0, ringMs: 0 },
  ...{ gone: 0, waitedMs: 0, expectedMs: 0, realMs: 0, low: -TENTH, high: TENTH },
}

/** The most that counts. */
const MEMORY = 200
const FADES = 1 - 1 / MEMORY
/** How far one miss moves an end of the interval, in deviations; nine hits move it back as far. */
const STEP = 0.15
const OUTSIDE = 0.1

/** An agent has had a call. @param handlingMs talk and wrap-up */
export function learnHandled(sketch: WaitSketch, handlingMs: number): WaitSketch {
  const handled = Math.min(MEMORY, sketch.handled + 1)
  const share = 1 / handled
  const off = handlingMs - sketch.handlingMs
  return {
    ...sketch,
    handled,
    handlingMs: sketch.handlingMs + share * off,
    handlingVariance: (1 - share) * (sketch.handlingVariance + share * off ** 2),
  }
}

/** Somebody waits no longer, and was not answered. */
export function learnGone(sketch: WaitSketch, waitMs: number): WaitSketch {
  return { ...sketch, gone: sketch.gone * FADES + 1, waitedMs: sketch.waitedMs * FADES + waitMs }
}

export type Answered = {
  waitMs: number
  /** From the offer to the answer. */
  ringMs: number | undefined
  /** What expectedWait said, when he had `expectedFor` still to wait. */
  expected: { plainMs: number; fromMs: number; toMs: number } | undefined
  expectedFor: number | undefined
}

/** Somebody was answered. */
export function learnAnswered(
  before: WaitSketch,
  { waitMs, ringMs, expected, expectedFor }: Answered,
): WaitSketch {
  const rung = before.rung + (ringMs === undefined ? 0 : 1)
  const sketch = {
    ...before,
    gone: before.gone * FADES,
    waitedMs: before.waitedMs * FADES + waitMs,
    rung: Math.min(MEMORY, rung),
    ringMs:
      ringMs === undefined
        ? before.ringMs
        : before.ringMs + (ringMs - before.ringMs) / Math.min(MEMORY, rung),
  }
  if (!expected || expectedFor === undefined) return sketch
  return {
    ...sketch,
    expectedMs: sketch.expectedMs * FADES + expected.plainMs,
    realMs: sketch.realMs * FADES + expectedFor,
    low: sketch.low + STEP * (expectedFor < expected.fromMs ? OUTSIDE - 1 : OUTSIDE),
    high: sketch.high + STEP * (expectedFor > expected.toMs ? 1 - OUTSIDE : -OUTSIDE),
  }
}
