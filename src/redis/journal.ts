// The journal's pen: one atomic write per step. When Redis does not take it in time, the step goes to the spill
// file, we are *degraded*, and go on; once Redis is back everything spilled is written, in order.
//
//   well ── no answer within 500 ms, or an error ──▶ degraded ── all spilled steps written ──▶ well
//
// A Redis that has lost its memory (flushed, started empty) gets the live state back first.
import type { Redis } from 'ioredis'
import type { Journal, JournalRecord } from '../switchboard/journal.ts'
import type { Keys } from './keys.ts'
import type { Mirror } from './mirror.ts'
import { script } from './scripts.ts'
import { openSpill, type Spilled } from './spill.ts'

/** A disk that a neighbour keeps busy holds Redis up for some tenths of a second; a caller hears nothing of so little. */
const PATIENCE_MS = 500
const CATCH_UP_EVERY_MS = 500
const CATCHING_UP_MS = 2_000

const write = script('write')
const claimToken = script('claim-token')

/** A newer switchboard has taken over: nothing of ours may be written or done any more. */
export class Fenced extends Error {
  readonly code = 'fenced'
  constructor() {
    super('Another switchboard has taken over; this one stops.')
  }
}

export type RedisJournal = Journal & {
  readonly degraded: boolean
  /** Steps that Redis has not taken yet. */
  readonly waiting: number
  /** Somebody noticed that Redis has lost its memory. */
  forgotten(): void
  close(): Promise<void>
}

export type JournalOptions = {
  redis: Redis
  keys: Keys
  token: number
  spillFile: string
  /** Without it a Redis that lost its memory gets back only what comes from now on. */
  mirror?: Mirror
  onDegraded(degraded: boolean): void
  /** The disk does not take it either: until Redis is back, a crash would lose these steps. */
  onSpillFailed(error: unknown): void
  /** Redis had lost its memory, and has the live state back. */
  onBroughtBack?(): void
}

/** Opens the pen; what an earlier process had to spill is written first. */
export async function openJournal(options: JournalOptions): Promise<RedisJournal> {
  const { redis, keys, token, mirror, onDegraded, onSpillFailed } = options
  const spill = await openSpill(options.spillFile)
  const waiting: Spilled[] = [...spill.left]
  let degraded = false
  let isForgotten = false
  let catching: Promise<void> | undefined
  if (waiting.length > 0) {
    await catchUp()
    degraded = waiting.length > 0
  }
  const timer = setInterval(() => {
    if (degraded || isForgotten) catching ??= catchUp().finally(() => (catching = undefined))
  }, CATCH_UP_EVERY_MS)

  return {
    get degraded() {
      return degraded
    },
    get waiting() {
      return waiting.length
    },
    forgotten() {
      isForgotten = true
    },
    writeCall: (conversation, records, state) =>
      put({ hash: 'calls', events: texts(records), fields: [[conversation, state ?? '']] }),
    writeFloor: (records, entries) =>
      put({
        hash: 'floor',
        events: texts(records),
        fields: [...entries].map(([name, value]) => [name, value ?? '']),
      }),
    async close() {
      clearInterval(timer)
      await catching
      await mirror?.close()
      await spill.close()
    },
  }

  async function put(step: Spilled): Promise<void> {
    mirror?.hold(step)
    if (!degraded && (await inTime(send(step)))) return
    if (!degraded) {
      degraded = true
      onDegraded(true)
    }
    waiting.push(step)
    // Neither Redis nor the disk: calls go on all the same, and what waits in memory is written when it can be.
    await spill.append(step).catch(onSpillFailed)
  }

  /** @returns false when Redis is away. @throws Fenced */
  async function send({ hash, events, fields }: Spilled): Promise<boolean> {
    const args = [String(token), String(events.length), ...events, ...fields.flat()]
    try {
      const taken = await write(redis, [keys.token, keys.journal, keys[hash]], args)
      if (taken === 0) throw new Fenced()
      if (taken === -1) isForgotten = true
      return taken === 1
    } catch (error) {
      if (error instanceof Fenced) throw error
      return false
    }
  }

  async function catchUp(): Promise<void> {
    if (isForgotten && !(await bringBack())) return
    const isSpilled = degraded || waiting.length > 0
    while (waiting.length > 0) {
      if (!(await inTime(send(waiting[0] as Spilled), CATCHING_UP_MS))) return
      waiting.shift()
    }
    if (!isSpilled) return
    await spill.clear()
    // Something may have been spilled while the file was cleared: then the next round writes it.
    if (waiting.length > 0 || !degraded) return
    degraded = false
    onDegraded(false)
  }

  /** @returns false when Redis is away again. @throws Fenced */
  async function bringBack(): Promise<boolean> {
    const claimed = await claimToken(redis, [keys.token], [String(token)]).catch(() => undefined)
    if (claimed === 0) throw new Fenced()
    if (claimed === undefined) return false
    isForgotten = false
    for (const step of mirror?.everything() ?? [])
      if (!(await inTime(send(step), CATCHING_UP_MS))) {
        isForgotten = true
        return false
      }
    options.onBroughtBack?.()
    return true
  }
}

const texts = (records: readonly JournalRecord[]): string[] => records.map(record => JSON.stringify(record))

/**
 * A late answer is no harm: writing the same step twice changes nothing. One that came while we were busy is not late:
 * what lies in the socket is read before we give up.
 */
function inTime(answer: Promise<boolean>, patienceMs = PATIENCE_MS): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(resolve, false), patienceMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
