// A job of the calendar: once a day, at a time on the house's wall.
import type { Config } from '../config.ts'
import type { Connection } from '../postgres/database.ts'
import type { Day } from './calendar.ts'

export type Job = {
  /** As in the table job_runs; never changes. */
  name: string
  /** HH:MM; undefined: the owner has it off. */
  at(config: Config): string | undefined
  /** How many past days are caught up after the house was away: each day's own run, or only the newest. */
  catchUpDays: number
  /** @returns what to note of the run. Called again for the same day only after a throw or a crash. */
  run(task: Task): Promise<Record<string, unknown>>
}

export type Task = {
  /** The local day on which the run is due. */
  day: Day
  config: Config
  /** Holds the job's lock. */
  db: Connection
  /** Aborted when the office closes: stop at the next good moment, by a throw. */
  signal: AbortSignal
}
