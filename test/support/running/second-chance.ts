// A file that failed beside others, on a machine that had much to do, is played once more when nothing else runs. What
// fails then has failed; what does not is told all the same, so that nobody forgets it.
import type { Failure } from './outcome.ts'
import { ringOf } from './rings.ts'
import type { FileResult } from './run-file.ts'

/** Of so many at once it is not the machine. */
const AT_MOST = 5

export type Again = { readonly file: string; readonly first: readonly Failure[] }

/**
 * Pure code has none: it must not depend on the machine.
 * @param play runs one file
 * @returns the results as they count, and what passed only the second time
 */
export async function secondChance(
  results: readonly FileResult[],
  play: (file: string) => Promise<FileResult | undefined>,
): Promise<{ results: FileResult[]; again: Again[] }> {
  const failed = results.filter(({ failures }) => failures.length > 0)
  const mayTry = failed.filter(({ file, tookMs }) => ringOf(file) !== 'core' && tookMs > 0)
  if (mayTry.length === 0 || failed.length > AT_MOST) return { results: [...results], again: [] }
  console.log(`\nonce more, alone: ${mayTry.length} ${mayTry.length === 1 ? 'file' : 'files'}`)
  const last = new Map(results.map(result => [result.file, result]))
  const again: Again[] = []
  for (const { file, failures } of mayTry) {
    const result = await play(file)
    if (!result) break
    last.set(file, result)
    if (result.failures.length === 0) again.push({ file, first: failures })
  }
  return { results: [...last.values()], again }
}
