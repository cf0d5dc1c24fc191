// Prompts for tests: a recording that is one pure tone, so that a test knows which prompt it hears.
import { SAMPLE_RATE_HZ } from './ulaw.ts'

const HEADER_BYTES = 44
const LEVEL = 8_000

/** A WAV file (8 kHz, mono, 16 bit) of one tone. */
export function toneWav(freqHz: number, seconds: number): Buffer {
  const samples = Math.round(seconds * SAMPLE_RATE_HZ)
  const file = Buffer.alloc(HEADER_BYTES + 2 * samples)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(SAMPLE_RATE_HZ, 24)
  file.writeUInt32LE(2 * SAMPLE_RATE_HZ, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(2 * samples, 40)
  for (let n = 0; n < samples; n += 1) {
    const sample = LEVEL * Math.sin((2 * Math.PI * freqHz * n) / SAMPLE_RATE_HZ)
    file.writeInt16LE(Math.round(sample), HEADER_BYTES + 2 * n)
  }
  return file
}
