// The bytes of RTP (RFC 3550) and of a pressed key (RFC 4733).
import type { Buffer as Bytes } from 'node:buffer'

export const PCMU = 0
/** The payload type that our SDP offers for keys; Asterisk's own choice too. */
export const KEYS = 101
/** One packet carries 20 ms. */
export const PACKET_SAMPLES = 160
export const PACKET_MS = 20

export type RtpPacket = {
  payloadType: number
  marker: boolean
  sequence: number
  timestamp: number
  source: number
  payload: Uint8Array
}

export function formatRtp(packet: RtpPacket): Bytes {
  const bytes = Buffer.alloc(12 + packet.payload.length)
  bytes[0] = 0x80
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2)
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4)
  bytes.writeUInt32BE(packet.source >>> 0, 8)
  bytes.set(packet.payload, 12)
  return bytes
}

/** Nothing for what is not RTP (a stray RTCP packet, half a packet). */
export function parseRtp(bytes: Bytes): RtpPacket | undefined {
  if (bytes.length < 12 || (bytes[0]! & 0xc0) !== 0x80) return undefined
  const start = 12 + 4 * (bytes[0]! & 0x0f)
  return {
    payloadType: bytes[1]! & 0x7f,
    marker: (bytes[1]! & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    source: bytes.readUInt32BE(8),
    payload: bytes.subarray(start),
  }
}

const KEY_NAMES = '0123456789*#ABCD'
/** −10 dBm0, the usual loudness of a key. */
const KEY_VOLUME = 10

/** One RFC 4733 payload; `samples` = how long the key has been down so far. */
export function formatKey(key: string, samples: number, isEnd: boolean): Uint8Array {
  const event = KEY_NAMES.indexOf(key)
  if (key.length !== 1 || event < 0) throw new RangeError(`no telephone has the key "${key}"`)
  return Uint8Array.of(event, (isEnd ? 0x80 : 0) | KEY_VOLUME, samples >> 8, samples & 0xff)
}

/** The key that a payload tells of. */
export function keyIn(payload: Uint8Array): { key: string; isEnd: boolean } | undefined {
  const key = KEY_NAMES[payload[0] ?? 255]
  return key === undefined ? undefined : { key, isEnd: ((payload[1] ?? 0) & 0x80) !== 0 }
}
