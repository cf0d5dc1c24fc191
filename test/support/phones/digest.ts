// Digest authentication (RFC 3261 §22, MD5), as phones do it.
import { createHash, randomBytes } from 'node:crypto'

export type Account = { user: string; password: string }

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const field = (challenge: string, name: string) =>
  challenge.match(new RegExp(`${name}="?([^",]+)"?`, 'i'))?.[1] ?? ''

/** The Authorization value that answers a WWW-Authenticate or Proxy-Authenticate value. */
export function answerChallenge(
  challenge: string,
  { user, password }: Account,
  { method, uri }: { method: string; uri: string },
): string {
  const realm = field(challenge, 'realm')
  const nonce = field(challenge, 'nonce')
  const opaque = field(challenge, 'opaque')
  const ha1 = md5(`${user}:${realm}:${password}`)
  const ha2 = md5(`${method}:${uri}`)
  const parts = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    'algorithm=MD5',
  ]
  if (opaque) parts.push(`opaque="${opaque}"`)
  if (/qop="?[^"]*auth/i.test(challenge)) {
    const cnonce = randomBytes(8).toString('hex')
    const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`)
    parts.push('qop=auth', 'nc=00000001', `cnonce="${cnonce}"`, `response="${response}"`)
  } else {
    parts.push(`response="${md5(`${ha1}:${nonce}:${ha2}`)}"`)
  }
  return `Digest ${parts.join(', ')}`
}
