// Name and password become an account, or a refusal that does not say which of the two was wrong; then comes the code
// of the second factor, for who has one.
import type { FastifyRequest } from 'fastify'
import { hashPassword, isPassword } from '../postgres/passwords.ts'
import { findAccount } from '../postgres/people.ts'
import type { Account } from '../postgres/sessions.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { askForCode } from './second-factor-rules.ts'
import { withoutGuessing } from './wrong-passwords.ts'

/** Unknown names take as long as known ones: this is checked in their place. */
const nobody = hashPassword('nobody has this password')

/** @throws Problem 401; 429 after too many wrong ones */
export async function logIn(
  parts: HttpParts,
  { ip }: FastifyRequest,
  given: { name: string; password: string; code?: string },
): Promise<Account> {
  const name = given.name.trim().toLowerCase()
  const account = await withoutGuessing(parts, { name, address: ip }, async () => {
    const found = await findAccount(parts.db, name)
    const right = await isPassword(given.password, found?.password_hash ?? (await nobody))
    return found && right ? found : undefined
  })
  if (account) {
    await askForCode(parts, { person: account.id, code: given.code, address: ip })
    return account
  }
  parts.log.warn({ name: name.slice(0, 64), address: ip }, 'a log-in was refused')
  throw new Problem(401, 'wrong-name-or-password', 'The name or the password is wrong.')
}
