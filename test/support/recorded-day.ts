// A day as the floor's owner and the scribe would have put it on record: simulated, so that it takes no time.
import { chanceOf } from '../../src/flows/chance.ts'
import { ask, type Database } from '../../src/postgres/database.ts'
import { storeRecords } from '../../src/postgres/journal.ts'
import type { FloorEvent } from '../../src/queues/events.ts'
import { emptyFloor } from '../../src/queues/floor.ts'
import { storedOf } from '../../src/queues/floor-note.ts'
import { type Made, madeDay } from '../../src/simulations/made-day.ts'
import { simulate } from '../../src/simulations/simulate.ts'

const made: Made = {
  queue: 'sales',
  rules: { strategy: 'round-robin', ringMs: 20_000, wrapUpMs: 20_000, restMs: 5_000 },
  callsPerHalfHour: [40, 60, 60, 40],
  talk: { kind: 'lognormal', meanMs: 150_000, cv: 0.8 },
  patience: { kind: 'exponential', meanMs: 150_000 },
  agents: 5,
  habits: { pickUp: { kind: 'lognormal', meanMs: 6_000, cv: 0.5 }, missed: 0.05, wrapUpUsed: 1 },
}

/** @param from epoch ms of its first half hour. @returns how many called */
export async function putDayOnRecord(db: Database, from: number): Promise<number> {
  const day = madeDay(made, 1)
  const roster = { ...day.roster, chance: chanceOf }
  const records: string[] = []
  const put = (event: FloorEvent, atMs: number, isInput: boolean) =>
    records.push(
      JSON.stringify({
        ...{ id: `floor:${records.length + 1}`, v: 1, at: from + Math.round(atMs) },
        ...(isInput && { house: atMs }),
        ...('conversation' in event && { conversation: event.conversation }),
        event,
      }),
    )
  put({ type: 'FloorNoted', because: 'opened', roster, stored: storedOf(emptyFloor) }, 0, true)
  simulate(day, 1, (input, step, atMs) => {
    put(input, atMs, true)
    for (const fact of step.facts) put(fact, atMs, false)
  })
  for (let at = 0; at < records.length; at += 500) await storeRecords(db, records.slice(at, at + 500))
  await ask(
    db,
    `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
       queue, arrived_at, queued_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
     select c, 'voice', 'main', 'itsp', 'k', 'national', 'main', 'v', 'vi', 'sales', to_timestamp(at / 1000),
       to_timestamp(at / 1000), to_timestamp(at / 1000), 0, 0, 0, 0, 'abandoned', 'caller-hung-up', 'caller', '[]'
     from unnest($1::text[], $2::float8[]) as calls (c, at)`,
    [
      day.callers.map(({ conversation }) => conversation),
      day.callers.map(({ joinsAtMs }) => from + joinsAtMs),
    ],
  )
  return day.callers.length
}
