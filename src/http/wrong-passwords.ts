// Against guessing: wrong passwords are counted per name and address, per name, and per address. Counters die by
// themselves, so nobody is locked out for good; and who guesses somebody's password from one address does not
// keep him out at his own.
import { createHash } from 'node:crypto'
import { countAttempt, forgiveAttempt } from '../redis/attempts.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'

const windowS = 15 * 60
const most = { here: 8, name: 50, address: 100 } as const

type Guess = { name: string; address: string }

/**
 * Runs the check of a password, unless too many went wrong lately.
 * @param isRight slow on purpose (argon2id)
 * @throws Problem 429 with the seconds to wait
 */
export async function withoutGuessing<T>(
  { redis, keys }: Pick<HttpParts, 'redis' | 'keys'>,
  { name, address }: Guess,
  isRight: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const counters = [
    { key: keys.wrong(`here:${hashed(`${name} ${address}`)}`), limit: most.here },
    { key: keys.wrong(`name:${hashed(name)}`), limit: most.name },
    { key: keys.wrong(`address:${hashed(address)}`), limit: most.address },
  ]
  const counts = await Promise.all(counters.map(({ key }) => countAttempt(redis, key, windowS)))
  const full = counts.filter(({ count }, index) => count > (counters[index]?.limit ?? 0))
  if (full.length > 0) throw tooOften(Math.max(...full.map(({ forgottenInS }) => forgottenInS)))
  const found = await isRight()
  if (found !== undefined) await Promise.all(counters.map(({ key }) => forgiveAttempt(redis, key)))
  return found
}

function tooOften(retryAfterS: number): Problem {
  const minutes = Math.ceil(retryAfterS / 60)
  const sentence = told`Too many wrong passwords. Try again in ${minutes} minutes, or ask an admin for a new password.`
  return new Problem(429, 'too-many-wrong-passwords', sentence, { retryAfterS })
}

/** Names that people type are of any length and alphabet. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
