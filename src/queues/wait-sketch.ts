// What a queue has learnt of its waits: how long a call takes an agent, how soon callers give up, and how true its own
// estimates were. A handful of numbers in which the old fades, stored with the queue's memory. Pure.

/** All of it fades: what counts is about the last 200 calls. */
export type WaitSketch = {
  /** Calls handled, as far as they count. */
  readonly handled: number
  /** Mean time that a call takes an agent: ringing, talk and wrap-up. */
  readonly handlingMs: number
  /** Its variance, ms². */
  readonly handlingVariance: number
  /** Mean time from the offer to the answer. */
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
  ...{ handled: 0, handlingMs: 0, handlingVariance: 0, ringMs: 0 },
  ...{ gone: 0, waitedMs: 0, expectedMs: 0, realMs: 0, low: -TENTH, high: TENTH },
}

/** The most that counts. */
const MEMORY = 200
const FADES = 1 - 1 / MEMORY
/** How far one miss moves an end of the interval, in deviations; nine hits move it back as far. */
const STEP = 0.15
const OUTSIDE = 0.1

/** An agent is free again. */
export function learnHandled(
  sketch: WaitSketch,
  { ringMs, talkMs, wrapUpMs }: { ringMs: number; talkMs: number; wrapUpMs: number },
): WaitSketch {
  const handled = Math.min(MEMORY, sketch.handled + 1)
  const share = 1 / handled
  const off = ringMs + talkMs + wrapUpMs - sketch.handlingMs
  return {
    ...sketch,
    handled,
    handlingMs: sketch.handlingMs + share * off,
    handlingVariance: (1 - share) * (sketch.handlingVariance + share * off ** 2),
    ringMs: sketch.ringMs + share * (ringMs - sketch.ringMs),
  }
}

/** Somebody waits no longer. */
export function learnWaited(sketch: WaitSketch, waitMs: number, isAnswered: boolean): WaitSketch {
  return {
    ...sketch,
    gone: sketch.gone * FADES + (isAnswered ? 0 : 1),
    waitedMs: sketch.waitedMs * FADES + waitMs,
  }
}

/**
 * Somebody was answered of whom a wait had been expected.
 * @param expected what expectedWait said, when he had `realMs` still to wait
 */
export function learnTruth(
  sketch: WaitSketch,
  expected: { plainMs: number; fromMs: number; toMs: number },
  realMs: number,
): WaitSketch {
  return {
    ...sketch,
    expectedMs: sketch.expectedMs * FADES + expected.plainMs,
    realMs: sketch.realMs * FADES + realMs,
    low: sketch.low + STEP * (realMs < expected.fromMs ? OUTSIDE - 1 : OUTSIDE),
    high: sketch.high + STEP * (realMs > expected.toMs ? 1 - OUTSIDE : -OUTSIDE),
  }
}
