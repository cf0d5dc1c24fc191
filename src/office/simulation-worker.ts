// Simulates and replays days in a thread of its own, so that the office answers meanwhile. One job, one thread.
import { parentPort, workerData } from 'node:worker_threads'
import { chanceOf } from '../flows/chance.ts'
import { patientStrategy } from '../own-strategies/strategies.ts'
import { type Database, openDatabase } from '../postgres/database.ts'
import { countQueued, dayBounds, readAbandoned, readFloorRecords } from '../postgres/floor-journal.ts'
import { imaginedDay } from '../simulations/imagined-day.ts'
import { type RecordedDay, recordedDay } from '../simulations/recorded-day.ts'
import { replay } from '../simulations/replay.ts'
import { type RosterParts, revived } from '../simulations/revived-roster.ts'
import { rosterIn } from '../simulations/rosters.ts'
import { whatIf } from '../simulations/what-if.ts'
import { NOTED_EVERY_MS } from '../switchboard/floor-desk.ts'
import { workGently } from './gently.ts'
import {
  MOST_CALLS,
  MOST_SIMULATED,
  type SimulationJob,
  type SimulationSaid,
  type SimulationWork,
  TooMuch,
} from './simulation-jobs.ts'

const QUERY_MS = 30_000
/** A whole note stands at most this long before the day. */
const BEFORE_MS = NOTED_EVERY_MS + 10 * 60_000
/** Runs that are enough, and calls that are simulated in about a second. */
const RUNS = { fewest: 5, most: 30 }
const SWIFTLY = 12_000
/** Each agent's coming and going costs as much as so many calls. */
const CALLS_A_SHIFT = 2

/** What a roster needs to decide again. Strategies of the owner's own run shut off and timed, as for real calls. */
const PARTS: RosterParts = {
  chance: chanceOf,
  run: ({ measure: _, measureAll: __, ...own }) => patientStrategy(own),
}

workGently()
const job = workerData as SimulationJob
const said: SimulationSaid = await done(job).then(
  answer => ({ answer }),
  (error: Error & { code?: string; values?: readonly number[] }) => ({
    ...{ failed: error.message, code: error.code, values: error.values ?? [] },
  }),
)
parentPort?.postMessage(said)

async function done(job: SimulationJob): Promise<SimulationWork[keyof SimulationWork]['answer']> {
  const begun = performance.now()
  const answer = job.kind === 'replay' ? await replayed(job) : await supposed(job)
  return { ...answer, tookMs: Math.round(performance.now() - begun) }
}

async function supposed({ databaseUrl, source, wish }: Extract<SimulationJob, { kind: 'what-if' }>) {
  const day =
    'imagined' in source
      ? revivedDay(imaginedDay(source.imagined))
      : await withDatabase(databaseUrl, db => recordOf(db, source))
  const calls = Math.max(1, day.calls.length)
  if (calls > MOST_CALLS) throw new TooMuch('too-many-calls', [calls, MOST_CALLS])
  const most = Math.floor(MOST_SIMULATED / calls)
  if (wish.runs !== undefined && wish.runs > most) throw new TooMuch('too-many-runs', [wish.runs, most])
  const work = calls * Math.max(1, wish.change.volume ?? 1) + day.shifts.length * CALLS_A_SHIFT
  const swift = Math.round(SWIFTLY / work)
  const runs = wish.runs ?? Math.min(RUNS.most, Math.max(RUNS.fewest, swift))
  return whatIf(day, { ...wish, runs })
}

function revivedDay(day: RecordedDay): RecordedDay {
  return { ...day, roster: revived(day.roster, PARTS) }
}

type DaySource = Extract<Extract<SimulationJob, { kind: 'what-if' }>['source'], { day: string }>

async function recordOf(db: Database, { day, timezone, roster }: DaySource): Promise<RecordedDay> {
  const { fromMs, toMs } = await dayBounds(db, day, timezone)
  const queued = await countQueued(db, fromMs, toMs)
  if (queued > MOST_CALLS) throw new TooMuch('too-many-calls', [queued, MOST_CALLS])
  const records = await readFloorRecords(db, fromMs - BEFORE_MS, toMs)
  const abandoned = new Set(await readAbandoned(db, fromMs - BEFORE_MS, toMs))
  return recordedDay(
    records.filter(({ at }) => at >= fromMs),
    { roster: revived(rosterIn(records, fromMs, roster), PARTS), fromMs, toMs, abandoned },
  )
}

async function replayed({ databaseUrl, day, timezone }: Extract<SimulationJob, { kind: 'replay' }>) {
  return withDatabase(databaseUrl, async db => {
    const { fromMs, toMs } = await dayBounds(db, day, timezone)
    const records = await readFloorRecords(db, fromMs - BEFORE_MS, toMs)
    // From the last whole note before the day on: what stands before it is of no interest.
    const begins = records.findLastIndex(
      ({ at, event }) => at < fromMs && event.type === 'FloorNoted' && event.stored !== undefined,
    )
    const own = begins < 0 ? records.filter(({ at }) => at >= fromMs) : records.slice(begins)
    return replay(own, PARTS)
  })
}

/** A connection that breaks is told by the query that runs on it. */
async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { warn: () => {} }, { max: 1, queryMs: QUERY_MS })
  return work(db).finally(() => db.end())
}
