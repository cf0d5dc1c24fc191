// Against guessing: wrong passwords are counted per name and address, per name, and per address. Counters die by
// themselves, so nobody is locked out for good; and who guesses somebody's password from one address does not
// keep him out at his own.
import { createHash } from 'node:crypto'
import { countAttempt, forgiveAttempt } from '../redis/attempts.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'

const windowS = 15 * 60
const most = {
  password: { here: 8, name: 50, address: 100 },
  // A million codes, three of which are right: whoever guesses has the password already.
  code: { here: 8, name: 10, address: 100 },
} as const

/** `what` is guessed: a password unless named. */
type Guess = { name: string; address: string; what?: keyof typeof most }

/**
 * Runs the check of a password, unless too many went wrong lately.
 * @param isRight slow on purpose (argon2id)
 * @throws Problem 429 with the seconds to wait
 */
export async function withoutGuessing<T>(
  { redis, keys }: Pick<HttpParts, 'redis' | 'keys'>,
  { name, address, what = 'password' }: Guess,
  isRight: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const kind = what === 'password' ? '' : `${what}:`
  const limits = most[what]
  const counters = [
    { key: keys.wrong(`${kind}here:${hashed(`${name} ${address}`)}`), limit: limits.here },
    { key: keys.wrong(`${kind}name:${hashed(name)}`), limit: limits.name },
    { key: keys.wrong(`${kind}address:${hashed(address)}`), limit: limits.address },
  ]
  const counts = await Promise.all(counters.map(({ key }) => countAttempt(redis, key, windowS)))
  const full = counts.filter(({ count }, index) => count > (counters[index]?.limit ?? 0))
  if (full.length > 0) throw tooOften(what, Math.max(...full.map(({ forgottenInS }) => forgottenInS)))
  const found = await isRight()
  if (found !== undefined) await Promise.all(counters.map(({ key }) => forgiveAttempt(redis, key)))
  return found
}

function tooOften(what: keyof typeof most, retryAfterS: number): Problem {
  const minutes = Math.ceil(retryAfterS / 60)
  if (what === 'code')
    return new Problem(
      429,
      'too-many-wrong-codes',
      told`Too many wrong codes. Try again in ${minutes} minutes.`,
      {
        retryAfterS,
      },
    )
  const sentence = told`Too many wrong passwords. Try again in ${minutes} minutes, or ask an admin for a new password.`
  return new Problem(429, 'too-many-wrong-passwords', sentence, { retryAfterS })
}

/** Names that people type are of any length and alphabet. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
