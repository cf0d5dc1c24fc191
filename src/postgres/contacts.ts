// Callers' numbers, sealed: each with a key of its own, which is kept wrapped by the house's key.
import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../secrets/sealing.ts'
import { ask, type Connection } from './database.ts'

/** Stores the numbers of contacts that we don't know yet, or whose key was erased. */
export async function storeContacts(
  db: Connection,
  sealKey: Buffer,
  numbers: ReadonlyMap<string, string>,
): Promise<void> {
  if (numbers.size === 0) return
  const known = await ask<{ contact: string }>(
    db,
    'select contact from contact_keys where contact = any($1)',
    [[...numbers.keys()]],
  )
  const fresh = new Map(numbers)
  for (const { contact } of known) fresh.delete(contact)
  if (fresh.size === 0) return
  const rows = [...fresh].map(([contact, number]) => {
    const key = randomBytes(32)
    return { contact, wrapped: seal(sealKey, key, contact), sealed: seal(key, number, contact) }
  })
  await ask(
    db,
    `with rows as (
       select * from jsonb_to_recordset($1::jsonb) as r (contact text, wrapped text, sealed text)),
     keys as (
       insert into contact_keys (contact, wrapped) select contact, wrapped from rows
       on conflict (contact) do nothing returning contact)
     insert into contacts (contact, sealed) select contact, sealed from rows join keys using (contact)
     on conflict (contact) do update set sealed = excluded.sealed, erased_at = null`,
    [JSON.stringify(rows)],
  )
}

/** contact → number, for those that can still be opened. */
export async function readNumbers(
  db: Connection,
  sealKey: Buffer,
  contacts: readonly string[],
): Promise<Map<string, string>> {
  if (contacts.length === 0) return new Map()
  const rows = await ask<{ contact: string; sealed: string; wrapped: string }>(
    db,
    `select contact, sealed, wrapped from contacts join contact_keys using (contact) where contact = any($1)`,
    [contacts],
  )
  const numbers = rows.flatMap(({ contact, sealed, wrapped }): [string, string][] => {
    const key = unseal(sealKey, wrapped, contact)
    const number = key && unseal(key, sealed, contact)
    return number ? [[contact, number.toString()]] : []
  })
  return new Map(numbers)
}

/** Forgets a person: without its key nobody can read the number again, in no backup of this table either. */
export async function eraseContact(db: Connection, contact: string): Promise<void> {
  await ask(db, 'delete from contact_keys where contact = $1', [contact])
}
