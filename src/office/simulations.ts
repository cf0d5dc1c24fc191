// Days replayed and simulated for people: one thread a job, one job at a time, and only so many who wait for theirs.
import { Worker } from 'node:worker_threads'
import { Problem } from '../http/problem.ts'
import { told } from '../http/told.ts'
import type { SimulationKind, SimulationSaid, SimulationWork } from './simulation-jobs.ts'

type Answer<K extends SimulationKind> = Promise<SimulationWork[K]['answer']>

export type Simulations = {
  /** @throws Problem 422 when it is too much, 429 when too many ask, 503 when it takes too long */
  ask<K extends SimulationKind>(kind: K, given: SimulationWork[K]['given']): Answer<K>
  close(): Promise<void>
}

const PATIENCE_MS = 60_000
const MOST_WAITING = 4

export function openSimulations(databaseUrl: string): Simulations {
  let before: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let running: Worker | undefined
  let isClosed = false

  return {
    ask(kind, given) {
      if (waiting >= MOST_WAITING)
        throw new Problem(
          429,
          'too-many-simulations',
          'Several people simulate at this moment. Try it again in a few seconds.',
          { retryAfterS: 5 },
        )
      waiting++
      const result = before.then(() => run(kind, given)).finally(() => waiting--)
      before = result.catch(() => {})
      return result
    },
    async close() {
      isClosed = true
      await running?.terminate()
    },
  }

  async function run<K extends SimulationKind>(kind: K, given: SimulationWork[K]['given']): Answer<K> {
    if (isClosed) throw tookTooLong()
    const worker = new Worker(new URL('simulation-worker.ts', import.meta.url), {
      workerData: { kind, databaseUrl, ...given },
    })
    running = worker
    try {
      const said = await answerOf(worker)
      if ('failed' in said) throw problemOf(said)
      return said.answer as SimulationWork[K]['answer']
    } finally {
      running = undefined
      await worker.terminate()
    }
  }
}

function answerOf(worker: Worker): Promise<SimulationSaid> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(tookTooLong()), PATIENCE_MS)
    const over = (error: Error) => {
      clearTimeout(late)
      reject(error)
    }
    worker.once('message', (said: SimulationSaid) => {
      clearTimeout(late)
      resolve(said)
    })
    worker.once('error', error => over(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', () => over(tookTooLong()))
  })
}

function problemOf({ failed, code, values }: Extract<SimulationSaid, { failed: string }>): Error {
  const [found = 0, most = 0] = values
  if (code === 'too-many-calls')
    return new Problem(
      422,
      code,
      told`That day has ${found} calls; at most ${most} can be simulated. Choose another day.`,
    )
  if (code === 'too-many-runs')
    return new Problem(422, code, told`${found} runs of this day are too many; at most ${most} are possible.`)
  if (code === 'database-away') return new Problem(503, code, failed)
  return Object.assign(new Error(failed), { code })
}

const tookTooLong = () =>
  new Problem(503, 'took-too-long', 'This took too long, and was given up. Try it with fewer runs.')
