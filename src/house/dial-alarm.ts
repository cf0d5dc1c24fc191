// A cap stopped somebody who dials out: a stolen account looks like that. It stands in the log and the metrics each time,
// and in the audit log at once and then once a minute for each phone and reason, with how often.
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Keys } from '../redis/keys.ts'
import { type OfficeOrder, sendOrder } from '../redis/orders.ts'
import type { DialRefusal } from '../switchboard/dial-desk.ts'

const EVERY_MS = 60_000

export function openDialAlarm(redis: Redis, keys: Keys, log: Logger): (news: DialRefusal) => void {
  /** Phone and reason → how often since it was last told. */
  const untold = new Map<string, { times: number; timer: NodeJS.Timeout }>()

  function tell({ phone, code }: DialRefusal, times: number): void {
    const order: OfficeOrder = { type: 'dial-stopped', phone, code, times }
    sendOrder<OfficeOrder>(redis, { orders: keys.officeOrders, answer: keys.answer }, order).catch(
      (err: unknown) => log.error({ err, phone, code }, 'a stopped dialling is not in the audit log'),
    )
  }

  function watch(news: DialRefusal): void {
    const name = `${news.phone} ${news.code}`
    const timer = setTimeout(() => {
      const times = untold.get(name)?.times ?? 0
      untold.delete(name)
      if (times === 0) return
      tell(news, times)
      watch(news)
    }, EVERY_MS)
    timer.unref()
    untold.set(name, { times: 0, timer })
  }

  return news => {
    const known = untold.get(`${news.phone} ${news.code}`)
    if (known) known.times++
    else {
      tell(news, 1)
      watch(news)
    }
  }
}
