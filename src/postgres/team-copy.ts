// The last good copy of the team on disk, for a start while PostgreSQL is away. Holds HA1s, hence 0600.
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TeamSnapshot } from './team.ts'

function fileIn(home: string): string {
  return join(home, 'cache', 'team.json')
}

/** Whole or not at all: written beside, synced, renamed. */
export async function writeTeamCopy(home: string, team: TeamSnapshot): Promise<void> {
  const file = fileIn(home)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.part`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(team))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

/** undefined when no copy was ever made. */
export async function readTeamCopy(home: string): Promise<TeamSnapshot | undefined> {
  const text = await readFile(fileIn(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? undefined : (JSON.parse(text) as TeamSnapshot)
}
