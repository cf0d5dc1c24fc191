// The word that somebody probably meant.
import { type Told, told } from '../told/told.ts'

/** @returns the nearest of `words` within a third of its length in typing errors, if there is one. */
export function nearest(written: string, words: Iterable<string>): string | undefined {
  if (written.length > 64) return undefined
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1
  for (const word of words) {
    if (Math.abs(word.length - written.length) >= bestDistance) continue
    const distance = typingErrors(written.toLowerCase(), word)
    if (distance < bestDistance) [best, bestDistance] = [word, distance]
  }
  return bestDistance < (best?.length ?? 0) ? best : undefined
}

/** A hint in words: the nearest one, else what there is to choose from. */
export function didYouMean(written: string, words: readonly string[]): Told {
  const found = nearest(written, words)
  if (found !== undefined) return told`Did you mean "${found}"?`
  if (words.length === 0) return told`There are none yet.`
  const shown = words.slice(0, 12).join(', ')
  return words.length > 12 ? told`Known are ${shown} and ${words.length - 12} more.` : told`Known: ${shown}.`
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function typingErrors(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(line[column - 1]! + 1, above[column]! + 1, above[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1)
      line.push(cost)
    }
    before = above
    above = line
  }
  return above[b.length]!
}
