// Asked again where nobody waits for the answer: a busy machine is no flaw of the owner's.
import type { Candidate, Stopped } from '../queues/strategies/strategy.ts'
import type { Sandbox } from './sandbox.ts'

const TRIES = 3

export function patiently(sandbox: Sandbox, candidates: readonly Candidate[]): readonly number[] | Stopped {
  for (let left = TRIES; ; left--) {
    const found = sandbox.measure(candidates)
    if (!('code' in found) || found.code !== 'too-slow' || left === 1) return found
  }
}
