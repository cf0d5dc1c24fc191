// Pure tones: what a test phone says, so that somebody else can recognise it.
import { SAMPLE_RATE_HZ, toUlaw } from './ulaw.ts'

/** A quarter of full scale (−12 dB): loud enough to measure, far from clipping when two are mixed. */
const LEVEL = 8000

const seconds = new Map<string, Uint8Array>()

/** One second of a sine as µ-law; whole numbers of Hz, so that it can be repeated without a click. */
export const toneSecond = (freqHz: number): Uint8Array => secondOf([freqHz])

/** One second of a key as it sounds in the line: two tones at once (ITU-T Q.23). */
export function keySecond(key: string): Uint8Array {
  const row = KEY_ROWS.findIndex(keys => keys.includes(key))
  if (key.length !== 1 || row < 0) throw new RangeError(`no phone has the key "${key}"`)
  return secondOf([ROWS_HZ[row]!, COLUMNS_HZ[KEY_ROWS[row]!.indexOf(key)]!])
}

const KEY_ROWS = ['123A', '456B', '789C', '*0#D']
const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477, 1633]

function secondOf(freqsHz: readonly number[]): Uint8Array {
  const wrong = freqsHz.find(freqHz => !Number.isInteger(freqHz))
  if (wrong !== undefined) throw new RangeError(`a tone needs a whole number of Hz, not ${wrong}`)
  const name = freqsHz.join('+')
  const known = seconds.get(name)
  if (known) return known
  const sample = (n: number) =>
    freqsHz.reduce((sum, freqHz) => sum + Math.sin((2 * Math.PI * freqHz * n) / SAMPLE_RATE_HZ), 0)
  const made = Uint8Array.from({ length: SAMPLE_RATE_HZ }, (_, n) => toUlaw(LEVEL * sample(n)))
  seconds.set(name, made)
  return made
}
