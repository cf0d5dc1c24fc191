// "tongdai restore FILE": makes a house out of a backup. Never beside a running one, and what was there before
// is put aside, not thrown away.
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import type { Environment } from '../../config.ts'
import { claimHome, runningKeeper } from '../../runtime/keeper-claim.ts'
import { isRunning } from '../../runtime/process-table.ts'
import { type Progress, step } from '../../runtime/progress.ts'
import { lastWords, runCommand } from '../../runtime/run-command.ts'
import { type Told, told, toldAs } from '../../told/told.ts'
import { withHouseDatabase } from '../house-database.ts'
import { CliProblem } from '../office-client.ts'
import { DUMP, HOME_FOLDERS, MANIFEST, type Manifest, sha256Of, TREE_FOLDERS } from './manifest.ts'

export type Restored = Pick<Manifest, 'takenAt' | 'conversations' | 'recordings'> & {
  /** Where what was there before lies now; missing when nothing was. */
  before?: string
}

/** What a house leaves in its home, and what must not meet another house's record. */
const OWN_FOLDERS = [...HOME_FOLDERS, 'postgres', 'redis', 'spill', 'prompts', 'office.json'] as const

/** @throws CliProblem: until the old house is put aside, nothing is changed */
export async function restore(
  environment: Environment,
  name: string,
  { force, progress }: { force: boolean; progress: Progress },
): Promise<Restored> {
  const { home } = environment
  await refuseRunning(home)
  const claim = await claimHome(home)
  const fresh = join(home, 'restore.new')
  try {
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { recursive: true, mode: 0o700 })
    const manifest = await step(progress, 'Unpacking', () => unpack(resolve(name), fresh))
    const found = await whatIsThere(environment)
    if (found.length > 0 && !force) {
      const hint = told`With --force it is put aside and the backup takes its place.`
      throw new CliProblem('not-empty', told`There is a house already: ${found.join(', ')}.`, hint)
    }
    const before = join(home, `before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`)
    for (const part of OWN_FOLDERS) await putAside(join(home, part), join(before, part))
    for (const part of TREE_FOLDERS)
      await replaceTree(join(environment.configRoot, part), join(fresh, part), join(before, part))
    for (const part of HOME_FOLDERS)
      if (existsSync(join(fresh, part))) await rename(join(fresh, part), join(home, part))
    await step(progress, `Writing the database (${manifest.conversations} conversations)`, () =>
      fillDatabase(environment, fresh, manifest, progress),
    )
    const { takenAt, conversations, recordings } = manifest
    return { takenAt, conversations, recordings, ...(existsSync(before) ? { before } : {}) }
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await claim.release()
  }
}

async function refuseRunning(home: string): Promise<void> {
  const keeper = await runningKeeper(home)
  const servers = await Promise.all(
    ['postgres/postgresql', 'redis/redis', 'asterisk/asterisk'].map(async file => {
      const pid = Number(await readFile(join(home, `${file}.pid`), 'utf8').catch(() => ''))
      return pid > 0 && (await isRunning(pid))
    }),
  )
  if (!keeper && !servers.includes(true)) return
  const hint = keeper
    ? told`Stop it (Ctrl-C, or "systemctl stop tongdai"), then restore.`
    : told`It ended without stopping them: start it once more and stop it in an orderly way.`
  const who = keeper
    ? told`Tongdai is running here (process ${keeper.pid}).`
    : told`Servers of a house still run here.`
  throw new CliProblem('running', who, hint)
}

async function unpack(file: string, into: string): Promise<Manifest> {
  if (!existsSync(file))
    throw new CliProblem('no-such-file', told`There is no file ${file}.`, told`Check its name.`)
  const result = await runCommand('tar', ['--extract', '--file', file, '--no-same-owner', '-C', into])
  if (result.code !== 0) throw notWhole(file, toldAs(lastWords(result)))
  const text = await readFile(join(into, MANIFEST), 'utf8').catch(() => '')
  if (text === '') throw notWhole(file, told`it has no manifest`)
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 1) {
    const hint = told`Restore it with the version of Tongdai that made it, or a newer one.`
    throw new CliProblem('newer-backup', told`The backup has the format ${String(manifest.format)}.`, hint)
  }
  const dump = await sha256Of(join(into, DUMP)).catch(() => '')
  if (dump !== manifest.dump) throw notWhole(file, told`its database is damaged`)
  return manifest
}

function notWhole(file: string, why: Told): CliProblem {
  const hint = told`Take another backup file. Nothing was changed.`
  return new CliProblem('not-a-backup', told`${file} is no whole backup: ${why}.`, hint)
}

/** In words, for who must decide whether it may go. */
async function whatIsThere({ home, databaseUrl }: Environment): Promise<string[]> {
  const found: string[] = []
  for (const part of ['secrets', 'recordings', 'postgres', 'redis']) {
    const names = await readdir(join(home, part)).catch(() => [])
    if (names.length > 0) found.push(join(home, part))
  }
  if (databaseUrl && (await hasTables(databaseUrl))) found.push('tables in DATABASE_URL')
  return found
}

async function hasTables(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  const { rowCount } = await client
    .query(`select from pg_tables where schemaname = 'public' limit 1`)
    .finally(() => client.end())
  return (rowCount ?? 0) > 0
}

async function putAside(path: string, aside: string): Promise<void> {
  if (!existsSync(path)) return
  await mkdir(dirname(aside), { recursive: true, mode: 0o700 })
  await rename(path, aside)
}

/** The configuration becomes exactly that of the backup; what differed is copied aside first. */
async function replaceTree(path: string, fresh: string, aside: string): Promise<void> {
  if (!existsSync(fresh)) return
  const same = await runCommand('diff', ['--recursive', '--brief', path, fresh])
  if (same.code === 0) return
  if (existsSync(path)) await cp(path, aside, { recursive: true })
  await rm(path, { recursive: true, force: true })
  await cp(fresh, path, { recursive: true })
}

async function fillDatabase(
  environment: Environment,
  fresh: string,
  { late }: Manifest,
  progress: Progress,
): Promise<void> {
  await withHouseDatabase(environment, progress, async database => {
    const replace = environment.databaseUrl ? ['--clean', '--if-exists'] : []
    const options = ['--no-owner', '--no-acl', '--single-transaction', '--exit-on-error', ...replace]
    await database.runTool('pg_restore', [...options, join(fresh, DUMP)], fresh)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query(
        `update recordings as r
         set state = 'stored', path = l.path, sha256 = l.sha256, bytes = l.bytes, stored_at = now(),
             duration_ms = coalesce(r.duration_ms, l."durationMs")
         from jsonb_to_recordset($1::jsonb)
           as l (recording text, path text, sha256 text, bytes bigint, "durationMs" integer)
         where r.recording = l.recording`,
        [JSON.stringify(late)],
      )
    } finally {
      await client.end()
    }
  })
}
