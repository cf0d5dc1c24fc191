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
}

export async function makeToken(
  db: Connection,
  { name, role, by }: { name: string; role: Role; by: string },
): Promise<{ id: string; token: string }> {
  const id = randomBytes(6).toString('hex')
  // Its prefix tells scanners for leaked secrets what it is.
  const token = `tongdai_${newSecret()}`
  await ask(db, 'insert into tokens (id, secret_hash, name, role, created_by) values ($1, $2, $3, $4, $5)', [
    id,
    secretHash(token),
    name,
    role,
    by,
  ])
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
       where secret_hash = $1 and (used_at is null or used_at < now() - interval '1 minute'))
     select id, name, role from tokens where secret_hash = $1`,
    [secretHash(token)],
  )
  return row
}

export async function listTokens(db: Connection): Promise<TokenRow[]> {
  return ask<TokenRow>(
    db,
    'select id, name, role, created_by, created_at, used_at from tokens order by created_at, id',
  )
}

export async function deleteToken(db: Connection, id: string): Promise<boolean> {
  return (await ask(db, 'delete from tokens where id = $1 returning id', [id])).length > 0
}
