// Tokens of programs: shown once, kept as hashes, each with the role that it may act in.
import { randomBytes } from 'node:crypto'
import { ask, type Connection } from './database.ts'
import { newSecret, type Role, secretHash } from './sessions.ts'

export type TokenRow = {
  id: string
  name: string
  role: Role
  created_by: string
  created_at: Date
  used_at: Date | null
  /** From then on it opens nothing; null: it holds until it is withdrawn. */
  expires_at: Date | null
}

const alive = '(expires_at is null or expires_at > now())'

/** @param days after which it opens nothing any more; for ever when missing */
export async function makeToken(
  db: Connection,
  { name, role, by, days }: { name: string; role: Role; by: string; days?: number | undefined },
): Promise<{ id: string; token: string }> {
  const id = randomBytes(6).toString('hex')
  // Its prefix tells scanners for leaked secrets what it is.
  const token = `tongdai_${newSecret()}`
  await ask(
    db,
    `insert into tokens (id, secret_hash, name, role, created_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + $6 * interval '1 day')`,
    [id, secretHash(token), name, role, by, days ?? null],
  )
  return { id, token }
}

/** Notes its use, at most once a minute. */
export async function findToken(
  db: Connection,
  token: string,
): Promise<Pick<TokenRow, 'id' | 'name' | 'role'> | undefined> {
  const [row] = await ask<Pick<TokenRow, 'id' | 'name' | 'role'>>(
    db,
    `with used as (update tokens set used_at = now()
       where secret_hash = $1 and (used_at is null or used_at < now() - interval '1 minute') and ${alive})
     select id, name, role from tokens where secret_hash = $1 and ${alive}`,
    [secretHash(token)],
  )
  return row
}

export async function listTokens(db: Connection): Promise<TokenRow[]> {
  return ask<TokenRow>(
    db,
    'select id, name, role, created_by, created_at, used_at, expires_at from tokens order by created_at, id',
  )
}

export async function deleteToken(db: Connection, id: string): Promise<boolean> {
  return (await ask(db, 'delete from tokens where id = $1 returning id', [id])).length > 0
}
