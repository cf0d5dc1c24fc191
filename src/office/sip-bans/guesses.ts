// Counts wrong guesses by address, and says when it is enough. It is told the time. Accounts that are there and accounts
// that are not count alike: else who is banned when would tell which are there.
import type { SecurityNews } from '../../asterisk/security-log.ts'

/** Guesses are forgotten as they get older: all of them after this. */
const WINDOW_MS = 60_000
/** Whoever leaves a question for his password open for so long only wanted to hear it. */
const ANSWER_MS = 2_000
/** More open questions than that: no house has so many phones that ask in the same moment behind one strange address. */
const MOST_OPEN = 30
/** An address that one of our phones spoke from lately. */
const KNOWN_MS = 3_600_000
/** Addresses in memory; who comes after that takes the place of the oldest. */
const MOST = 20_000

export type Enough = { address: string; tries: number }

export type Guesses = {
  /** @returns whom to shut out now. @param tries how many are enough */
  take(news: SecurityNews, at: number, tries: number): Enough | undefined
  /** To be asked now and then: whose open questions have become guesses. */
  overdue(at: number, tries: number): Enough[]
  /** Since the start. */
  total(): number
}

export function countGuesses(): Guesses {
  const scores = new Map<string, { score: number; tries: number; at: number }>()
  const known = new Map<string, number>()
  /** Address → when it was asked for a password and has not said one yet. */
  const open = new Map<string, number[]>()
  let total = 0

  function count(address: string, at: number, tries: number): Enough | undefined {
    total += 1
    const before = scores.get(address)
    const left = before ? Math.max(0, before.score - ((at - before.at) * tries) / WINDOW_MS) : 0
    const now = { score: left + 1, tries: left > 0 ? (before?.tries ?? 0) + 1 : 1, at }
    if (now.score < tries) {
      put(scores, address, now)
      return undefined
    }
    scores.delete(address)
    open.delete(address)
    return { address, tries: now.tries }
  }

  return {
    total: () => total,
    take({ kind, address }, at, tries) {
      if (kind === 'challenged') {
        // Anybody could have sent it in the name of a phone of ours, to have that phone shut out.
        if (at - (known.get(address) ?? -KNOWN_MS) < KNOWN_MS) return undefined
        const asked = open.get(address) ?? []
        asked.push(at)
        put(open, address, asked)
        if (asked.length <= MOST_OPEN) return undefined
        open.delete(address)
        total += asked.length
        return { address, tries: asked.length }
      }
      open.get(address)?.shift()
      if (kind === 'wrong') return count(address, at, tries)
      put(known, address, at)
      return undefined
    },
    overdue(at, tries) {
      const found: Enough[] = []
      for (const [address, asked] of [...open]) {
        while (asked[0] !== undefined && asked[0] <= at - ANSWER_MS) {
          asked.shift()
          const enough = count(address, at, tries)
          if (enough) found.push(enough)
          if (enough) break
        }
        if (asked.length === 0) open.delete(address)
      }
      return found
    },
  }
}

/** As the newest. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > MOST) map.delete(map.keys().next().value as string)
}
