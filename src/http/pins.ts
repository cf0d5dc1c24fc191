// PINs for the studio: four to eight digits that go with a person's phone. One's own with one's password; an admin's
// word is enough for somebody else's. Nobody can read one.
import { audit } from '../postgres/audit.ts'
import { hashPassword, isPassword } from '../postgres/passwords.ts'
import { findAccount, writePin } from '../postgres/people.ts'
import type { CurrentPerson } from './current-person.ts'
import { noSuchPerson } from './own-password.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { withoutGuessing } from './wrong-passwords.ts'

export type PinChange = {
  person: string
  /** Undefined takes it away. */
  pin: string | undefined
  /** His password, where it is his own. */
  current: string
  address: string
}

/** @throws Problem 403 when the password is wrong, 404, 422 when it is too easy */
export async function changePin(
  parts: HttpParts,
  who: CurrentPerson,
  { person, pin, current, address }: PinChange,
): Promise<void> {
  if (pin !== undefined && isTooEasy(pin))
    throw new Problem(422, 'pin-too-easy', 'This PIN is guessed first. Take digits without such a pattern.')
  if (who.id === person) {
    const right = await withoutGuessing(parts, { name: person, address }, async () => {
      const account = await findAccount(parts.db, person)
      return account && (await isPassword(current, account.password_hash)) ? account : undefined
    })
    if (!right) throw new Problem(403, 'wrong-password', 'Your present password is another one.')
  }
  const hash = pin === undefined ? null : await hashPassword(pin)
  if (!(await writePin(parts.db, person, hash))) throw noSuchPerson(person)
  await audit(parts.db, {
    who: who.id,
    action: pin === undefined ? 'people.no-pin' : 'people.pin',
    object: person,
  })
  await parts.teamChanged()
}

/** One digit again and again, or digits in a row, up or down. */
function isTooEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])))
  return steps.size === 1 && [-1, 0, 1].some(step => steps.has(step))
}
