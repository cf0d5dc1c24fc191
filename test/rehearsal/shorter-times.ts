// Nobody waits twenty minutes in a real queue for a test: where its caller waits long, the times of queues, ringing
// and pauses are shortened so far that they keep their order. What happens, and in which order, stays the same.
import { durationMs } from '../../src/flows/duration.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import type { Step } from '../../src/flows/verbs/verbs.ts'

/** Who waits no longer than this does so for real. */
const SHORT_MS = 10_000
/** Between a time and the next longer one. */
const APART_MS = 3_000

/** A pause in a flow lasts no longer. */
const PAUSE_MS = 2_000

type Written = Record<string, unknown>

export type Shorter = (written: Written, step: Step) => Written

/** @returns what makes a written `queue`, `dial` or `wait` step of these flows last shorter */
export function shorterTimes(steps: readonly Step[], test: WrittenTest): Shorter {
  const times = new Set(steps.flatMap(timesOf))
  const shorter = new Map<number, number>()
  let before = 0
  for (const ms of [...times].sort((a, b) => a - b)) {
    before = Math.min(ms, before + APART_MS)
    shorter.set(ms, before)
  }
  const isLong = longestWaitMs(test) > SHORT_MS
  const as = (ms: number): string => `${shorter.get(ms)}ms`
  return (written, step) => {
    if (step.verb === 'wait') return { ...written, wait: `${Math.min(step.ms, PAUSE_MS)}ms` }
    if (!isLong) return written
    switch (step.verb) {
      case 'queue': {
        const after = Object.fromEntries(step.after.map(({ ms, section }) => [as(ms), section]))
        const maxWait = step.maxWait ? { 'max-wait': as(step.maxWait.ms) } : {}
        return { ...written, after, ...maxWait }
      }
      default:
        return 'ringMs' in step ? { ...written, ring: as(step.ringMs) } : written
    }
  }
}

function timesOf(step: Step): number[] {
  switch (step.verb) {
    case 'queue':
      return [...step.after.map(({ ms }) => ms), ...(step.maxWait ? [step.maxWait.ms] : [])]
    default:
      return 'ringMs' in step ? [step.ringMs] : []
  }
}

function longestWaitMs({ press = [] }: WrittenTest): number {
  const waits = [press]
    .flat()
    .map(act => (typeof act === 'object' && 'wait' in act ? durationMs(act.wait) : 0))
  return Math.max(0, ...waits)
}
