// WAV as bytes: where its samples stand, and the head of a new one. Pure.

/** Places and lengths in bytes. */
export type WavFormat = {
  /** 1 is PCM. */
  format: number
  channels: number
  ratePerS: number
  bits: number
  dataAt: number
  dataBytes: number
}

export const WAV_HEAD_BYTES = 44

/**
 * @param head the file's first bytes, up to where its sound begins
 * @param fileBytes the whole file's size; a length in the head that reaches beyond is cut
 * @returns undefined when it is no WAV
 */
export function readWavFormat(head: Uint8Array, fileBytes: number): WavFormat | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const word = (at: number) => String.fromCharCode(...head.subarray(at, at + 4))
  if (head.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') return undefined
  let format: Omit<WavFormat, 'dataAt' | 'dataBytes'> | undefined
  for (let at = 12; at + 8 <= head.length; ) {
    const size = view.getUint32(at + 4, true)
    if (word(at) === 'fmt ' && at + 24 <= head.length) {
      format = {
        format: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        ratePerS: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      }
    }
    if (word(at) === 'data') {
      const dataAt = at + 8
      return format && { ...format, dataAt, dataBytes: Math.min(size, Math.max(0, fileBytes - dataAt)) }
    }
    at += 8 + size + (size % 2)
  }
  return undefined
}

/** 16-bit PCM. */
export function wavHead(sound: { channels: number; ratePerS: number; dataBytes: number }): Uint8Array {
  const { channels, ratePerS, dataBytes } = sound
  const head = new Uint8Array(WAV_HEAD_BYTES)
  const view = new DataView(head.buffer)
  const put = (at: number, text: string) =>
    head.set(
      [...text].map(letter => letter.charCodeAt(0)),
      at,
    )
  put(0, 'RIFF')
  view.setUint32(4, 36 + dataBytes, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, ratePerS, true)
  view.setUint32(28, ratePerS * channels * 2, true)
  view.setUint16(32, channels * 2, true)
  view.setUint16(34, 16, true)
  put(36, 'data')
  view.setUint32(40, dataBytes, true)
  return head
}
