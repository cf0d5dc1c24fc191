// Brings the database's tables to today's shape: the numbered files in migrations/, each once, forward only.
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { Logger } from 'pino'

/**
 * @returns the names of the migrations that ran now; a second process waits for the first one's lock.
 * @throws when PostgreSQL is away or a migration fails; all of a failed run is taken back
 */
export async function migrate(databaseUrl: string, log: Logger): Promise<string[]> {
  const ran = await runner({
    databaseUrl: { connectionString: databaseUrl, connectionTimeoutMillis: 5_000 },
    dir: fileURLToPath(new URL('migrations', import.meta.url)),
    direction: 'up',
    // Numbers are given out by subject: a lower one may come later, and depends on no higher one.
    checkOrder: false,
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    singleTransaction: true,
    logger: { debug: noLog, info: noLog, warn: line => log.warn(line), error: line => log.error(line) },
  })
  const names = ran.map(({ name }) => name)
  if (names.length > 0) log.info({ migrations: names }, 'the database was brought up to date')
  return names
}

function noLog(): void {}
