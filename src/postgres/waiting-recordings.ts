// How the archive stands: tracks that still lie in Asterisk, tracks that were lost, and those that end early.
import { ask, type Database } from './database.ts'

export type RecordingCounts = {
  waiting: number
  failed: number
  /** Those that end before what they record did. */
  cut: number
}

export async function countRecordings(db: Database): Promise<RecordingCounts> {
  const [row] = await ask<RecordingCounts>(
    db,
    `select (select count(*) from recordings where state = 'in-asterisk')::integer as waiting,
            (select count(*) from recordings where state = 'failed')::integer as failed,
            (select count(*) from recordings where missing_ms > 0)::integer as cut`,
  )
  return row ?? { waiting: 0, failed: 0, cut: 0 }
}

/** Calls that ended in the last minutes, and of whose recordings something is missing. */
export async function callsLackingSound(db: Database, minutes: number): Promise<number> {
  const [row] = await ask<{ calls: number }>(
    db,
    `select count(distinct conversation)::integer as calls from recordings join conversations using (conversation)
     where (missing_ms > 0 or state = 'failed') and ended_at > now() - $1 * interval '1 minute'`,
    [minutes],
  )
  return row?.calls ?? 0
}
