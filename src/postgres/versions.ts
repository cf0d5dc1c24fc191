// Published versions of the configuration: the whole tree under its hash, with its author.
import { ask, type Database } from './database.ts'

/** A version that is there already stays as it was published first. */
export async function publishVersion(
  db: Database,
  version: { hash: string; author: string; tree: unknown },
): Promise<void> {
  await ask(
    db,
    'insert into versions (hash, author, tree) values ($1, $2, $3) on conflict (hash) do nothing',
    [version.hash, version.author, JSON.stringify(version.tree)],
  )
}
