// The owner's own strategies at work, each shut off and timed. What becomes of one that is stopped, the floor decides
// (queues/own-strategy.ts).
import { roundRobin } from '../queues/strategies/round-robin.ts'
import type { Candidate, Stopped, Strategy } from '../queues/strategies/strategy.ts'
import { patiently } from './patience.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'

/** As the configuration holds it, checked. */
export type OwnStrategy = {
  readonly name: string
  readonly script: string
  readonly byLevel?: false
  readonly rings?: 'all'
}

type Asking = (sandbox: Sandbox, candidates: readonly Candidate[]) => readonly number[] | Stopped

/** For calls that are there: a decision has its time and no more. */
export const ownStrategy = (own: OwnStrategy): Strategy =>
  running(own, (sandbox, candidates) => sandbox.measure(candidates))

/** For days that are simulated or replayed: too slow is what is so three times, and what hung thrice is not asked again. */
export function patientStrategy(own: OwnStrategy): Strategy {
  let hung = 0
  return running(own, (sandbox, candidates) => {
    if (hung >= MOST_HANGS) return { code: 'too-slow', message: '' }
    const found = patiently(sandbox, candidates)
    if ('code' in found && found.code === 'too-slow') hung++
    return found
  })
}

const MOST_HANGS = 3

function running({ name, script, byLevel, rings }: OwnStrategy, asking: Asking): Strategy {
  const opened = openSandbox(script)
  return {
    ...{ name, script, measure: roundRobin.measure },
    ...(byLevel === false && { byLevel }),
    ...(rings && { rings }),
    measureAll: candidates => ('code' in opened ? opened : asking(opened, candidates)),
  }
}
