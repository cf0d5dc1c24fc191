// Plays the authenticator app on somebody's telephone.
import { codeAt } from '../../src/secrets/one-time-codes.ts'

/** @param key as it is typed into an app. @returns the code of this half minute, or of one `later` */
export function authenticator(key: string): (later?: number) => string {
  const bits = Array.from(key, one =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'),
  )
  const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map(one => Number.parseInt(one, 2)))
  return (later = 0) => codeAt(secret, Math.floor(Date.now() / 30_000) + later)
}
