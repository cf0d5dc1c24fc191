// "tongdai backup FILE": database, recordings, configuration, secrets and versions in one tar file, also while
// the house runs. The database is read as of one moment, and every recording that it names is in the file.
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { Environment } from '../../config.ts'
import { holdJob } from '../../postgres/job-runs.ts'
import { type Progress, step } from '../../runtime/progress.ts'
import { lastWords, runCommand } from '../../runtime/run-command.ts'
import { told } from '../../told/told.ts'
import { type HouseDatabase, withHouseDatabase } from '../house-database.ts'
import { CliProblem } from '../office-client.ts'
import {
  DUMP,
  HOME_FOLDERS,
  type LateTrack,
  MANIFEST,
  type Manifest,
  sha256Of,
  TREE_FOLDERS,
} from './manifest.ts'

export type Backup = { file: string; bytes: number; conversations: number; recordings: number }

/** @throws CliProblem; then no file is left behind */
export async function backup(environment: Environment, name: string, progress: Progress): Promise<Backup> {
  const file = resolve(name)
  if (existsSync(file)) {
    throw new CliProblem(
      'file-exists',
      told`${file} is there already.`,
      told`Choose another name, or remove it.`,
    )
  }
  if (!existsSync(join(environment.home, 'secrets', 'master.key'))) {
    const hint = told`Run "npm start" once, or set TONGDAI_HOME.`
    throw new CliProblem('no-house', told`There is no house in ${environment.home}.`, hint)
  }
  const stage = `${file}.parts`
  await mkdir(stage, { recursive: true, mode: 0o700 })
  try {
    return await withHouseDatabase(environment, progress, async database => {
      const { manifest, paths } = await readDatabase(database, stage, progress)
      await writeFile(join(stage, MANIFEST), JSON.stringify(manifest, null, 1))
      await writeFile(join(stage, 'paths'), paths.map(path => `recordings/${path}\0`).join(''))
      const { conversations, recordings } = manifest
      await step(progress, `Packing ${recordings} recordings, configuration and secrets`, () =>
        pack(environment, stage, file),
      )
      return { file, bytes: (await stat(file)).size, conversations, recordings }
    })
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** One snapshot for the dump and for the list of recordings; meanwhile nothing is erased. */
async function readDatabase(
  database: HouseDatabase,
  stage: string,
  progress: Progress,
): Promise<{ manifest: Manifest; paths: string[] }> {
  const pool = new pg.Pool({ connectionString: database.url, max: 1, application_name: 'tongdai backup' })
  const client = await pool.connect().catch(notThere)
  try {
    await holdJob(client, 'retention')
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<{ snapshot: string; now: Date; conversations: number }>(
      `select pg_export_snapshot() as snapshot, now() as now,
              (select count(*) from conversations)::integer as conversations`,
    )
    const [{ snapshot, now, conversations } = { snapshot: '', now: new Date(), conversations: 0 }] = rows
    const tracks = await client.query<{ recording: string; path: string | null; state: string }>(
      `select recording, path, state from recordings where state in ('stored', 'in-asterisk', 'expected')`,
    )
    const dump = join(stage, DUMP)
    await step(progress, `Reading the database (${conversations} conversations)`, () =>
      database.runTool(
        'pg_dump',
        ['--format=custom', '--no-owner', '--no-acl', `--snapshot=${snapshot}`, `--file=${dump}`],
        stage,
      ),
    )
    await client.query('commit')
    const late = await lateTracks(
      client,
      tracks.rows.filter(({ state }) => state !== 'stored').map(({ recording }) => recording),
    )
    const paths = [
      ...tracks.rows.flatMap(({ path, state }) => (state === 'stored' && path ? [path] : [])),
      ...late.map(({ path }) => path),
    ]
    const manifest: Manifest = {
      ...{ format: 1, takenAt: now.toISOString(), conversations, recordings: paths.length, late },
      dump: await sha256Of(dump),
    }
    return { manifest, paths }
  } finally {
    client.release(true)
    await pool.end()
  }
}

function notThere(error: Error): never {
  const hint = told`Is it running? "npx tongdai doctor" examines it.`
  throw new CliProblem(
    'database-away',
    told`PostgreSQL does not answer: ${error.message || error.name}.`,
    hint,
  )
}

async function lateTracks(client: pg.PoolClient, recordings: string[]): Promise<LateTrack[]> {
  const { rows } = await client.query<LateTrack>(
    `select recording, path, sha256, bytes::double precision as bytes, duration_ms as "durationMs"
     from recordings where recording = any($1) and state = 'stored'`,
    [recordings],
  )
  return rows
}

async function pack({ home, configRoot }: Environment, stage: string, file: string): Promise<void> {
  const part = `${file}.part`
  // Made before tar writes into it: it holds the keys, so nobody else may ever read it.
  await (await open(part, 'wx', 0o600)).close()
  const there = (root: string, names: readonly string[]) => names.filter(name => existsSync(join(root, name)))
  const folders = HOME_FOLDERS.filter(name => name !== 'recordings')
  const result = await runCommand('tar', [
    ...['--create', '--file', part, '--exclude=cache/mixes', '--exclude=cache/pages'],
    ...(/\.t?gz$/.test(file) ? ['--gzip'] : []),
    ...['-C', stage, MANIFEST, DUMP],
    ...['-C', home, ...there(home, folders)],
    ...['-C', configRoot, ...there(configRoot, TREE_FOLDERS)],
    ...['-C', home, '--null', '--verbatim-files-from', '--files-from', join(stage, 'paths')],
  ])
  // 1: a file changed while it was read, which small files that are written whole do not.
  if (result.code > 1) {
    await rm(part, { force: true })
    const hint = told`Is there room on that disk, and are all files yours to read?`
    throw new CliProblem('backup-failed', told`The backup could not be written: ${lastWords(result)}.`, hint)
  }
  const handle = await open(part)
  await handle.sync().finally(() => handle.close())
  await rename(part, file)
}
