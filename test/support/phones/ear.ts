// What a phone hears: the last fifth of a second of sound, and the keys pressed at it.
import { loudness, shareOf } from '../audio/goertzel.ts'
import { fromUlaw } from '../audio/ulaw.ts'
import { createPace, type Pace } from './pace.ts'
import { KEYS, keyIn, PCMU, type RtpPacket } from './rtp.ts'
import { createWatch, type Watch } from './watch.ts'

/** 200 ms: tells tones 10 Hz apart, and is short enough to notice a change while it happens. */
const WINDOW_SAMPLES = 1600
/** Under this (of 32767) a line counts as silent; a test tone has about 5,600. */
const SILENT_BELOW = 100
/** Two tones mixed have somewhat under half of the power each, and both shall count as heard. */
const TONE_SHARE = 0.35

export type Ear = {
  readonly packets: number
  /** Epoch ms of the first and the last packet. */
  readonly firstHeardAt: number | undefined
  readonly lastHeardAt: number | undefined
  /** The keys that the other side pressed so far. */
  readonly keys: string
  readonly watch: Watch
  /** How evenly its packets come. */
  readonly pace: Pace
  take(packet: RtpPacket): void
  hasTone(freqHz: number): boolean
  /** Any sound at all: music, speech, a tone. */
  hasSound(): boolean
}

export function createEar(): Ear {
  let window = new Int16Array(0)
  let packets = 0
  let firstHeardAt: number | undefined
  let lastHeardAt: number | undefined
  let keys = ''
  let lastKeyStamp: number | undefined
  const pace = createPace()
  const watch = createWatch(() => `${packets} packets heard, loudness ${Math.round(loudness(window))}`)

  function takeKey(packet: RtpPacket): void {
    const heard = keyIn(packet.payload)
    if (!heard || packet.timestamp === lastKeyStamp) return
    lastKeyStamp = packet.timestamp
    keys += heard.key
  }

  function takeSound(payload: Uint8Array): void {
    const joined = new Int16Array(window.length + payload.length)
    joined.set(window)
    joined.set(fromUlaw(payload), window.length)
    window = joined.slice(-WINDOW_SAMPLES)
  }

  function take(packet: RtpPacket): void {
    packets += 1
    lastHeardAt = Date.now()
    firstHeardAt ??= lastHeardAt
    pace.heard()
    if (packet.payloadType === KEYS) takeKey(packet)
    if (packet.payloadType === PCMU) takeSound(packet.payload)
    watch.changed()
  }

  const hasSound = () => window.length === WINDOW_SAMPLES && loudness(window) >= SILENT_BELOW
  return {
    take,
    watch,
    pace,
    hasSound,
    hasTone: freqHz => hasSound() && shareOf(freqHz, window) >= TONE_SHARE,
    get packets() {
      return packets
    },
    get firstHeardAt() {
      return firstHeardAt
    },
    get lastHeardAt() {
      return lastHeardAt
    },
    get keys() {
      return keys
    },
  }
}
