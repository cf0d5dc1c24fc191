// The owner's own strategies at work: one set for each configuration, and an alarm when one is stopped.
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { ownStrategies } from '../own-strategies/strategies.ts'
import type { OwnStrategies } from '../switchboard/books.ts'
import type { Meter } from './measures.ts'

/** A new publication begins without failures. */
export function openStrategies(log: Logger, meter: Pick<Meter, 'strategyStopped'>): OwnStrategies {
  const known = new WeakMap<Config, ReturnType<OwnStrategies>>()
  return config => {
    const found = known.get(config) ?? ownStrategies(config.strategies, stopped)
    known.set(config, found)
    return found
  }

  function stopped({
    strategy,
    code,
    message,
    isOff,
  }: Parameters<Parameters<typeof ownStrategies>[1]>[0]): void {
    meter.strategyStopped(strategy)
    const told = isOff
      ? 'a strategy of the owner was stopped too often: round-robin decides until the next publication'
      : 'a strategy of the owner was stopped: round-robin decided'
    log.error({ strategy, code, message }, told)
  }
}
