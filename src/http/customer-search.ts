// Finding a customer by a part of his name, segment or number. Names and numbers are sealed, so PostgreSQL can't look for
// them: they are opened and looked at here, a page after the other.
import { type ListedCustomer, listCustomers } from '../postgres/customers.ts'
import type { HttpParts } from './parts.ts'

/** Opening so many takes about 20 ms, in which nobody else is served. */
const AT_ONCE = 1_000
/** Whoever has more asks on. */
const MOST = 20_000

export type Found = {
  customers: ListedCustomer[]
  /** Where to go on; missing: these were all. */
  next?: string
}

/** @param search empty: all. @param after the contact to go on behind */
export async function findCustomers(
  { db, sealKey }: Pick<HttpParts, 'db' | 'sealKey'>,
  { search, after, limit }: { search: string; after: string; limit: number },
): Promise<Found> {
  const wanted = search.trim()
  const isWanted = wanted === '' ? () => true : matcher(wanted)
  const found: ListedCustomer[] = []
  let last = after
  for (let seen = 0; seen < MOST; seen += AT_ONCE) {
    const size = wanted === '' ? limit : AT_ONCE
    const page = await listCustomers(db, sealKey, { after: last, limit: size })
    for (const customer of page) {
      if (isWanted(customer)) found.push(customer)
      last = customer.contact
      if (found.length === limit) return { customers: found, next: last }
    }
    if (page.length < size) return { customers: found }
  }
  return { customers: found, next: last }
}

/** Without regard to case and marks: "nguyen" finds Nguyễn; a number however it is written. */
function matcher(wanted: string): (customer: ListedCustomer) => boolean {
  const words = plain(wanted)
  const digits = /^[\d\s().+-]+$/.test(wanted) ? wanted.replaceAll(/\D/g, '').replace(/^0+/, '') : ''
  return ({ name = '', segment = '', number = '' }) =>
    (digits.length >= 3 && number.includes(digits)) || plain(`${name} ${segment}`).includes(words)
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()
}
