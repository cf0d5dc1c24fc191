// PostgreSQL of our own: on loopback, behind a password, its data in one folder.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { refuseTakenPort } from './ports.ts'
import { handOver, identity, type RunAs, stepDown, wrapper } from './run-as.ts'
import { lastWords, runCommand } from './run-command.ts'
import type { Runtime } from './runtime.ts'
import { RuntimeProblem } from './runtime-problem.ts'
import { type RunningServer, runServer } from './server-process.ts'

export type PostgresOptions = {
  runtime: Runtime
  /** Holds data, log and pid file; one server a folder. */
  folder: string
  port: number
  /** Of the user tongdai, who owns everything in there. Set when the data folder is made. */
  password: string
  /** Made if it does not exist. */
  database?: string
  /** The key in config/server.yaml that chose the port, for the sentence when it is taken. */
  portKey?: string
}

const user = 'tongdai'

/** Starts or adopts it. @returns the server and `url` to connect by @throws RuntimeProblem */
export async function startPostgres(options: PostgresOptions): Promise<RunningServer & { url: string }> {
  const { runtime, port, password, database = 'tongdai', portKey = 'postgres.port' } = options
  const folder = resolve(options.folder)
  const data = join(folder, 'data')
  const program = runtime.program('postgres')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const runAs = await stepDown([folder, program.command], true)
  const server = await runServer({
    name: 'PostgreSQL',
    folder,
    program,
    args: ['-D', data, ...settings(port)],
    mark: data,
    runAs,
    prepare: async () => {
      await refuseTakenPort({ port, owner: 'PostgreSQL', key: portKey })
      await refuseOtherMajor(data, runtime)
      refuseWithoutTimeZones()
      await handOver(runAs, [folder])
      if (!existsSync(data)) await createData(runtime, folder, password, runAs)
    },
    isReady: () => hasDatabase(url(port, password, 'postgres'), database),
    // After a crash it first replays its log.
    readyMs: 60_000,
    // "Fast": ends the connections instead of waiting for them.
    stopSignal: 'SIGINT',
    stopMs: 20_000,
  })
  return { ...server, url: url(port, password, database) }
}

function url(port: number, password: string, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

function settings(port: number): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // The house opens a few pools; each connection costs memory.
    max_connections: 60,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
  }
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

/** Made beside its place and then moved there, so that half a data folder is never taken for one. */
async function createData(runtime: Runtime, folder: string, password: string, runAs: RunAs): Promise<void> {
  const fresh = join(folder, 'data.new')
  const secret = join(folder, 'password.new')
  await rm(fresh, { recursive: true, force: true })
  await writeFile(secret, password, { mode: 0o600 })
  await handOver(runAs, [secret])
  const { command, args, env } = runtime.program('initdb')
  const [program = command, ...rest] = [...wrapper(runAs), command]
  const result = await runCommand(
    program,
    [
      ...[...rest, ...args, '-D', fresh, '-L', runtime.postgresShare, '-U', user, `--pwfile=${secret}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'],
      // PostgreSQL's own C.UTF-8: its order does not change with the machine's C library.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { env: { ...env, LC_ALL: 'C.UTF-8', TZ: 'UTC' }, cwd: folder, ...identity(runAs) },
  )
  await rm(secret, { force: true })
  if (result.code !== 0) {
    throw new RuntimeProblem(
      'server-failed',
      `PostgreSQL could not make its data folder: ${lastWords(result)}.`,
      `Check that ${folder} can be written and that the disk is not full.`,
    )
  }
  await rename(fresh, join(folder, 'data'))
}

async function refuseOtherMajor(data: string, runtime: Runtime): Promise<void> {
  const major = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (major === '' || major === runtime.postgresMajor) return
  throw new RuntimeProblem(
    'server-failed',
    `The data in ${data} was written by PostgreSQL ${major}, but the runtime has ${runtime.postgresMajor}.`,
    'Use `npx tongdai runtime upgrade`, which carries the data over.',
  )
}

/** Debian builds PostgreSQL to read the machine's own time zones, and only those. */
function refuseWithoutTimeZones(): void {
  if (existsSync('/usr/share/zoneinfo/UTC')) return
  throw new RuntimeProblem(
    'server-failed',
    'This machine has no time zone data in /usr/share/zoneinfo, without which PostgreSQL does not start.',
    'Install the package tzdata.',
  )
}

/** Whether the server answers and has the database, which is made on the first time. */
async function hasDatabase(address: string, database: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5000 })
  // A server that goes down again while we look is simply not ready.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
    return true
  } catch (error) {
    refuseWrongPassword(error)
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function refuseWrongPassword(cause: unknown): void {
  if ((cause as { code?: string }).code !== '28P01') return
  throw new RuntimeProblem(
    'server-failed',
    'PostgreSQL does not take the password: its data folder was made with another one.',
    'Put the password back that the state folder (.tongdai) kept, or remove the data folder to start empty.',
    cause,
  )
}
