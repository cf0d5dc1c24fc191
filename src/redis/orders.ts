// What people ask of the switchboard: the office writes an order into a stream, the switchboard reads it,
// does it, and pushes the answer into a list that lives for ten seconds. The same way back for the studio.
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Adviser, Move, Target } from '../calls/events.ts'
import type { Finding } from '../config/finding.ts'
import type { SwitchTarget } from '../trunks/switches.ts'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

export type Order =
  | FloorOrder
  | { type: 'hang-up'; conversation: string; by: string }
  /** His own phone rings, and then this number is dialled; `sealed` (http/dialling.ts). */
  | { type: 'dial'; agent: string; sealed: string; by: string }
  /** The caller goes back into a queue, perhaps another one. */
  | { type: 'requeue'; conversation: string; queue: string; by: string }
  | MoveOrder
  /** Read the configuration again; refused with findings when it has mistakes. */
  | { type: 'reload' }
  /** Hours, or a hotline, are open or closed against the calendar, or follow it again. `until`: epoch ms. */
  | {
      type: 'switch-hours'
      target: SwitchTarget
      position: 'open' | 'closed' | 'automatic'
      until?: number
      note?: string
      by: string
      byName: string
    }
  /** The set of blocked contacts changed in Redis. */
  | { type: 'blocked-changed' }
  /** People, phones or memberships changed in PostgreSQL. */
  | { type: 'team-changed' }

/** A live call is moved. `agent`: only if this one has it. */
export type MoveOrder = { conversation: string; by: string; agent?: string } & (
  | { type: 'move'; move: Move }
  | { type: 'transfer'; to: Target }
  | { type: 'consult'; to: Adviser }
  /** A number outside is called for the customer, or asked; `sealed` as above, by the phone of this desk. */
  | { type: 'transfer-outside' | 'consult-outside'; sealed: string; desk: string }
)

/** What people want of an agent's desk, or of who waits. */
export type FloorOrder =
  | { type: 'ready-agent'; agent: string; by: string }
  | { type: 'pause-agent'; agent: string; reason: string; by: string }
  | { type: 'log-out-agent'; agent: string; by: string }
  | { type: 'extend-wrap-up'; agent: string; byMs: number; by: string }
  | { type: 'give-priority'; conversation: string; priority: number; by: string }
  /** Answered with queues/why-now.ts; without details when he does not wait. */
  | { type: 'why-now'; conversation: string }

/** What the switchboard asks of the office, on `keys.officeOrders`. */
export type OfficeOrder =
  /** A prompt spoken by telephone: the library takes it out of Asterisk. */
  | { type: 'keep-take'; recording: string; language: string; key: string; by: string }
  /** For the audit log. */
  | { type: 'pin-locked'; person: string; phone: string }
  /** The same: a cap stopped a phone that dials out, so many times. */
  | { type: 'dial-stopped'; phone: string; code: string; times: number }

type AnyOrder = { readonly type: string }
type OrderKeys = Pick<Keys, 'orders' | 'answer'>

export type Answer =
  | { ok: true; details?: Record<string, unknown> }
  /** `status` as in HTTP: 404 no such agent, 409 not now, 422 findings. */
  | { ok: false; status: number; code: string; sentence: string; findings?: Finding[] }

/** Nobody answered in time: no switchboard runs, or it is too busy. The order will not be carried out later. */
export class OrderUnanswered extends Error {
  readonly code = 'switchboard-away'
  constructor() {
    super(
      'The switchboard does not answer. It may be starting; try again in a moment, or run "tongdai doctor".',
    )
  }
}

// Longer than any order takes, shorter than a person's patience. Older orders are dropped by the reader.
const patienceMs = 2_000
const answerLifeS = 10
// A reload of a large configuration checks every file first.
const reloadPatienceMs = 15_000

// Fetched, probed and made ready for telephones, while somebody listens to "please wait".
const takePatienceMs = 10_000

function patienceFor({ type }: AnyOrder): number {
  if (type === 'keep-take') return takePatienceMs
  return type === 'reload' ? reloadPatienceMs : patienceMs
}

/** The office's end. @throws RedisAway, OrderUnanswered */
export async function sendOrder<O extends AnyOrder = Order>(
  redis: Redis,
  keys: OrderKeys,
  order: NoInfer<O>,
): Promise<Answer> {
  const id = randomUUID()
  // A connection of its own, since waiting for the answer blocks it. Orders are rare.
  const waiting = redis.duplicate({ commandTimeout: undefined, enableOfflineQueue: true, lazyConnect: true })
  // What goes wrong is told by the command that it goes wrong for.
  waiting.on('error', () => {})
  try {
    await askRedis(waiting.connect())
    await askRedis(
      waiting.xadd(keys.orders, 'MAXLEN', '~', 1_000, '*', 'id', id, 'order', JSON.stringify(order)),
    )
    const answer = await askRedis(waiting.blpop(keys.answer(id), patienceFor(order) / 1000))
    if (!answer) throw new OrderUnanswered()
    return JSON.parse(answer[1]) as Answer
  } finally {
    waiting.disconnect()
  }
}

export type OrderReading = { stop(): Promise<void> }

/**
 * The switchboard's end: carries out orders one after another, beginning with those that come from now on.
 * An order that nobody waits for any more is dropped: it was answered with "the switchboard does not answer".
 */
export function readOrders<O extends AnyOrder = Order>(
  redis: Redis,
  keys: OrderKeys,
  handle: (order: NoInfer<O>) => Promise<Answer>,
  log: Logger,
): OrderReading {
  const own = redis.duplicate({
    commandTimeout: undefined,
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
  })
  own.on('error', () => {})
  const stopping = new AbortController()
  const done = readOn().catch((err: unknown) => {
    // stop() takes the connection away under the waiting read.
    if (!stopping.signal.aborted) log.error({ err }, 'orders are no longer read')
  })
  return {
    async stop() {
      stopping.abort()
      own.disconnect()
      await done
    },
  }

  async function readOn(): Promise<void> {
    let after = (await own.xrevrange(keys.orders, '+', '-', 'COUNT', 1))[0]?.[0] ?? '0-0'
    while (!stopping.signal.aborted) {
      const streams = await own.xread('COUNT', 100, 'BLOCK', 5_000, 'STREAMS', keys.orders, after)
      for (const [entry, fields] of streams?.[0]?.[1] ?? []) {
        after = entry
        await obey(entry, fields)
      }
    }
  }

  async function obey(entry: string, fields: readonly string[]): Promise<void> {
    const id = fields[fields.indexOf('id') + 1]
    const order = JSON.parse(fields[fields.indexOf('order') + 1] ?? 'null') as O | null
    if (id === undefined || order === null) return
    const [seconds, micros] = await own.time()
    const ageMs = Number(seconds) * 1000 + Number(micros) / 1000 - Number(entry.split('-')[0])
    if (ageMs > patienceFor(order)) return
    const answer = await handle(order).catch((err: unknown): Answer => {
      log.error({ err, order: order.type }, 'an order failed')
      const sentence = 'The switchboard could not do that; its log says why.'
      return { ok: false, status: 500, code: 'order-failed', sentence }
    })
    const list = keys.answer(id)
    await own.multi().rpush(list, JSON.stringify(answer)).expire(list, answerLifeS).exec()
  }
}
