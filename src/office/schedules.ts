// The calendar: wakes at each job's time and every quarter of an hour, and runs what is due and not done. The
// clock only wakes us; what is done stands in PostgreSQL, so a clock that jumps repeats nothing.
import { type ScheduledTask, schedule } from 'node-cron'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../postgres/database.ts'
import { beginRun, endRun, readRuns, skipRun, withJobLock } from '../postgres/job-runs.ts'
import { type Day, daysFrom, lastDueDay, momentOf } from './calendar.ts'
import type { Job } from './job.ts'

/** A day's run that failed is tried again each quarter of an hour, for five hours. */
const ATTEMPTS_AT_MOST = 20

const QUARTERS = '*/15 * * * *'

export type SchedulesOptions = {
  jobs: readonly Job[]
  db: Database
  /** As it is now: times and policies may have changed since the last look. */
  config(): Promise<Config>
  log: Logger
  now?: () => number
}

export type Schedules = {
  /** Looks what is due; also called by itself. Resolves when all of it was tried. */
  look(): Promise<void>
  stop(): Promise<void>
}

export function startSchedules({ jobs, db, config, log, now = Date.now }: SchedulesOptions): Schedules {
  const stopping = new AbortController()
  const alarms = new Map<string, { when: string; task: ScheduledTask }>()
  let looking: Promise<void> | undefined
  const quarters = schedule(QUARTERS, () => look(), { name: 'tongdai-quarters' })
  void look()
  return {
    look,
    async stop() {
      stopping.abort()
      await quarters.destroy()
      for (const { task } of alarms.values()) await task.destroy()
      await looking
    },
  }

  /** One look at a time; who asks meanwhile gets the one that is under way. */
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    for (const job of jobs) {
      if (stopping.signal.aborted) return
      await attend(job).catch((err: unknown) => log.warn({ job: job.name, err }, 'a scheduled job waits'))
    }
  }

  async function attend(job: Job): Promise<void> {
    const current = await config()
    const at = job.at(current)
    const { timezone } = current.server
    setAlarm(job.name, at, timezone)
    const today = lastDueDay(now(), at ?? '00:00', timezone)
    // Off: the days that pass are not made up for when it is turned on.
    if (at === undefined) return skipRun(db, { job: job.name, day: today })
    await withJobLock(db, job.name, async connection => {
      for (const day of await openDays(job, today)) {
        if (stopping.signal.aborted) return
        const key = { job: job.name, day }
        const dueAt = new Date(momentOf(day, at, timezone))
        if (!(await beginRun(db, key, dueAt, ATTEMPTS_AT_MOST))) continue
        try {
          const details = await job.run({ day, config: current, db: connection, signal: stopping.signal })
          await endRun(db, key, { details })
          log.info({ ...key, ...details }, 'a scheduled job is done')
        } catch (err) {
          await endRun(db, key, { error: String(err) })
          log.error({ ...key, err }, 'a scheduled job failed; it is tried again in a quarter of an hour')
        }
      }
    })
  }

  /** Days whose run is missing or failed, oldest first. A job that was never seen begins with its next day. */
  async function openDays({ name, catchUpDays }: Job, today: Day): Promise<Day[]> {
    const { first, runs } = await readRuns(db, name, daysFrom(today, -catchUpDays))
    if (first === undefined) {
      await skipRun(db, { job: name, day: today })
      return []
    }
    const closed = new Set(
      runs
        .filter(({ outcome, attempts }) => !isOpen(outcome) || attempts >= ATTEMPTS_AT_MOST)
        .map(({ day }) => day),
    )
    const days = Array.from({ length: catchUpDays }, (_, back) => daysFrom(today, -back)).reverse()
    return days.filter(day => day > first && !closed.has(day))
  }

  function setAlarm(name: string, at: string | undefined, timezone: string): void {
    const before = alarms.get(name)
    const when = `${at} ${timezone}`
    if (before?.when === when) return
    void before?.task.destroy()
    alarms.delete(name)
    if (at === undefined) return
    const [hour, minute] = at.split(':')
    const task = schedule(`${Number(minute)} ${Number(hour)} * * *`, () => look(), { name, timezone })
    alarms.set(name, { when, task })
  }
}

/** `running` under our lock: its process died. */
function isOpen(outcome: string): boolean {
  return outcome === 'running' || outcome === 'failed'
}
