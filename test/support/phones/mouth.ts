// What a phone sends: one packet every 20 ms of silence, of a tone, or of a key held down.
import { randomInt } from 'node:crypto'
import { keySecond, toneSecond } from '../audio/tone.ts'
import { SILENCE } from '../audio/ulaw.ts'
import { formatKey, formatRtp, KEYS, PACKET_SAMPLES, PCMU } from './rtp.ts'

/** A key is down 100 ms and up 60 ms: what fingers and RFC 4733 agree on. */
const DOWN_PACKETS = 5
/** RFC 4733: the end is said three times, since a lost end would leave the key down. */
const END_PACKETS = 3
const UP_PACKETS = 3

type KeyStep =
  | { key: string; samples: number; isFirst: boolean; isEnd: boolean }
  | { sound: Uint8Array }
  | { up: true; done?: () => void }

export type Mouth = {
  /** The bytes to send now; called every 20 ms. */
  next(): Buffer
  /** Says a tone until told otherwise; undefined = silence. */
  say(freqHz: number | undefined): void
  /** Presses the keys one after another; resolved when the last one is up again. */
  press(keys: string): Promise<void>
  /** The same as tones in the sound. */
  beep(keys: string): Promise<void>
  /** Of the last key, on the clock of performance.now(): when its end was first said. */
  readonly keyEndedAt: number | undefined
}

export function createMouth(): Mouth {
  const silence = new Uint8Array(PACKET_SAMPLES).fill(SILENCE)
  const source = randomInt(1, 0xffffffff)
  const steps: KeyStep[] = []
  let tone: Uint8Array | undefined
  let sequence = randomInt(0, 0xffff)
  // Not 0: Asterisk takes a first key with the timestamp 0 for one that has ended already.
  let timestamp = PACKET_SAMPLES * randomInt(1, 1_000_000)
  let keyStarted = 0
  let keyEndedAt: number | undefined
  let endsSaid = 0

  function audio(second = tone): Uint8Array {
    if (!second) return silence
    const at = timestamp % second.length
    return second.subarray(at, at + PACKET_SAMPLES)
  }

  function packet(payloadType: number, marker: boolean, stamp: number, payload: Uint8Array): Buffer {
    const bytes = formatRtp({ payloadType, marker, sequence, timestamp: stamp, source, payload })
    sequence += 1
    timestamp += PACKET_SAMPLES
    return bytes
  }

  function next(): Buffer {
    const step = steps.shift()
    if (!step || 'up' in step) {
      step?.done?.()
      return packet(PCMU, false, timestamp, audio())
    }
    if ('sound' in step) return packet(PCMU, false, timestamp, audio(step.sound))
    if (step.isFirst) keyStarted = timestamp
    endsSaid = step.isEnd ? endsSaid + 1 : 0
    if (endsSaid === 1) keyEndedAt = performance.now()
    return packet(KEYS, step.isFirst, keyStarted, formatKey(step.key, step.samples, step.isEnd))
  }

  function press(keys: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    for (const key of keys) {
      formatKey(key, 0, false) // refuses an unknown key here, not in the timer
      for (let n = 1; n <= DOWN_PACKETS; n += 1)
        steps.push({ key, samples: n * PACKET_SAMPLES, isFirst: n === 1, isEnd: false })
      for (let n = 0; n < END_PACKETS; n += 1)
        steps.push({ key, samples: DOWN_PACKETS * PACKET_SAMPLES, isFirst: false, isEnd: true })
      for (let n = 0; n < UP_PACKETS; n += 1) steps.push({ up: true })
    }
    steps.push({ up: true, done: resolve })
    return promise
  }

  function beep(keys: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    for (const key of keys) {
      const sound = keySecond(key)
      for (let n = 0; n < DOWN_PACKETS; n += 1) steps.push({ sound })
      for (let n = 0; n < UP_PACKETS; n += 1) steps.push({ up: true })
    }
    steps.push({ up: true, done: resolve })
    return promise
  }

  return {
    next,
    press,
    beep,
    get keyEndedAt() {
      return keyEndedAt
    },
    say: freqHz => {
      tone = freqHz === undefined ? undefined : toneSecond(freqHz)
    },
  }
}
