// Second factors of people: the sealed secret of an authenticator, and hashes of recovery codes.
import { newAuthenticatorSecret, newRecoveryCodes, plainCode, stepOf } from '../secrets/one-time-codes.ts'
import { seal, unseal } from '../secrets/sealing.ts'
import { ask, type Connection } from './database.ts'
import { secretHash } from './sessions.ts'

export type SecondFactor = {
  /** Null: begun, but not confirmed yet; no log-in asks for it. */
  confirmed_at: Date | null
  /** How many recovery codes are left. */
  recovery_left: number
}

export async function readSecondFactor(db: Connection, person: string): Promise<SecondFactor | undefined> {
  const [row] = await ask<SecondFactor>(
    db,
    'select confirmed_at, cardinality(recovery) as recovery_left from second_factors where person = $1',
    [person],
  )
  return row
}

/** Makes a new secret; one that is in use is never replaced. @returns undefined when there is one in use */
export async function beginSecondFactor(
  db: Connection,
  sealKey: Buffer,
  person: string,
): Promise<Buffer | undefined> {
  const secret = newAuthenticatorSecret()
  const rows = await ask(
    db,
    `insert into second_factors (person, sealed) values ($1, $2)
     on conflict (person) do update set sealed = excluded.sealed, last_step = 0
       where second_factors.confirmed_at is null
     returning person`,
    [person, seal(sealKey, secret, about(person))],
  )
  return rows.length > 0 ? secret : undefined
}

/**
 * Whether it is a code of his authenticator, or, once that is confirmed, one of his recovery codes. No code is taken
 * a second time.
 */
export async function takeCode(
  db: Connection,
  sealKey: Buffer,
  { person, code, now }: { person: string; code: string; now: number },
): Promise<boolean> {
  const plain = plainCode(code)
  if (!/^\d{6}$/.test(plain)) return takeRecoveryCode(db, person, plain)
  const [row] = await ask<{ sealed: string }>(db, 'select sealed from second_factors where person = $1', [
    person,
  ])
  const secret = row && unseal(sealKey, row.sealed, about(person))
  const step = secret && stepOf(secret, plain, now)
  if (step === undefined) return false
  const taken = await ask(
    db,
    `update second_factors set last_step = $2 where person = $1 and last_step < $2 returning person`,
    [person, step],
  )
  return taken.length > 0
}

async function takeRecoveryCode(db: Connection, person: string, plain: string): Promise<boolean> {
  const taken = await ask(
    db,
    `update second_factors set recovery = array_remove(recovery, $2::bytea)
     where person = $1 and confirmed_at is not null and $2::bytea = any(recovery) returning person`,
    [person, secretHash(plain)],
  )
  return taken.length > 0
}

/** From now on log-ins ask for it. @returns recovery codes, to be shown once; those before are worth nothing */
export async function confirmSecondFactor(db: Connection, person: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await ask(
    db,
    `update second_factors set confirmed_at = coalesce(confirmed_at, now()), recovery = $2 where person = $1`,
    [person, codes.map(code => secretHash(plainCode(code)))],
  )
  return codes
}

/** @returns whether he had one */
export async function removeSecondFactor(db: Connection, person: string): Promise<boolean> {
  const rows = await ask(
    db,
    'delete from second_factors where person = $1 returning confirmed_at is not null as used',
    [person],
  )
  return rows.length > 0
}

/** What the seal is bound to: a row moved to somebody else does not open. */
function about(person: string): string {
  return `second-factor:${person}`
}
