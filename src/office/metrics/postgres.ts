// What PostgreSQL says of what waits, was lost or is late; nothing while it is away.
import type { Registry } from 'prom-client'
import type { Database } from '../../postgres/database.ts'
import { countFollowUps } from '../../postgres/follow-ups.ts'
import { countSendings } from '../../postgres/sendings.ts'
import { countRecordings } from '../../postgres/waiting-recordings.ts'
import { tell } from './gauge.ts'

export async function postgresNow(db: Database, register: Registry): Promise<void> {
  const recordings = await countRecordings(db).catch(() => undefined)
  const sendings = await countSendings(db).catch(() => undefined)
  const followUps = await countFollowUps(db).catch(() => undefined)
  tell(register, 'tongdai_postgres_up', 'Whether PostgreSQL answers.', [[{}, Number(!!recordings)]])
  if (!recordings) return
  tell(register, 'tongdai_recordings_waiting', 'Finished recordings that are not archived yet.', [
    [{}, recordings.waiting],
  ])
  tell(register, 'tongdai_recordings_failed', 'Recordings that were lost.', [[{}, recordings.failed]])
  tell(register, 'tongdai_recordings_cut', 'Recordings that ended before their talk did.', [
    [{}, recordings.cut],
  ])
  if (followUps)
    tell(
      register,
      'tongdai_follow_ups',
      'Callers who gave up and are to be called back; overdue ones are late.',
      [
        [{ state: 'open' }, followUps.reduce((sum, { open, overdue }) => sum + open - overdue, 0)],
        [{ state: 'overdue' }, followUps.reduce((sum, { overdue }) => sum + overdue, 0)],
      ],
    )
  if (!sendings) return
  tell(register, 'tongdai_sendings', 'What flows sent and nobody has taken yet, or ever.', [
    [{ state: 'waiting' }, sendings.waiting],
    [{ state: 'failed' }, sendings.failed],
  ])
}
