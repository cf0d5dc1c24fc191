// Which job ran for which day. The row decides that nothing happens twice, a lock that nothing happens at once.
import { ask, type Connection, type Database } from './database.ts'

/** `day`: local date YYYY-MM-DD. */
export type RunKey = { job: string; day: string }

const lockOf = `hashtextextended('tongdai job ' || $1, 0)`

/**
 * Does the work while no other process does any run of this job.
 * @returns undefined when another one is at it
 */
export async function withJobLock<T>(
  db: Database,
  job: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T | undefined> {
  const connection = await db.connect()
  // A connection that breaks gives the lock back by itself; the query that runs on it tells the failure.
  const lost = () => {}
  connection.on('error', lost)
  let broken = true
  try {
    const [row] = await ask<{ locked: boolean }>(
      connection,
      `select pg_try_advisory_lock(${lockOf}) as locked`,
      [job],
    )
    const result = row?.locked ? await work(connection) : undefined
    if (row?.locked) await ask(connection, `select pg_advisory_unlock(${lockOf})`, [job])
    broken = false
    return result
  } finally {
    connection.off('error', lost)
    connection.release(broken)
  }
}

/** Waits until no run of this job is under way, and keeps it from beginning as long as the connection lives. */
export async function holdJob(connection: Connection, job: string): Promise<void> {
  await ask(connection, `select pg_advisory_lock(${lockOf})`, [job])
}

/** Days that have a row, from `from` on, and the first day that this job ever knew. */
export async function readRuns(
  db: Connection,
  job: string,
  from: string,
): Promise<{ first: string | undefined; runs: { day: string; outcome: string; attempts: number }[] }> {
  const runs = await ask<{ day: string; outcome: string; attempts: number }>(
    db,
    `select to_char(day, 'YYYY-MM-DD') as day, outcome, attempts from job_runs
     where job = $1 and day >= $2::date order by day`,
    [job, from],
  )
  const [first] = await ask<{ day: string | null }>(
    db,
    `select to_char(min(day), 'YYYY-MM-DD') as day from job_runs where job = $1`,
    [job],
  )
  return { first: first?.day ?? undefined, runs }
}

/** Notes that this day's run is not wanted; a day that has a row keeps it. */
export async function skipRun(db: Connection, { job, day }: RunKey): Promise<void> {
  await ask(
    db,
    `insert into job_runs (job, day, due_at, outcome) values ($1, $2, now(), 'skipped') on conflict do nothing`,
    [job, day],
  )
}

/**
 * Begins a run, or begins one again that failed or whose process died.
 * @returns false when it is done already, or was tried too often
 */
export async function beginRun(
  db: Connection,
  { job, day }: RunKey,
  dueAt: Date,
  attemptsAtMost: number,
): Promise<boolean> {
  const rows = await ask(
    db,
    `insert into job_runs as r (job, day, due_at, outcome, attempts, started_at)
     values ($1, $2, $3, 'running', 1, now())
     on conflict (job, day) do update
       set outcome = 'running', attempts = r.attempts + 1, started_at = now(), finished_at = null
       where r.outcome in ('running', 'failed') and r.attempts < $4
     returning 1 as begun`,
    [job, day, dueAt, attemptsAtMost],
  )
  return rows.length > 0
}

export async function endRun(
  db: Connection,
  { job, day }: RunKey,
  end: { details: Record<string, unknown> } | { error: string },
): Promise<void> {
  const failed = 'error' in end
  await ask(
    db,
    `update job_runs set outcome = $3, finished_at = now(), error = $4, details = $5
     where job = $1 and day = $2`,
    [job, day, failed ? 'failed' : 'done', failed ? end.error : null, failed ? {} : end.details],
  )
}
