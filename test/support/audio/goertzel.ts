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

/** 200 ms: long enough to tell tones 10 Hz apart, short enough that a lost packet spoils one window only. */
const WINDOW_S = 0.2

/** The part of the time, 0 … 1, in which this one tone is what is heard; looked at in windows of 200 ms. */
export function timeWith(freqHz: number, samples: Int16Array, rateHz: number = SAMPLE_RATE_HZ): number {
  const size = Math.round(WINDOW_S * rateHz)
  const windows = Math.floor(samples.length / size)
  let heard = 0
  for (let n = 0; n < windows; n += 1) {
    const window = samples.subarray(n * size, (n + 1) * size)
    if (loudness(window) > 500 && shareOf(freqHz, window, rateHz) > 0.5) heard += 1
  }
  return windows === 0 ? 0 : heard / windows
}

/** Short enough to find a hole of a few packets. */
const LOOK_S = 0.04

/**
 * The longest stretch, in ms and to 40 ms, in which none of these tones is heard, between the first and the last
 * moment in which one is.
 */
export function longestWithout(
  tones: readonly number[],
  samples: Int16Array,
  rateHz = SAMPLE_RATE_HZ,
): number {
  const size = Math.round(LOOK_S * rateHz)
  const isHeard = (n: number) => {
    const window = samples.subarray(n * size, (n + 1) * size)
    return loudness(window) > 500 && tones.some(tone => shareOf(tone, window, rateHz) > 0.5)
  }
  const heard = Array.from({ length: Math.floor(samples.length / size) }, (_, n) => n).filter(isHeard)
  const gaps = heard.map((n, index) => n - (heard[index - 1] ?? n) - 1)
  return Math.max(0, ...gaps) * LOOK_S * 1_000
}

/** So short a stretch that a mark is found to a hundredth of a second. */
const HOP_S = 0.01
const MARK_S = 0.05

/** @returns when this tone sets in, each time, in seconds from the beginning */
export function onsetsOf(freqHz: number, samples: Int16Array, rateHz: number = SAMPLE_RATE_HZ): number[] {
  const size = Math.round(MARK_S * rateHz)
  const hop = Math.round(HOP_S * rateHz)
  const onsets: number[] = []
  let isOn = false
  for (let at = 0; at + size <= samples.length; at += hop) {
    const window = samples.subarray(at, at + size)
    const hears = loudness(window) > 500 && shareOf(freqHz, window, rateHz) > 0.5
    // Half of the window holds the tone when it is first more than half of what is heard.
    if (hears && !isOn) onsets.push((at + size / 2) / rateHz)
    isOn = hears
  }
  return onsets
}
