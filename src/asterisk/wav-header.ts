// The head of a WAV file: how long it plays, and whether it tells its own length truly.

export type Wav = {
  durationMs: number
  /** The head with true lengths, when the file's own are wrong. */
  mended?: Buffer
}

/**
 * @param head the file's first bytes, up to where its sound begins
 * @param bytes the whole file's size
 * @returns undefined when it is no WAV
 */
export function readWav(head: Buffer, bytes: number): Wav | undefined {
  if (bytes < 44 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    return undefined
  }
  let bytesPerSecond = 0
  for (let at = 12; at + 8 <= Math.min(head.length, bytes); ) {
    const kind = head.toString('latin1', at, at + 4)
    const size = head.readUInt32LE(at + 4)
    if (kind === 'fmt ' && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16)
    if (kind === 'data')
      return bytesPerSecond > 0 ? soundFrom(head, bytes, at + 8, bytesPerSecond) : undefined
    at += 8 + size + (size % 2)
  }
  return undefined
}

function soundFrom(head: Buffer, bytes: number, start: number, bytesPerSecond: number): Wav {
  const told = head.readUInt32LE(start - 4)
  const there = bytes - start
  const isTrue = told <= there && (told > 0 || there === 0)
  const durationMs = Math.round(((isTrue ? told : there) / bytesPerSecond) * 1000)
  if (isTrue) return { durationMs }
  const mended = Buffer.from(head.subarray(0, start))
  mended.writeUInt32LE(bytes - 8, 4)
  mended.writeUInt32LE(there, start - 4)
  return { durationMs, mended }
}
