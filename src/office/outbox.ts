// The outbox: delivers what flows sent, at least once, each under one id that the other side may know it by again.
//
//   waiting ──delivered──▶ sent (what was said is forgotten)
//      ▲  └──not taken──▶ later, in growing pauses ──24 hours──▶ failed ──a person: again──▶ waiting
//
// The list stands in PostgreSQL, so a restart goes on where it was.
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { type Database, mayPassLater } from '../postgres/database.ts'
import { noticeMessages } from '../postgres/messages.ts'
import { type DueSending, dueSendings, sendingDone, sendingFailed } from '../postgres/sendings.ts'
import { deliver, NotTaken } from './delivering.ts'

export type OutboxOptions = {
  db: Database
  home: string
  sealKey: Buffer
  /** As it is published now. */
  config(): Config
  /** Part of the ids of mails. */
  house: string
  /** Where people find the pages, such as `https://tongdai.example.vn:8443`. */
  pagesUrl(): string
  log: Logger
  /** Between two looks, ms. */
  everyMs?: number
  /** Before the second try; doubled for each further one. */
  firstPauseMs?: number
}

export type Outbox = { look(): void; stop(): Promise<void> }

const AT_A_TIME = 10
const LONGEST_PAUSE_MS = 3_600_000

export function startOutbox(options: OutboxOptions): Outbox {
  const { db, log, config, everyMs = 2_000, firstPauseMs = 10_000 } = options
  const stopping = new AbortController()
  let wake = Promise.withResolvers<void>()
  const done = run()
  return {
    look: () => wake.resolve(),
    async stop() {
      stopping.abort()
      wake.resolve()
      await done
    },
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const more = await round().catch(explain)
      if (more) continue
      const timer = setTimeout(wake.resolve, everyMs)
      await wake.promise
      clearTimeout(timer)
      wake = Promise.withResolvers()
    }
  }

  /** @returns whether there may be more at once */
  async function round(): Promise<boolean> {
    const { boxes, mail } = config()
    const noticed = Object.values(boxes).filter(box => mail && box.notify.length > 0)
    await noticeMessages(
      db,
      noticed.map(({ name }) => name),
    )
    const due = await dueSendings(db, AT_A_TIME)
    // One that is slow does not hold up the others of its round for longer than its time-out.
    await Promise.all(due.map(attend))
    return due.length === AT_A_TIME
  }

  async function attend(sending: DueSending): Promise<void> {
    const { id, conversation, send, attempts, isLast } = sending
    try {
      await deliver(sending, options, stopping.signal)
    } catch (error) {
      if (stopping.signal.aborted || mayPassLater(error)) return
      const failure = error instanceof NotTaken ? error.message : kindOf(error)
      const waitMs = isLast ? undefined : Math.min(firstPauseMs * 2 ** attempts, LONGEST_PAUSE_MS)
      log.warn(
        { id, conversation, send, failure, waitMs },
        isLast ? 'a sending is given up' : 'a sending waits',
      )
      await sendingFailed(db, id, { failure, waitMs })
      return
    }
    await sendingDone(db, id)
    log.info({ id, conversation, send }, 'a sending was taken')
  }

  async function explain(err: unknown): Promise<boolean> {
    if (!mayPassLater(err)) log.error({ err }, 'the outbox stumbled and goes on')
    await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    return false
  }
}

/** Its kind only: the sentences of others may quote what was sent. */
function kindOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? 'unknown')
}
