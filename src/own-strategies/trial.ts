// What a strategy must be before it decides anything: a finite number for every agent, the same for the same agent
// whatever was asked before, and in time. Tried on made-up tables.
import { chanceOf } from '../flows/chance.ts'
import type { Candidate, Stopped } from '../queues/strategies/strategy.ts'
import { patiently } from './patience.ts'
import { type Head, openSandbox, type Sandbox } from './sandbox.ts'

export type TrialFlaw = Stopped | { readonly code: 'not-the-same' | 'no-strategy'; readonly message: string }

const SIZES = [1, 2, 7, 200]

/** @param script as scriptOf makes it */
export function tried(script: string): { head: Head } | { flaw: TrialFlaw } {
  const sandbox = openSandbox(script)
  if ('code' in sandbox) return { flaw: sandbox }
  const head = sandbox.head()
  if ('code' in head) return { flaw: head.code === 'no-number' ? { code: 'no-strategy', message: '' } : head }
  for (const [index, size] of SIZES.entries()) {
    const flaw = flawOn(sandbox, table(size, `trial ${index}`))
    if (flaw) return { flaw }
  }
  return { head }
}

function flawOn(sandbox: Sandbox, candidates: readonly Candidate[]): TrialFlaw | undefined {
  const first = patiently(sandbox, candidates)
  if ('code' in first) return first
  const again = patiently(sandbox, candidates.toReversed())
  if ('code' in again) return again
  const other = candidates.find((_, index) => first[index] !== again[candidates.length - 1 - index])
  return other && { code: 'not-the-same', message: other.agent }
}

/** The same for the same salt: a file that passed once passes again. */
export function table(size: number, salt: string): Candidate[] {
  return Array.from({ length: size }, (_, index): Candidate => {
    const some = (what: string, most: number) => Math.floor(chanceOf(`${salt} ${index} ${what}`) * most)
    const talkMs = some('talk', 8 * 3_600_000)
    return {
      agent: `agent-${index}`,
      level: 1 + some('level', 9),
      rank: some('rank', 100),
      seat: index,
      turn: (index + some('turn', size)) % size,
      idleMs: some('idle', 3_600_000),
      calls: index === 0 ? 0 : some('calls', 60),
      talkMs,
      workMs: talkMs + some('work', 3_600_000),
      weight: 1 + some('weight', 99),
      chance: chanceOf(`${salt} ${index}`),
    }
  })
}
