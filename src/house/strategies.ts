// The owner's own strategies at work: one set for each configuration, and an alarm when one is stopped.
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { ownStrategy } from '../own-strategies/strategies.ts'
import type { OwnStrategies } from '../switchboard/books.ts'
import type { StrategyStopped } from '../switchboard/switchboard-log.ts'
import type { Meter } from './measures.ts'

export function openStrategies(): OwnStrategies {
  const known = new WeakMap<Config, ReturnType<OwnStrategies>>()
  return config => {
    const found =
      known.get(config) ?? Object.fromEntries(config.strategies.map(one => [one.name, ownStrategy(one)]))
    known.set(config, found)
    return found
  }
}

export const strategyAlarm =
  (log: Logger, meter: Pick<Meter, 'strategyStopped'>) =>
  ({ strategy, code, message, isOff }: StrategyStopped): void => {
    meter.strategyStopped(strategy)
    const told = isOff
      ? 'a strategy of the owner was stopped too often: round-robin decides until the next publication'
      : 'a strategy of the owner was stopped: round-robin decided'
    log.error({ strategy, code, message }, told)
  }
