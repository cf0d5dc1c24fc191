// What must hold after every call, whatever happened in it (I1 to I5 of the acceptance tests).
import type { Test } from 'tap'
import type { TestHouse } from './house.ts'
import { doubleOffers } from './invariants/double-offers.ts'
import { loggedErrors } from './invariants/logged-errors.ts'
import { everythingIsWritten, readCdrs, readJournal } from './records.ts'
import { until } from './until.ts'

/** Legs and talks are gone this soon after the last call. */
const EMPTY_WITHIN_MS = 2_000

export type Expected = {
  /** Lines of level error that the test itself provoked. */
  announced?: readonly RegExp[]
  /** How long until Asterisk must be empty; longer where the test broke something on purpose. */
  emptyWithinMs?: number
}

/** Call it when the last call has ended. */
export async function assertInvariants(t: Test, house: TestHouse, expected: Expected = {}): Promise<void> {
  const left = () => Promise.all([house.ari('GET', 'channels'), house.ari('GET', 'bridges')])
  const isEmpty = async () => (await left()).every(list => (list as unknown[]).length === 0)
  await until(isEmpty, expected.emptyWithinMs ?? EMPTY_WITHIN_MS, 'Asterisk is empty').catch(() => {})
  t.same(await left(), [[], []], 'I1: no leg and no talk is left')

  await everythingIsWritten(house)
  const journal = await readJournal(house)
  const begun = journal.filter(({ event }) => event.type === 'CallArrived').map(({ by }) => by)
  const cdrs = await readCdrs(house)
  t.same(cdrs.map(cdr => cdr.conversation).sort(), begun.sort(), 'I2: exactly one CDR a conversation')
  t.ok(
    cdrs.every(cdr => cdr.ended_at >= cdr.arrived_at),
    'I2: every CDR ends, and not before it began',
  )
  t.same(await agentsHeldByNobody(house), [], 'I3: no agent is held by a call that is over')
  t.same(await loggedErrors(house, expected.announced ?? []), [], 'I4: nothing went wrong unannounced')
  t.same(doubleOffers(journal), [], 'I5: no agent had two calls, no caller two agents')
}

/** No call lives at this point, so nobody may be offered or busy. */
async function agentsHeldByNobody(house: TestHouse): Promise<unknown[]> {
  const read = async () => {
    const entries = Object.entries(await house.redis.hgetall(house.keys.floor))
    return entries.flatMap(([name, text]) => {
      if (name.startsWith('waiting:')) return [name]
      const state = name.startsWith('agent:') ? JSON.parse(text).state.name : 'ready'
      return state === 'offered' || state === 'busy' ? [`${name} is ${state}`] : []
    })
  }
  await until(async () => (await read()).length === 0, EMPTY_WITHIN_MS).catch(() => {})
  return read()
}
