// Numbers whose calls are refused, until somebody lifts it.
import { readNumbers, storeContacts } from './contacts.ts'
import { ask, type Connection } from './database.ts'

export type Blocked = { contact: string; number?: string; at: Date; by: string; byName?: string }

/** @returns false: it was blocked already */
export async function blockNumber(
  db: Connection,
  sealKey: Buffer,
  { contact, number, by }: { contact: string; number: string; by: string },
): Promise<boolean> {
  await storeContacts(db, sealKey, new Map([[contact, number]]))
  const rows = await ask(
    db,
    `insert into blocked_numbers (contact, blocked_by) values ($1, $2)
     on conflict (contact) do nothing returning contact`,
    [contact, by],
  )
  return rows.length > 0
}

/** Also for whoever erases a number: the switchboard must hear of it (HttpParts.blockedChanged). @returns false: it was not blocked */
export async function unblockContact(db: Connection, contact: string): Promise<boolean> {
  const rows = await ask(db, 'delete from blocked_numbers where contact = $1 returning contact', [contact])
  return rows.length > 0
}

/** The latest first. */
export async function listBlocked(db: Connection, sealKey: Buffer, limit: number): Promise<Blocked[]> {
  const rows = await ask<{ contact: string; at: Date; by: string; name: string | null }>(
    db,
    `select contact, blocked_at as at, blocked_by as by, people.name from blocked_numbers
     left join people on people.id = blocked_by order by blocked_at desc limit $1`,
    [limit],
  )
  const numbers = await readNumbers(
    db,
    sealKey,
    rows.map(({ contact }) => contact),
  )
  return rows.map(({ contact, at, by, name }) => {
    const number = numbers.get(contact)
    return { contact, at, by, ...(number ? { number } : {}), ...(name === null ? {} : { byName: name }) }
  })
}

/** All of them, for the switchboard. */
export async function blockedContacts(db: Connection): Promise<string[]> {
  const rows = await ask<{ contact: string }>(db, 'select contact from blocked_numbers order by contact')
  return rows.map(({ contact }) => contact)
}
