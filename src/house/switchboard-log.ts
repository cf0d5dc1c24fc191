// What the motor tells goes into the log and the counters: each step, each repair, each failure.
import type { Logger } from 'pino'
import { Fenced } from '../redis/journal.ts'
import type { DialRefusal } from '../switchboard/dial-desk.ts'
import type { SwitchboardLog } from '../switchboard/switchboard-log.ts'
import type { Meter } from './measures.ts'
import { strategyAlarm } from './strategies.ts'

type Listeners = {
  onLost(): void
  meter: Meter
  forget(conversation: string): void
  /** A cap stopped somebody who dials out. */
  onCap(news: DialRefusal): void
}

export function logOf(log: Logger, { onLost, meter, forget, onCap }: Listeners): SwitchboardLog {
  return {
    moved(conversation, from, by, to) {
      log.info({ conversation }, `${from} -[${by}]-> ${to}`)
      if (from === 'door') meter.arrived()
    },
    ended(conversation, ending) {
      forget(conversation)
      meter.ended(ending)
    },
    routed: (_conversation, tookMs) => meter.routed(tookMs),
    waitProved: meter.waitProved,
    strategyStopped: strategyAlarm(log, meter),
    dialRefused(news) {
      log.warn(news, news.capped ? 'dialling out was stopped by a cap' : 'a phone may not dial that number')
      meter.dialRefused(news.code)
      if (news.capped) onCap(news)
    },
    agentMoved: (agent, from, to) => log.info({ agent }, `${from} -> ${to}`),
    repaired(what, details) {
      log.warn(details, `repaired: ${what}`)
      meter.repaired(what)
    },
    failed: (error, conversation) =>
      error instanceof Fenced ? onLost() : log.error({ conversation, err: error }, 'a step failed'),
  }
}
