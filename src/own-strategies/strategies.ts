// The owner's own strategies at work. Whoever throws or hangs is stopped, round robin decides instead, and somebody is
// told; after three times it is off until the next publication.
import { roundRobin } from '../queues/strategies/round-robin.ts'
import type { Candidate, Strategy } from '../queues/strategies/strategy.ts'
import { openSandbox, type Stopped } from './sandbox.ts'

/** As the configuration holds it, checked. */
export type OwnStrategy = {
  readonly name: string
  readonly script: string
  readonly byLevel?: false
  readonly rings?: 'all'
}

/** `isOff`: from now on round robin decides in its place. */
export type StrategyStopped = Stopped & { readonly strategy: string; readonly isOff: boolean }

export const FAILURES_UNTIL_OFF = 3

/** @returns each by its name, with no failure yet */
export function ownStrategies(
  checked: readonly OwnStrategy[],
  stopped: (news: StrategyStopped) => void,
): Record<string, Strategy> {
  return Object.fromEntries(checked.map(one => [one.name, guarded(one, stopped)]))
}

function guarded({ name, script, ...head }: OwnStrategy, stopped: (news: StrategyStopped) => void): Strategy {
  let failures = 0
  const opened = openSandbox(script)
  const fail = (why: Stopped): void => {
    failures++
    stopped({ ...why, strategy: name, isOff: failures === FAILURES_UNTIL_OFF })
  }
  const measureAll = (candidates: readonly Candidate[]): readonly number[] => {
    const isOff = failures >= FAILURES_UNTIL_OFF
    const found = isOff ? undefined : 'code' in opened ? opened : opened.measure(candidates)
    if (found && !('code' in found)) return found
    if (found) fail(found)
    return candidates.map(roundRobin.measure)
  }
  return { name, ...head, measureAll, measure: candidate => measureAll([candidate])[0] as number }
}
