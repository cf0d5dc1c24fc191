// Signed links: whoever holds one may hear one recording until it expires. Nothing is stored; the signature says it.
import { createHmac, timingSafeEqual } from 'node:crypto'

export type Link = {
  recording: string
  /** Who gave it away. */
  by: string
  /** Epoch s. */
  expiresAt: number
}

/** @returns a word for an address: letters, digits, `-`, `_` and `.` only */
export function signLink(key: Buffer, { recording, by, expiresAt }: Link): string {
  const said = Buffer.from([expiresAt.toString(36), recording, by].join('\n')).toString('base64url')
  return `${said}.${signatureOf(key, said).toString('base64url')}`
}

/** @returns undefined when it is not of our making; whether it has expired is for the caller to see */
export function readLink(key: Buffer, token: string): Link | undefined {
  const [, said, signature] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? []
  if (said === undefined || signature === undefined) return undefined
  if (!timingSafeEqual(Buffer.from(signature, 'base64url'), signatureOf(key, said))) return undefined
  const [expires, recording, by] = Buffer.from(said, 'base64url').toString().split('\n')
  if (expires === undefined || recording === undefined || by === undefined) return undefined
  return { recording, by, expiresAt: Number.parseInt(expires, 36) }
}

function signatureOf(key: Buffer, said: string): Buffer {
  return createHmac('sha256', key).update(said).digest()
}
