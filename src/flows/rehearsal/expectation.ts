// Did the caller meet what the test expects?
import { readSpoken } from '../spoken.ts'
import { inWords, type Met } from './met.ts'
import type { Expected } from './written-tests.ts'

/** Where it went another way. `at`: index in `expect`; its length: more came than expected. */
export type Mismatch = { at: number; expected?: string; met?: string }

/** @returns undefined when all is as expected. */
export function compare(expected: readonly Expected[], met: readonly Met[]): Mismatch | undefined {
  let next = 0
  let mayskip = false
  for (const [at, one] of expected.entries()) {
    if (one === '...') {
      mayskip = true
      continue
    }
    const found = find(one, met, next, mayskip)
    if (found === undefined) {
      const seen = met.slice(next).find(other => isSection(one) || !('section' in other))
      return { at, expected: textOf(one), ...(seen ? { met: textOf(seen) } : {}) }
    }
    next = found + 1
    mayskip = false
  }
  if (mayskip) return undefined
  const more = met.slice(next).find(one => !('section' in one) && !('hangup' in one))
  return more && { at: expected.length, met: textOf(more) }
}

function find(one: Expected, met: readonly Met[], from: number, mayskip: boolean): number | undefined {
  for (let at = from; at < met.length; at++) {
    const other = met[at]!
    if (matches(one, other)) return at
    // Sections are told by the way; who does not ask for them passes them.
    if (!mayskip && !('section' in other)) return undefined
  }
  return undefined
}

const isSection = (one: Expected): boolean => typeof one === 'object' && 'section' in one

function matches(expected: Expected, met: Met): boolean {
  if (expected === 'hangup') return 'hangup' in met
  return textOf(expected) === textOf(met)
}

/** The same words for what is written and for what was met. */
export function textOf(one: Expected | Met): string {
  if (typeof one === 'string') return one
  const [[kind, value]] = Object.entries(one) as [[string, unknown]]
  const words =
    kind === 'say' || kind === 'menu' || kind === 'dial'
      ? readSpoken(value as Parameters<typeof readSpoken>[0]).map(saidOf)
      : [inWords(value)]
  return `{ ${kind}: ${words.length === 1 ? words[0] : `[${words.join(', ')}]`} }`
}

/** An amount without its currency is one in đồng. */
function saidOf(spoken: unknown): string {
  if (typeof spoken === 'object' && spoken !== null && 'money' in spoken)
    return inWords({ money: Number(spoken.money), currency: 'currency' in spoken ? spoken.currency : 'VND' })
  return inWords(spoken)
}
