// What the switchboard asks of PostgreSQL while a caller is there: who he is. It answers within 300 ms or not at all;
// nothing else of a call waits for PostgreSQL.
import type { Logger } from 'pino'
import { CUSTOMER_ASK } from '../flows/verbs/customer.ts'
import type { Found } from '../lookups/ask-http.ts'
import type { OwnLookup } from '../lookups/lookups.ts'
import { readCustomer } from '../postgres/customers.ts'
import { openDatabase } from '../postgres/database.ts'

const PATIENCE_MS = 300

export type Customers = { lookups: Readonly<Record<string, OwnLookup>>; close(): Promise<void> }

export function openCustomers(databaseUrl: string, sealKey: Buffer, log: Pick<Logger, 'warn'>): Customers {
  const db = openDatabase(databaseUrl, log, { max: 4, queryMs: PATIENCE_MS })

  async function look(_given: unknown, _config: unknown, contact: string): Promise<Found> {
    const customer = await readCustomer(db, sealKey, contact)
    if (!customer) return { outcome: 'not-found', values: {} }
    const { name, segment, vip, lastAgent, isKnown } = customer
    const values = {
      vip,
      ...(name === undefined ? {} : { name }),
      ...(segment === undefined ? {} : { segment }),
      ...(lastAgent === undefined ? {} : { 'last-agent': lastAgent }),
    }
    return { outcome: isKnown ? 'found' : 'not-found', values }
  }

  return {
    lookups: { [CUSTOMER_ASK]: Object.assign(look, { limitMs: PATIENCE_MS }) },
    close: () => db.end(),
  }
}
