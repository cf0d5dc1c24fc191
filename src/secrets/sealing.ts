// How personal data is kept: a number becomes a reference that says nothing, and a sealed text that only
// the house's key opens. Events carry the reference only.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Taking a key's bytes apart costs more than using it, so the house's few keys are kept as Node wants them. */
const prepared = new WeakMap<Buffer, KeyObject>()

function ready(key: Buffer): KeyObject {
  const known = prepared.get(key) ?? createSecretKey(key)
  prepared.set(key, known)
  return known
}

/**
 * The reference of a number: the same number always gives the same 20 characters [a-z2-7] (100 bits), and
 * without the key nobody can try all numbers to find whose it is.
 * @param number the E.164 form, or the cleaned raw form where there is none
 */
export function contactRef(contactKey: Buffer, number: string): string {
  const hash = createHmac('sha256', ready(contactKey)).update(number).digest()
  let ref = ''
  let bits = 0
  let held = 0
  for (const byte of hash) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5 && ref.length < 20) {
      bits -= 5
      ref += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
    if (ref.length === 20) break
  }
  return ref
}

/**
 * Seals a text (AES-256-GCM). `about` is bound to it: a seal moved to another contact does not open.
 * @returns base64 of version byte, 12 bytes nonce, 16 bytes tag, cipher text
 */
export function seal(key: Buffer, plain: string | Buffer, about: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', ready(key), nonce).setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body]).toString('base64')
}

/** What was sealed; `undefined` when key, `about` or text don't fit together. */
export function unseal(key: Buffer, sealed: string, about: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < 29 || bytes[0] !== 1) return undefined
  const decipher = createDecipheriv('aes-256-gcm', ready(key), bytes.subarray(1, 13), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    // The only failure there is: the tag does not fit. The caller shows "unknown", never a wrong number.
    return undefined
  }
}
