// G.711 µ-law, as every phone speaks it: one byte a sample, 8,000 samples a second.

export const SAMPLE_RATE_HZ = 8000
/** µ-law's own silence (a zero sample), which is not the byte 0. */
export const SILENCE = 0xff

const BIAS = 0x84
const CLIP = 32635

const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const flipped = ~byte & 0xff
  const exponent = (flipped >> 4) & 7
  const magnitude = ((((flipped & 0x0f) << 3) + BIAS) << exponent) - BIAS
  return flipped & 0x80 ? -magnitude : magnitude
})

/** One signed 16 bit sample as a µ-law byte. */
export function toUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7)
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

/** µ-law bytes as signed 16 bit samples. */
export function fromUlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, byte => decoded[byte] ?? 0)
}
