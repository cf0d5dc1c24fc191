// Passwords of people: one's own, with the old one; or a new one from an admin, shown once.
import { audit } from '../postgres/audit.ts'
import { hashPassword, isPassword } from '../postgres/passwords.ts'
import { findAccount, readPeople, writePassword } from '../postgres/people.ts'
import { closeSessionsOf } from '../postgres/sessions.ts'
import { newPassword } from '../secrets/secrets.ts'
import type { CurrentPerson } from './current-person.ts'
import type { HttpParts } from './parts.ts'
import { tooEasy } from './password-rules.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'
import { withoutGuessing } from './wrong-passwords.ts'

/** Everywhere else he is logged out. @throws Problem 403 when the old one is wrong, 422 when the new one is too easy */
export async function changeOwnPassword(
  parts: HttpParts,
  person: CurrentPerson,
  { current = '', password = '', address }: { current?: string; password?: string; address: string },
): Promise<void> {
  const easy = tooEasy(password, person)
  if (easy !== undefined) throw new Problem(422, 'password-too-easy', easy)
  const right = await withoutGuessing(parts, { name: person.id, address }, async () => {
    const account = await findAccount(parts.db, person.id)
    return account && (await isPassword(current, account.password_hash)) ? account : undefined
  })
  if (!right) throw new Problem(403, 'wrong-password', 'Your present password is another one.')
  await writePassword(parts.db, person.id, { hash: await hashPassword(password), isTemporary: false })
  await closeOthers(parts, person.id, person.session?.id)
  await audit(parts.db, { who: person.id, action: 'people.own-password', object: person.id })
}

/** Logs the person out everywhere. @returns the password, to be shown once. @throws Problem 404 */
export async function givePassword(parts: HttpParts, who: string, person: string): Promise<string> {
  const known = (await readPeople(parts.db)).some(({ id }) => id === person)
  if (!known) throw noSuchPerson(person)
  const password = newPassword()
  await writePassword(parts.db, person, { hash: await hashPassword(password), isTemporary: true })
  await closeOthers(parts, person)
  await audit(parts.db, { who, action: 'people.password', object: person })
  return password
}

async function closeOthers({ db, ends }: HttpParts, person: string, except?: string): Promise<void> {
  await closeSessionsOf(db, person, except)
  ends.say({ person, ...(except !== undefined && { except }) })
}

export function noSuchPerson(id: string): Problem {
  return new Problem(404, 'no-such-person', told`There is nobody with the id "${id}".`)
}
