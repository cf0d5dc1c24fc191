// The connection to PostgreSQL, and the one way in which its absence is told.
import pg from 'pg'
import type { Logger } from 'pino'

export type Database = pg.Pool
/** A pool, or one of its connections inside a transaction. */
export type Connection = pg.Pool | pg.PoolClient

/** PostgreSQL does not answer, or is starting, full or read-only. Trying again later is right. */
export class DatabaseAway extends Error {
  readonly code = 'database-away'
  constructor(cause: unknown) {
    super('PostgreSQL does not answer. Calls go on; look at its log, or run "tongdai doctor".', { cause })
  }
}

/**
 * For how long to wait for a connection, ms. A busy machine needs its time; once PostgreSQL did not answer, whoever
 * asks hears so within a second, until it answers again.
 */
const CONNECT_MS = { answers: 3_000, away: 800 }

/**
 * @param queryMs for how long a query may take before we give up, ms: short where a person waits for the
 *   answer, long for the scribe's batches
 */
export function openDatabase(
  url: string,
  log: Pick<Logger, 'warn'>,
  { max = 4, queryMs = 2_000 }: { max?: number; queryMs?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_MS.answers,
    query_timeout: queryMs,
    statement_timeout: queryMs,
    application_name: 'tongdai',
    keepAlive: true,
  })
  // Without this listener a restart of PostgreSQL would end our process.
  pool.on('error', error => log.warn({ err: error }, 'an idle connection to PostgreSQL was lost'))
  pool.on('release', (error: Error | undefined) => {
    if (!error) pool.options.connectionTimeoutMillis = CONNECT_MS.answers
  })
  return pool
}

function lost(db: Connection, error: unknown): unknown {
  const told = asAway(error)
  if (told instanceof DatabaseAway && db instanceof pg.Pool)
    db.options.connectionTimeoutMillis = CONNECT_MS.away
  return told
}

/** Runs one query. @throws DatabaseAway, or pg's DatabaseError when the query itself is wrong */
export async function ask<Row extends pg.QueryResultRow>(
  db: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await db.query<Row>(text, [...values]).catch((error: unknown) => {
    throw lost(db, error)
  })
  return result.rows
}

/** The work's queries all happen, or none of them. @throws as `ask` */
export async function inTransaction<T>(
  db: Database,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await db.connect().catch((error: unknown) => {
    throw lost(db, error)
  })
  // A connection that breaks while checked out tells so by an event; the query that runs on it fails by itself.
  const ignore = () => {}
  connection.on('error', ignore)
  let broken = true
  try {
    await ask(connection, 'begin')
    const result = await work(connection)
    await ask(connection, 'commit')
    broken = false
    return result
  } finally {
    connection.off('error', ignore)
    // After any failure the connection is thrown away: cheaper to reason about than a rollback that may fail too.
    connection.release(broken)
  }
}

// Connection exceptions, operator intervention (shutdown, starting up), lack of resources, read-only.
const awayStates = /^(08|53|57|25006)/

/** What to throw for an error of pg's: DatabaseAway, or the error itself when the query was wrong. */
export function asAway(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && !awayStates.test(error.code ?? '')) return error
  return new DatabaseAway(error)
}

/** Whether the same query may succeed later: the fault is PostgreSQL's state, not what was sent to it. */
export function mayPassLater(error: unknown): boolean {
  if (error instanceof DatabaseAway) return true
  // 22: the data, 23: a constraint. Anything else, like a missing table, is for people to mend, and then passes.
  return error instanceof pg.DatabaseError && !/^(22|23)/.test(error.code ?? '')
}
