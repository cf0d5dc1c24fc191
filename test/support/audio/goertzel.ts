// How loud is it, and how much of it is this one tone? Goertzel's filter: one bin of a Fourier transform.
import { SAMPLE_RATE_HZ } from './ulaw.ts'

/** Root mean square of the samples, 0 … 32767. µ-law comfort noise stays under 50. */
export function loudness(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length ? Math.sqrt(sum / samples.length) : 0
}

/** The part of the samples' power that lies at `freqHz`, 0 … 1. A pure tone gives about 1, speech under 0.3. */
export function shareOf(freqHz: number, samples: Int16Array, rateHz: number = SAMPLE_RATE_HZ): number {
  const turn = 2 * Math.cos((2 * Math.PI * freqHz) / rateHz)
  let last = 0
  let before = 0
  let total = 0
  for (const sample of samples) {
    const now = sample + turn * last - before
    before = last
    last = now
    total += sample * sample
  }
  if (total === 0) return 0
  const power = last * last + before * before - turn * last * before
  return Math.min(1, (2 * power) / (samples.length * total))
}
