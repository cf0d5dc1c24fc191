// Who calls in a real test: from a number of his own, and known to the house where the test says so.
import type { Pool } from 'pg'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { contactRef } from '../../src/secrets/sealing.ts'
import type { PhoneNumber } from '../../src/trunks/number.ts'
import type { TestHouse } from '../support/house.ts'
import { COLLEAGUE } from './private-files.ts'

/** Of each kind; from none of them is called twice, so that nobody is taken for another one's customer. */
const NUMBERS: Readonly<Record<PhoneNumber['kind'], (index: number) => string>> = {
  national: index => `+84${905_000_000 + index}`,
  international: index => `+1415${5_550_100 + index}`,
  short: index => `1900${2_000 + index}`,
  anonymous: () => 'anonymous',
  internal: () => COLLEAGUE,
}

/** @param index of the test among all */
export function numberFor({ caller, callback }: WrittenTest, index: number): string {
  const usual = callback === 'refused' ? 'anonymous' : 'national'
  const kind: PhoneNumber['kind'] = caller ?? usual
  return NUMBERS[kind](index)
}

/** Writes him down as the customer that the test says he is. */
export async function introduce(
  house: TestHouse,
  db: Pool,
  number: string,
  { customer }: WrittenTest,
): Promise<void> {
  if (!customer) return
  const { 'last-agent': lastAgent, ...written } = customer
  const { status, body } = await house.api('PUT', '/api/v1/customer', { number, ...written })
  if (status !== 200) throw new Error(`The house takes no customer: ${JSON.stringify(body)}`)
  // That somebody served him once can't be written over the API.
  const contact = contactRef(house.secrets.contactKey, number)
  if (lastAgent)
    await db.query('update customers set last_agent = $2 where contact = $1', [contact, lastAgent])
}
