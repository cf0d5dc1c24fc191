// Reads WAV files of one channel: what Asterisk recorded.
import { readFile } from 'node:fs/promises'
import { fromUlaw, SAMPLE_RATE_HZ } from './ulaw.ts'

export type Sound = { rateHz: number; samples: Int16Array; seconds: number }

/**
 * Reads a PCM or µ-law WAV file with one channel. A header whose length was never filled in (the writer was
 * killed) is read to the end of the file. Throws where it is not such a file.
 */
export async function readWav(path: string): Promise<Sound> {
  const file = await readFile(path)
  if (file.toString('latin1', 0, 4) !== 'RIFF') throw new Error(`${path} is not a WAV file`)
  let format = 1
  let rateHz = SAMPLE_RATE_HZ
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4)
    const length = file.readUInt32LE(at + 4)
    if (name === 'fmt ') {
      format = file.readUInt16LE(at + 8)
      rateHz = file.readUInt32LE(at + 12)
      if (file.readUInt16LE(at + 10) !== 1) throw new Error(`${path} has more than one channel`)
    }
    if (name === 'data') {
      const samples = samplesOf(file.subarray(at + 8, length ? at + 8 + length : undefined), format)
      return { rateHz, samples, seconds: samples.length / rateHz }
    }
    at += 8 + length + (length % 2)
  }
  throw new Error(`${path} holds no sound`)
}

function samplesOf(data: Buffer, format: number): Int16Array {
  if (format === 7) return fromUlaw(data)
  return Int16Array.from({ length: data.length >> 1 }, (_, n) => data.readInt16LE(n * 2))
}
