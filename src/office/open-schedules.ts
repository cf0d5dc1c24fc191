// The jobs of this house, put together: what they need of the stores, and the configuration as it is now.
import type { Redis } from 'ioredis'
import { type Config, checkTree, readTree } from '../config.ts'
import { openDatabase } from '../postgres/database.ts'
import { readLiveCalls } from '../redis/live.ts'
import { contactRef } from '../secrets/sealing.ts'
import { dailyReport } from './jobs/daily-report.ts'
import { retention } from './jobs/retention.ts'
import type { OfficeOptions } from './office.ts'
import { type Schedules, startSchedules } from './schedules.ts'
import type { Sounds } from './sounds.ts'

export function openSchedules(
  options: OfficeOptions,
  { redis, recordings, sounds }: { redis: Redis; recordings: string; sounds: Pick<Sounds, 'forget'> },
): Schedules {
  const { config: atStart, configRoot, databaseUrl, home, keys, log, secrets } = options
  // One connection holds the lock of the job that runs; a report over a large year takes its time.
  const db = openDatabase(databaseUrl, log, { max: 3, queryMs: 60_000 })
  const jobs = [
    retention({
      recordings,
      forget: () => sounds.forget(),
      callers: async () => (await readLiveCalls(redis, keys)).flatMap(({ contact }) => contact ?? []),
    }),
    dailyReport({ home, db, house: `${contactRef(secrets.contactKey, 'house')}.tongdai.invalid` }),
  ]
  const config = async (): Promise<Config> => checkTree(await readTree(configRoot)).config ?? atStart
  const schedules = startSchedules({ jobs, db, config, log })
  return {
    look: schedules.look,
    async stop() {
      await schedules.stop()
      await db.end()
    },
  }
}
