// What remains of calls, as a test reads it: the journal, the CDRs, the tracks.
import type { CallEvent } from '../../src/calls/events.ts'
import type { FloorEvent } from '../../src/queues/events.ts'
import { contactRef } from '../../src/secrets/sealing.ts'
import type { TestHouse } from './house.ts'
import { until } from './until.ts'

export type Recorded<E = CallEvent | FloorEvent> = {
  /** `floor` or the conversation whose mailbox wrote it. */
  by: string
  seq: number
  /** Epoch ms. */
  at: number
  conversation: string | null
  event: E
}

/** Every mailbox's records in the order in which it wrote them. */
export async function readJournal(house: TestHouse): Promise<Recorded[]> {
  await everythingIsWritten(house)
  const rows = await house.rows<{ id: string; at: Date; conversation: string | null; data: CallEvent }>(
    'select id, at, conversation, data from journal',
  )
  const records = rows.map(({ id, at, conversation, data }) => {
    const colon = id.lastIndexOf(':')
    return {
      by: id.slice(0, colon),
      seq: Number(id.slice(colon + 1)),
      at: at.getTime(),
      conversation,
      event: data,
    }
  })
  return records.sort((a, b) => a.seq - b.seq)
}

/** The floor's records, in order. */
export async function readFloorJournal(house: TestHouse): Promise<Recorded<FloorEvent>[]> {
  return (await readJournal(house)).filter(({ by }) => by === 'floor') as Recorded<FloorEvent>[]
}

export type CdrRow = {
  conversation: string
  hotline: string
  via: string
  contact: string
  queue: string | null
  agent: string | null
  arrived_at: Date
  queued_at: Date | null
  answered_at: Date | null
  ended_at: Date
  wait_ms: number
  ring_ms: number
  talk_ms: number
  result: string
  reason: string
  who: string
  keys: { section: string; digit: string }[]
}

/** In the order of arrival. */
export const readCdrs = (house: TestHouse): Promise<CdrRow[]> =>
  house.rows<CdrRow>('select * from conversations order by arrived_at, conversation')

/** The CDR of the call that came from this number; waits until it is there. */
export async function cdrFrom(house: TestHouse, number: string, withinMs = 10_000): Promise<CdrRow> {
  const contact = contactRef(house.secrets.contactKey, number)
  return until(
    async () => {
      const [cdr, ...more] = await house.rows<CdrRow>('select * from conversations where contact = $1', [
        contact,
      ])
      if (more.length > 0) throw new Error(`${number} has ${more.length + 1} CDRs, one was expected`)
      return cdr
    },
    withinMs,
    `a CDR of ${number}`,
  )
}

/** No call lives, and the scribe has stored all of the journal. */
export async function everythingIsWritten(house: TestHouse, withinMs = 15_000): Promise<void> {
  await until(
    async () =>
      (await house.redis.hlen(house.keys.calls)) + (await house.redis.xlen(house.keys.journal)) === 0,
    withinMs,
    'no call lives and the whole journal is stored',
  )
}
