// Customers: what people know of a number, and who served it last.
import type { Cdr } from '../cdrs/cdr.ts'
import { seal, unseal } from '../secrets/sealing.ts'
import { storeContacts } from './contacts.ts'
import { ask, type Connection } from './database.ts'

export type Customer = { name?: string; segment?: string; vip: boolean; lastAgent?: string }

/** `number`: E.164 where there is one. */
export type ListedCustomer = Customer & { contact: string; number?: string }

type Row = {
  contact: string
  name: string | null
  segment: string | null
  vip: boolean
  last_agent: string | null
  wrapped: string
  sealed: string | null
}

/** @returns undefined for whom nobody wrote down; `lastAgent` alone where only that is known */
export async function readCustomer(
  db: Connection,
  sealKey: Buffer,
  contact: string,
): Promise<(Customer & { isKnown: boolean }) | undefined> {
  const [row] = await ask<Row & { known: boolean }>(
    db,
    `select contact, name, segment, vip, last_agent, wrapped, null as sealed, written_at is not null as known
     from customers join contact_keys using (contact) where contact = $1`,
    [contact],
  )
  return row && { ...customerOf(row, sealKey), isKnown: row.known }
}

/** Those whom somebody wrote down, in a fixed order. @param after the last contact of the page before */
export async function listCustomers(
  db: Connection,
  sealKey: Buffer,
  { after, limit }: { after: string; limit: number },
): Promise<ListedCustomer[]> {
  const rows = await ask<Row>(
    db,
    `select contact, name, segment, vip, last_agent, wrapped, sealed
     from customers join contact_keys using (contact) left join contacts using (contact)
     where written_at is not null and contact > $1 order by contact limit $2`,
    [after, limit],
  )
  return rows.map(row => {
    const key = unseal(sealKey, row.wrapped, row.contact)
    const number = key && row.sealed ? unseal(key, row.sealed, row.contact)?.toString() : undefined
    return { ...customerOf(row, sealKey), contact: row.contact, ...(number ? { number } : {}) }
  })
}

export type WrittenCustomer = { contact: string; number: string } & Omit<Customer, 'lastAgent'>

/** Each as a whole: what is left out is forgotten; who served him last stays. */
export async function writeCustomers(
  db: Connection,
  sealKey: Buffer,
  customers: readonly WrittenCustomer[],
): Promise<void> {
  if (customers.length === 0) return
  await storeContacts(db, sealKey, new Map(customers.map(({ contact, number }) => [contact, number])))
  const keys = await ask<{ contact: string; wrapped: string }>(
    db,
    'select contact, wrapped from contact_keys where contact = any($1)',
    [customers.map(({ contact }) => contact)],
  )
  const keyOf = new Map(keys.map(({ contact, wrapped }) => [contact, unseal(sealKey, wrapped, contact)]))
  const rows = customers.map(({ contact, name, segment, vip }) => {
    const key = keyOf.get(contact)
    return { contact, segment, vip, ...(name !== undefined && key ? { name: seal(key, name, contact) } : {}) }
  })
  await ask(
    db,
    `insert into customers (contact, name, segment, vip, written_at)
     select contact, name, segment, vip, now()
     from jsonb_to_recordset($1::jsonb) as c (contact text, name text, segment text, vip boolean)
     on conflict (contact) do update set
       name = excluded.name, segment = excluded.segment, vip = excluded.vip, written_at = now()`,
    [JSON.stringify(rows)],
  )
}

/** Who served him last stays known. @returns false: nobody had written him down */
export async function forgetCustomer(db: Connection, contact: string): Promise<boolean> {
  const rows = await ask(
    db,
    `update customers set name = null, segment = null, vip = false, written_at = null
     where contact = $1 and written_at is not null returning contact`,
    [contact],
  )
  return rows.length > 0
}

/** The scribe's: who talked to whom last. Numbers that are not kept, such as withheld ones, have no customer. */
export async function storeLastAgents(db: Connection, cdrs: readonly Cdr[]): Promise<void> {
  const latest = new Map<string, { contact: string; agent: string; at: number }>()
  for (const { contact, agent, answeredAt, endedAt, numberKind } of cdrs) {
    if (agent === undefined || answeredAt === undefined || numberKind === 'internal') continue
    const known = latest.get(contact)
    if (!known || known.at <= endedAt) latest.set(contact, { contact, agent, at: endedAt })
  }
  if (latest.size === 0) return
  await ask(
    db,
    `insert into customers (contact, last_agent, last_at)
     select contact, agent, to_timestamp(at / 1000)
     from jsonb_to_recordset($1::jsonb) as l (contact text, agent text, at double precision)
       join contact_keys using (contact)
     on conflict (contact) do update set last_agent = excluded.last_agent, last_at = excluded.last_at
       where customers.last_at is null or customers.last_at <= excluded.last_at`,
    [JSON.stringify([...latest.values()])],
  )
}

function customerOf({ contact, name, segment, vip, last_agent, wrapped }: Row, sealKey: Buffer): Customer {
  const key = name === null ? undefined : unseal(sealKey, wrapped, contact)
  const opened = key && name !== null ? unseal(key, name, contact)?.toString() : undefined
  return {
    ...(opened === undefined ? {} : { name: opened }),
    ...(segment === null ? {} : { segment }),
    vip,
    ...(last_agent === null ? {} : { lastAgent: last_agent }),
  }
}
