// How long a caller will wait: a point, and the interval in which 80 of 100 such waits end. Silent when unsure.
//
// With everybody busy, agents become free at the rate n ÷ handling time, and callers ahead give up at a rate of their
// own; he is next after as many of these as are before him, and his own (the line of Erlang A). How much that varies:
// few departures among many agents come as if by chance, many from few agents as evenly as the handling times are.
// What this picture leaves out (agents of several queues, callers who pass him) the sketch has learnt as a bias and as
// the reach of the interval: both follow the truth of earlier estimates (I. Gibbs, E. Candès, "Adaptive conformal
// inference under distribution shift", 2021).
import type { WaitSketch } from './wait-sketch.ts'

export type Expected = {
  /** One of ten waits is shorter than `fromMs`, one longer than `toMs`. */
  fromMs: number
  pointMs: number
  toMs: number
  /** Before what was learnt of the bias; to be given back to learnAnswered. */
  plainMs: number
  /** Said to a caller only then: the interval is narrow enough to mean something. */
  isSure: boolean
}

export type Place = {
  /** Callers before him whose turn it is earlier, without those whom somebody is being rung for. */
  ahead: number
  /** Agents of the queue who are at work: ready, rung, talking or wrapping up. */
  staffed: number
}

/** Fewer say too little. */
const FEWEST_HANDLED = 20
/** An estimate counts as much as so many callers' truth. */
const TRUSTED = 10
const WIDEST_MS = 2 * 60_000
const WIDEST_SHARE = 1.5
const LONGEST_MS = 60 * 60_000

/** @returns undefined when nothing can be said: too few calls are known, or nobody is there */
export function expectedWait(sketch: WaitSketch, { ahead, staffed }: Place): Expected | undefined {
  if (sketch.handled < FEWEST_HANDLED || staffed <= 0 || sketch.handlingMs <= 0) return undefined
  const { plainMs, variance } = departures(sketch, ahead, staffed)
  const trusted = TRUSTED * plainMs
  const bias = (sketch.realMs + trusted) / (sketch.expectedMs + trusted)
  const pointMs = plainMs * bias
  const shape = plainMs ** 2 / variance
  const fromMs = Math.min(pointMs, pointMs * gammaAt(shape, sketch.low))
  const toMs = Math.max(pointMs, pointMs * gammaAt(shape, sketch.high))
  const isSure = toMs - fromMs <= Math.max(WIDEST_MS, WIDEST_SHARE * pointMs) && toMs <= LONGEST_MS
  return { fromMs, pointMs, toMs, plainMs, isSure }
}

/** Mean and variance of the time until he is answered. */
function departures(
  sketch: WaitSketch,
  ahead: number,
  staffed: number,
): { plainMs: number; variance: number } {
  const { handlingMs, handlingVariance, ringMs, gone, waitedMs } = sketch
  const givesUpPerMs = waitedMs > 0 ? gone / waitedMs : 0
  let sumMs = 0
  let squares = 0
  for (let n = 0; n <= ahead; n++) {
    const gapMs = 1 / (staffed / (ringMs + handlingMs) + n * givesUpPerMs)
    sumMs += gapMs
    squares += gapMs ** 2
  }
  const byChance = Math.exp(-(ahead + 1) / staffed)
  const evenness = byChance + (1 - byChance) * (handlingVariance / handlingMs ** 2)
  return { plainMs: sumMs + ringMs, variance: Math.max(squares * evenness, (0.05 * sumMs) ** 2) }
}

/**
 * A quantile of the gamma distribution with mean 1 (E. Wilson, M. Hilferty, 1931).
 * @param z the quantile as one of the normal distribution
 */
function gammaAt(shape: number, z: number): number {
  return Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}
