// Makes a database ready for the house: today's tables, the team of the first start, this version on record.
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { type Generated, readTeam, seedTeam, type TeamSnapshot } from './team.ts'
import { writeTeamCopy } from './team-copy.ts'
import { publishVersion } from './versions.ts'

/**
 * Called at each start, before the switchboard reads the team. Leaves the team's copy in `home/cache/team.json`.
 * @returns the team, and the passwords that were made now: to be shown once
 * @throws when PostgreSQL is away: then go on with readTeamCopy, and prepare when it is back
 */
export async function prepareDatabase(
  databaseUrl: string,
  { config, home, log }: { config: Config; home: string; log: Logger },
): Promise<{ team: TeamSnapshot; generated: Generated }> {
  await migrate(databaseUrl, log)
  const db = openDatabase(databaseUrl, log, { max: 1, queryMs: 10_000 })
  try {
    const generated = await seedTeam(db, config.team)
    const team = await readTeam(db)
    await writeTeamCopy(home, team)
    await publishVersion(db, { hash: config.version, author: 'files', tree: config })
    return { team, generated }
  } finally {
    await db.end()
  }
}
