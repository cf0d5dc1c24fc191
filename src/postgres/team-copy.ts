// The last good copy of the team on disk, for a start while PostgreSQL is away. Holds HA1s, hence 0600.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from '../secrets/private-file.ts'
import type { TeamSnapshot } from './team.ts'

function fileIn(home: string): string {
  return join(home, 'cache', 'team.json')
}

export async function writeTeamCopy(home: string, team: TeamSnapshot): Promise<void> {
  await writePrivateFile(fileIn(home), JSON.stringify(team))
}

/** undefined when no copy was ever made. */
export async function readTeamCopy(home: string): Promise<TeamSnapshot | undefined> {
  const text = await readFile(fileIn(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? undefined : (JSON.parse(text) as TeamSnapshot)
}
