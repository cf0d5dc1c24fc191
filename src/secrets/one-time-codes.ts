// Codes of an authenticator app: six digits that change every half minute (TOTP, RFC 6238), and codes for the day when
// the app is gone.
import { createHmac, randomBytes } from 'node:crypto'

const STEP_MS = 30_000
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits, as long as the hash that it keys. */
export function newAuthenticatorSecret(): Buffer {
  return randomBytes(20)
}

/** RFC 4648, as authenticators want it typed: capitals, no padding. */
export function base32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** What an authenticator reads off a QR code. */
export function authenticatorAddress(secret: Buffer, account: string): string {
  return `otpauth://totp/Tongdai:${encodeURIComponent(account)}?secret=${base32(secret)}&issuer=Tongdai`
}

/** @param step half minutes since 1970 */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/**
 * The half minute whose code it is: this one, or one beside it, for telephones whose clock is not quite right.
 * @param now epoch ms
 */
export function stepOf(secret: Buffer, code: string, now: number): number | undefined {
  const step = Math.floor(now / STEP_MS)
  return [step, step - 1, step + 1].find(one => codeAt(secret, one) === code)
}

/** Ten codes of 80 bits, as `abcd-efgh-ijkl-mnop`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const word = base32(randomBytes(10)).toLowerCase()
    return word.match(/.{4}/g)?.join('-') ?? word
  })
}

/** However he typed it. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, '')
}
