// The second factor at the log-in: who must have one, and whether what was typed is his code.
import { readSecondFactor, takeCode } from '../postgres/second-factors.ts'
import type { CurrentPerson } from './current-person.ts'
import type { HttpParts } from './parts.ts'
import type { Policy, Role } from './policies.ts'
import { Problem } from './problem.ts'
import { withoutGuessing } from './wrong-passwords.ts'

/** What somebody may do who must have a second factor and has none yet: get one, change his password, leave. */
const BEFORE_IT: ReadonlySet<Policy> = new Set([
  'session.own',
  'sessions.see',
  'sessions.close',
  'people.password',
  'second-factor.own',
])

export function isRequired({ calendar }: Pick<HttpParts, 'calendar'>, role: Role): boolean {
  return calendar().server.secondFactor.includes(role)
}

/** He came by a log-in, his role must have a second factor, and he has none. */
export function lacksSecondFactor(parts: Pick<HttpParts, 'calendar'>, person: CurrentPerson): boolean {
  return person.session?.hasSecondFactor === false && isRequired(parts, person.role)
}

/** @throws Problem 403 */
export function refuseWithoutSecondFactor(
  parts: Pick<HttpParts, 'calendar'>,
  person: CurrentPerson,
  policy: Policy,
): void {
  if (BEFORE_IT.has(policy) || !lacksSecondFactor(parts, person)) return
  throw new Problem(
    403,
    'second-factor-missing',
    'Your role needs a second factor. Switch it on in your account first.',
  )
}

type Typed = { person: string; code: string | undefined; address: string }

/** After the right password. @throws Problem 401 when a code is wanted, or wrong; 429 after too many wrong ones */
export async function askForCode(parts: HttpParts, { person, code, address }: Typed): Promise<void> {
  const factor = await readSecondFactor(parts.db, person)
  if (!factor?.confirmed_at) return
  if (code === undefined)
    throw new Problem(401, 'second-factor-wanted', 'Type the six digits that your authenticator shows now.')
  if (await isCode(parts, { person, code, address })) return
  parts.log.warn({ name: person, address }, 'a code of a second factor was refused')
  throw wrongCode(401)
}

/** Counted as passwords are, and more strictly: there are only a million of them. @throws Problem 429 */
export async function isCode(
  parts: HttpParts,
  { person, code, address }: { person: string; code: string; address: string },
): Promise<boolean> {
  const { db, sealKey } = parts
  const right = await withoutGuessing(parts, { name: person, address, what: 'code' }, async () =>
    (await takeCode(db, sealKey, { person, code, now: Date.now() })) ? true : undefined,
  )
  return right ?? false
}

export function wrongCode(status: 401 | 403): Problem {
  return new Problem(
    status,
    'wrong-code',
    'This is not the code of this moment, or it was used already. Wait for the next one.',
  )
}
