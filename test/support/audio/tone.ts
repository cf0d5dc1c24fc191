// Pure tones: what a test phone says, so that somebody else can recognise it.
import { SAMPLE_RATE_HZ, toUlaw } from './ulaw.ts'

/** A quarter of full scale (−12 dB): loud enough to measure, far from clipping when two are mixed. */
const LEVEL = 8000

const seconds = new Map<number, Uint8Array>()

/** One second of a sine as µ-law; whole numbers of Hz, so that it can be repeated without a click. */
export function toneSecond(freqHz: number): Uint8Array {
  if (!Number.isInteger(freqHz)) throw new RangeError(`a tone needs a whole number of Hz, not ${freqHz}`)
  const known = seconds.get(freqHz)
  if (known) return known
  const made = Uint8Array.from({ length: SAMPLE_RATE_HZ }, (_, n) =>
    toUlaw(LEVEL * Math.sin((2 * Math.PI * freqHz * n) / SAMPLE_RATE_HZ)),
  )
  seconds.set(freqHz, made)
  return made
}
