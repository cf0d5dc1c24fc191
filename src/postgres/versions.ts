// Published versions of the configuration: the whole tree under its hash, and who published it when.
import { ask, type Connection, type Database } from './database.ts'

export type VersionFile = { path: string; text: string }
/** `publishedAt`: epoch ms. */
export type Publication = { hash: string; author: string; publishedAt: number; comment?: string }
export type StoredVersion = Publication & {
  files: VersionFile[]
  /** The one that it replaced, if its files were kept. */
  before?: { hash: string; files: VersionFile[] }
}

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

/** From now on it is the published one. In a transaction that holds `lockPublications`. */
export async function addPublication(
  db: Connection,
  version: {
    hash: string
    author: string
    tree: unknown
    files: readonly VersionFile[]
    comment?: string | undefined
  },
): Promise<void> {
  const { hash, author, tree, files, comment } = version
  await ask(
    db,
    `insert into versions (hash, author, tree, files) values ($1, $2, $3, $4)
     on conflict (hash) do update set files = coalesce(versions.files, excluded.files)`,
    [hash, author, JSON.stringify(tree), JSON.stringify(files)],
  )
  await ask(db, 'insert into publications (hash, author, comment) values ($1, $2, $3)', [
    hash,
    author,
    comment ?? null,
  ])
}

/** Until the transaction ends nobody else publishes. */
export async function lockPublications(db: Connection): Promise<void> {
  await ask(db, 'lock table publications in exclusive mode')
}

/** The version that rules; its files are missing when it was put on record before they were kept. */
export async function readPublished(
  db: Connection,
): Promise<{ hash: string; files?: VersionFile[] } | undefined> {
  const [row] = await ask<{ hash: string; files: VersionFile[] | null }>(
    db,
    `select versions.hash, versions.files from publications join versions using (hash)
     order by number desc limit 1`,
  )
  return row && { hash: row.hash, ...(row.files && { files: row.files }) }
}

/** The latest first. */
export async function readPublications(db: Database, limit: number): Promise<Publication[]> {
  const rows = await ask<PublicationRow>(
    db,
    'select hash, author, at, comment from publications order by number desc limit $1',
    [limit],
  )
  return rows.map(publicationOf)
}

/** As it was last published. @returns undefined when there is no such version, or its files were not kept */
export async function readVersion(db: Database, hash: string): Promise<StoredVersion | undefined> {
  const [row] = await ask<
    PublicationRow & { files: VersionFile[]; before: string | null; before_files: VersionFile[] | null }
  >(
    db,
    `select p.hash, p.author, p.at, p.comment, versions.files, before.hash as before,
       before.files as before_files
     from publications as p join versions using (hash)
       left join lateral (
         select v.hash, v.files from publications as q join versions as v using (hash)
         where q.number < p.number order by q.number desc limit 1) as before on true
     where p.hash = $1 and versions.files is not null
     order by p.number desc limit 1`,
    [hash],
  )
  if (!row) return undefined
  const { files, before, before_files } = row
  return {
    ...publicationOf(row),
    files,
    ...(before !== null && before_files && { before: { hash: before, files: before_files } }),
  }
}

/** The files of a version, e.g. of the base that somebody began with. */
export async function readVersionFiles(db: Database, hash: string): Promise<VersionFile[] | undefined> {
  const [row] = await ask<{ files: VersionFile[] | null }>(db, 'select files from versions where hash = $1', [
    hash,
  ])
  return row?.files ?? undefined
}

type PublicationRow = { hash: string; author: string; at: Date; comment: string | null }

function publicationOf({ hash, author, at, comment }: PublicationRow): Publication {
  return { hash, author, publishedAt: at.getTime(), ...(comment !== null && { comment }) }
}
