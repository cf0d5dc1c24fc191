// How the archive stands: tracks that still lie in Asterisk, and tracks that were lost.
import { ask, type Database } from './database.ts'

export async function countRecordings(db: Database): Promise<{ waiting: number; failed: number }> {
  const [row] = await ask<{ waiting: number; failed: number }>(
    db,
    `select (select count(*) from recordings where state = 'in-asterisk')::integer as waiting,
            (select count(*) from recordings where state = 'failed')::integer as failed`,
  )
  return row ?? { waiting: 0, failed: 0 }
}
