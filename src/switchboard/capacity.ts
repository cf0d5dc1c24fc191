// How many calls we can carry. Past that new callers are refused, so that those whom we have keep their quality: the
// count of calls at the owner's limit, or Asterisk and ourselves so late that a new caller would only hear silence.

/** An answer of Asterisk takes a millisecond or two; a second means that it has more to do than it can. */
const ANSWER_MS = 1_000
const LOOP_LATE_MS = 500
/** Each sample counts for a tenth: some slow ones in a row, and one alone means nothing. */
const WEIGHT = 0.1
const TELL_EVERY_MS = 60_000

export type Refusing = {
  code: 'limit' | 'slow'
  refused: number
  inHand: number
  answerMs: number
  lateMs: number
}

export type Capacity = {
  refusal(inHand: number): 'too-many-calls' | undefined
  /** Asterisk has answered a request. */
  answered(tookMs: number): void
  /** A timer of ours was so late. */
  late(ms: number): void
  /** The last refusal, for the pulse; undefined: none in the last minute. */
  lately(): { at: number; refused: number } | undefined
}

/**
 * @param now house ms
 * @param tell the first refusal, and then what came in each minute
 */
export function openCapacity(
  maxCalls: () => number,
  now: () => number,
  tell: (news: Refusing) => void,
): Capacity {
  let answerMs = 0
  let lateMs = 0
  let toldAt = Number.NEGATIVE_INFINITY
  let lastAt = Number.NEGATIVE_INFINITY
  let untold = 0
  let refused = 0
  const mean = (before: number, sample: number) => before + WEIGHT * (sample - before)

  return {
    refusal(inHand) {
      const code =
        inHand >= maxCalls() ? 'limit' : answerMs > ANSWER_MS || lateMs > LOOP_LATE_MS ? 'slow' : undefined
      if (!code) return undefined
      if (now() - lastAt > TELL_EVERY_MS) refused = 0
      lastAt = now()
      refused++
      untold++
      if (lastAt - toldAt >= TELL_EVERY_MS) {
        tell({ code, refused: untold, inHand, answerMs: Math.round(answerMs), lateMs: Math.round(lateMs) })
        toldAt = lastAt
        untold = 0
      }
      return 'too-many-calls'
    },
    answered(tookMs) {
      answerMs = mean(answerMs, tookMs)
    },
    late(ms) {
      lateMs = mean(lateMs, ms)
    },
    lately: () => (now() - lastAt < TELL_EVERY_MS ? { at: lastAt, refused } : undefined),
  }
}
