// The opening hours as the files say now, for people who look at them. Checking a large tree takes a while, and the
// floor's pages ask every few seconds: so the last answer holds for a moment.
import { type Config, checkTree, readTree } from '../config.ts'

const holdsMs = 2_000

export type Calendar = Pick<Config, 'hours' | 'hotlines' | 'server'>

/**
 * @param first what rules until the files were read for the first time
 * @returns a function that gives them; where the files have mistakes, the last without one
 */
export function openingHours(configRoot: string, first: Calendar): () => Promise<Calendar> {
  let last: Promise<Calendar> = Promise.resolve(first)
  let askedAt = -Infinity
  return () => {
    if (performance.now() - askedAt < holdsMs) return last
    askedAt = performance.now()
    const before = last
    last = readTree(configRoot).then(
      async tree => checkTree(tree).config ?? (await before),
      () => before,
    )
    return last
  }
}
