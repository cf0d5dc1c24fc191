// Work on flows that would keep the office busy: one thread is kept for what somebody waits for at his editor, and
// one is made for each look at yesterday's calls.
import { Worker } from 'node:worker_threads'
import { Problem } from '../http/problem.ts'
import type { RehearsalKind, RehearsalSaid, RehearsalWork } from './rehearsal-jobs.ts'

export type Rehearsals = {
  /** @throws Problem 503 when it takes too long, or what the thread threw */
  ask<K extends RehearsalKind>(kind: K, given: RehearsalWork[K]['given']): Promise<RehearsalWork[K]['answer']>
  close(): Promise<void>
}

const QUICK_MS = 15_000
const LONG_MS = 60_000
/** A thread that nobody needs is let go. */
const IDLE_MS = 10 * 60_000

type Waiting = { resolve(answer: unknown): void; reject(error: Error): void }

export function openRehearsals(): Rehearsals {
  let quick: Thread | undefined
  let idle: NodeJS.Timeout | undefined
  let impacts: Promise<unknown> = Promise.resolve()

  return {
    ask(kind, given) {
      if (kind !== 'impact') {
        quick = quick?.isOver === false ? quick : new Thread()
        clearTimeout(idle)
        idle = setTimeout(() => void quick?.end(), IDLE_MS).unref()
        return quick.ask(kind, given, QUICK_MS)
      }
      // One at a time: each reads thousands of calls.
      const result = impacts.then(async () => {
        const thread = new Thread()
        return thread.ask(kind, given, LONG_MS).finally(() => thread.end())
      })
      impacts = result.catch(() => {})
      return result
    },
    async close() {
      clearTimeout(idle)
      await quick?.end()
    },
  }
}

class Thread {
  isOver = false
  readonly #worker = new Worker(new URL('rehearsal-worker.ts', import.meta.url))
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0

  constructor() {
    this.#worker.unref()
    this.#worker.on('message', (said: RehearsalSaid) => {
      const waiting = this.#waiting.get(said.id)
      this.#waiting.delete(said.id)
      if ('answer' in said) waiting?.resolve(said.answer)
      else waiting?.reject(Object.assign(new Error(said.failed), { code: said.code }))
    })
    this.#worker.on('error', error => this.#over(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#over(new Error('The thread for flows has ended.')))
  }

  ask<K extends RehearsalKind>(
    kind: K,
    given: RehearsalWork[K]['given'],
    patienceMs: number,
  ): Promise<RehearsalWork[K]['answer']> {
    const id = ++this.#asked
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#over(
          new Problem(503, 'took-too-long', 'This took too long, and was given up. Try it with fewer files.'),
        )
        void this.end()
      }, patienceMs)
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(late)
          then(value)
        }
      this.#waiting.set(id, { resolve: settle(resolve as (answer: unknown) => void), reject: settle(reject) })
      this.#worker.postMessage({ id, kind, ...given })
    })
  }

  async end(): Promise<void> {
    this.isOver = true
    await this.#worker.terminate()
  }

  #over(error: Error): void {
    this.isOver = true
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
