// A lookup in a database: one row of one query, in a transaction that can only read.
import pg from 'pg'
import type { DatabaseLookup } from '../config/files/lookups.ts'
import type { Value } from '../flows/value.ts'
import type { Found } from './ask-http.ts'
import type { Given } from './given.ts'
import { LookupFailed } from './lookup-failed.ts'
import { asValue } from './taken.ts'

export type DatabaseQuestion = {
  lookup: DatabaseLookup
  /** The database's address, out of its secret. */
  url: string
  given: Given
  signal: AbortSignal
}

export type Databases = {
  /** @throws LookupFailed; may last longer than the signal's patience: race it */
  ask(question: DatabaseQuestion): Promise<Found>
  close(): Promise<void>
}

/** Their database has other work, too. */
const CONNECTIONS = 4

export function openDatabases(): Databases {
  const pools = new Map<string, { url: string; pool: pg.Pool }>()
  return {
    async ask({ lookup, url, given, signal }) {
      const connection = await poolOf(lookup.database, url).connect().catch(told)
      if (signal.aborted) {
        connection.release()
        throw new LookupFailed('timed-out')
      }
      // One that breaks while we hold it tells so by an event; the query that runs on it fails by itself.
      connection.on('error', ignore)
      const release = (isBroken: boolean) => {
        connection.off('error', ignore)
        connection.release(isBroken)
      }
      const quit = () => release(true)
      // Out of time while it works: the connection is of no more use.
      signal.addEventListener('abort', quit, { once: true })
      try {
        const rows = await readOnly(connection, lookup, given)
        signal.removeEventListener('abort', quit)
        if (!signal.aborted) release(false)
        return foundIn(rows)
      } catch (error) {
        signal.removeEventListener('abort', quit)
        if (!signal.aborted) release(true)
        return told(error)
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(({ pool }) => pool.end()))
    },
  }

  /** A changed address, such as one with a new password, gets a pool of its own. */
  function poolOf(name: string, url: string): pg.Pool {
    const known = pools.get(name)
    if (known?.url === url) return known.pool
    void known?.pool.end()
    const pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      application_name: 'tongdai-lookup',
      keepAlive: true,
      allowExitOnIdle: true,
    })
    // A connection that is lost while nobody uses it is made again for the next one.
    pool.on('error', () => {})
    pools.set(name, { url, pool })
    return pool
  }
}

function ignore(): void {}

type Rows = pg.QueryResult<Record<string, unknown>>

async function readOnly(connection: pg.PoolClient, lookup: DatabaseLookup, given: Given): Promise<Rows> {
  const { text, names, timeoutMs } = lookup
  const values: Record<string, Value> = { ...given.open, ...given.secret }
  await connection.query(`begin read only; set local statement_timeout = ${Math.ceil(timeoutMs)}`)
  const question: pg.QueryConfig & { queryMode: 'extended' } = {
    // As a part of a query of ours it can be nothing but a question; and one row of it is enough.
    text: `select * from (\n${text.trim().replace(/;$/, '')}\n) as asked limit 1`,
    values: names.map(name => (values[name] === undefined ? null : String(values[name]))),
    // One statement at a time, also without parameters.
    queryMode: 'extended',
    types: { getTypeParser: parserOf },
  }
  const rows = await connection.query<Record<string, unknown>>(question)
  await connection.query('rollback')
  return rows
}

/** Booleans and plain numbers as such; all else as PostgreSQL writes it: a date is `2026-03-02`. */
function parserOf(type: number): (text: string) => unknown {
  if (type === BOOLEAN) return text => text === 't'
  if (!NUMBERS.has(type)) return text => text
  return text => {
    const number = Number(text)
    // One with more digits than a number holds stays the text that it is.
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number
  }
}

const BOOLEAN = 16
/** int8, int2, int4, float4, float8, numeric. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700])

function foundIn({ rows: [row] }: Rows): Found {
  if (!row) return { outcome: 'not-found', values: {} }
  const values: Record<string, Value> = {}
  for (const [column, cell] of Object.entries(row)) {
    const name = column.toLowerCase().replaceAll('_', '-')
    const value = asValue(cell)
    if (value !== undefined && /^[a-z][a-z0-9-]{0,63}$/.test(name)) values[name] = value
  }
  return { outcome: 'found', values }
}

/** What the statement_timeout ends. */
const CANCELED = '57014'

/** By its SQLSTATE: PostgreSQL's sentences quote what they were given. */
function told(error: unknown): never {
  if (error instanceof LookupFailed) throw error
  const { code = 'unreachable' } = error as { code?: string }
  if (code === CANCELED) throw new LookupFailed('timed-out')
  throw new LookupFailed(`database-${code.toLowerCase()}`)
}
