// The database of this house for a command: the owner's, or ours, which is started for the while when it is down.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, checkTree, type Environment, inWords, readTree } from '../config.ts'
import { installRuntime } from '../runtime/install.ts'
import { startPostgres } from '../runtime/postgres-server.ts'
import type { Program } from '../runtime/programs.ts'
import { type Progress, step } from '../runtime/progress.ts'
import { type CommandResult, lastWords, runCommand } from '../runtime/run-command.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { findingsIn } from '../told/findings.ts'
import { told } from '../told/told.ts'
import { CliProblem } from './office-client.ts'

export type HouseDatabase = {
  url: string
  /** @param folder for a file with the password, which must not stand on a command line @throws CliProblem */
  runTool(name: 'pg_dump' | 'pg_restore', args: readonly string[], folder: string): Promise<void>
}

/** Does the work with the database up, and leaves the server as it was found. */
export async function withHouseDatabase<T>(
  environment: Environment,
  progress: Progress,
  work: (database: HouseDatabase) => Promise<T>,
): Promise<T> {
  const { databaseUrl, home, runtimeHome, archive, asterisk } = environment
  const runtime = asterisk
    ? undefined
    : await installRuntime({ home: runtimeHome, progress, ...(archive ? { archive } : {}) })
  const program = (name: 'pg_dump' | 'pg_restore'): Program =>
    runtime?.program(name) ?? { command: name, args: [], env: {} }
  if (databaseUrl || !runtime) return work(databaseOf(databaseUrl ?? '', program))
  const { server } = await configurationOf(environment)
  const { postgresPassword } = await readSecrets(home)
  const folder = join(home, 'postgres')
  const options = { runtime, folder, port: server.postgres.port, password: postgresPassword }
  const postgres = await step(progress, 'Looking for PostgreSQL', () => startPostgres(options))
  try {
    return await work(databaseOf(postgres.url, program))
  } finally {
    if (!postgres.adopted) await postgres.stop()
  }
}

/** @throws CliProblem with all mistakes */
export async function configurationOf(environment: Environment): Promise<Config> {
  const { config, findings } = checkTree(await readTree(environment.configRoot), environment)
  if (config) return config
  const hint = told`Put them right, then run the command again.`
  throw new CliProblem(
    'bad-configuration',
    told`The configuration has mistakes.`,
    hint,
    findingsIn(environment.language, findings).map(inWords),
  )
}

function databaseOf(url: string, program: (name: 'pg_dump' | 'pg_restore') => Program): HouseDatabase {
  return {
    url,
    async runTool(name, args, folder) {
      const { command, args: first, env } = program(name)
      const address = new URL(url)
      const passwords = join(folder, 'pgpass')
      const password = decodeURIComponent(address.password).replace(/[\\:]/g, sign => `\\${sign}`)
      await writeFile(passwords, `*:*:*:*:${password}\n`, { mode: 0o600 })
      address.password = ''
      const result = await runCommand(command, [...first, ...args, '--dbname', address.href], {
        env: { ...env, PGPASSFILE: passwords },
      })
      if (result.code !== 0) throw toolFailed(name, result)
    },
  }
}

function toolFailed(name: string, result: CommandResult): CliProblem {
  if (result.code === 127) {
    const hint = told`Install the package postgresql-client of the same version as the server, or newer.`
    return new CliProblem('no-such-tool', told`There is no ${name} on this machine.`, hint)
  }
  return new CliProblem(
    'tool-failed',
    told`${name} failed: ${lastWords(result)}.`,
    told`Nothing was changed by it.`,
  )
}
