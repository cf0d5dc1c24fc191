// Reads a journal record of any version as one of today. A new version of an event adds a line here; old
// journals are never rewritten.
import type { JournalRecord } from './journal.ts'

/** A record that today's code can't read: set aside and looked at by people, never guessed. */
export class UnreadableRecord extends Error {
  readonly code = 'unreadable-record'
}

type Raw = Record<string, unknown>

/** Version → how its record becomes one of the next version. */
const upcasters: Record<number, (record: Raw) => Raw> = {}

const today = 1

/**
 * @param json one line of the journal
 * @throws UnreadableRecord when it is no record, or one of a version that we don't know
 */
export function readRecord(json: string): JournalRecord {
  let record = parsed(json)
  while (record.v !== today) {
    const upcast = upcasters[Number(record.v)]
    if (!upcast)
      throw new UnreadableRecord(`The record is of version ${String(record.v)}, which is unknown here.`)
    record = upcast(record)
  }
  if (!isRecord(record)) throw new UnreadableRecord('The record lacks its id, its time or its event.')
  return record
}

function parsed(json: string): Raw {
  // PostgreSQL can't keep this character in a text, and no event has a use for it.
  if (json.includes('\\u0000')) throw new UnreadableRecord('The record holds a null character.')
  try {
    const record: unknown = JSON.parse(json)
    if (typeof record === 'object' && record !== null) return record as Raw
  } catch (cause) {
    throw new UnreadableRecord('The record is not JSON.', { cause })
  }
  throw new UnreadableRecord('The record is not an object.')
}

function isRecord(record: Raw): record is Raw & JournalRecord {
  const { id, at, house, event, conversation, agent } = record
  return (
    typeof id === 'string' &&
    /^[^\s:][^\s]*:\d+$/.test(id) &&
    typeof at === 'number' &&
    Math.abs(at) <= 8.64e15 &&
    (house === undefined || typeof house === 'number') &&
    typeof event === 'object' &&
    event !== null &&
    typeof (event as Raw).type === 'string' &&
    (conversation === undefined || typeof conversation === 'string') &&
    (agent === undefined || typeof agent === 'string')
  )
}
