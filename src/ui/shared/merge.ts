// Two people changed the same text: what each changed goes together, line by line; where both changed the same
// lines, somebody chooses. Nothing is left out: every changed line is in the result or in a clash.
//
//   base   a b c d e
//   mine   a B c d e     ──▶  a B c D e
//   theirs a b c D e
import { diffOf } from './line-diff.ts'

export type Clash = { kind: 'clash'; base: string[]; mine: string[]; theirs: string[] }
export type Part = { kind: 'agreed'; lines: string[] } | Clash
export type Choice = 'mine' | 'theirs' | 'both'

/** `isGone`: they removed the file that I changed; its one clash is the whole of mine against nothing. */
export type FileMerge = { path: string; isGone: boolean; parts: Part[] }

type File = { readonly path: string; readonly text: string }

/** Lines that all three have are where the texts are held together; between two of them one or both changed. */
export function mergeTexts(base: string, mine: string, theirs: string): Part[] {
  const [old, own, their] = [base.split('\n'), mine.split('\n'), theirs.split('\n')]
  const [inOwn, inTheir] = [kept(base, mine), kept(base, theirs)]
  const parts: Part[] = []
  const from = { old: 0, own: 0, their: 0 }
  for (let at = 0; at <= old.length; at++) {
    const isEnd = at === old.length
    const [ownAt, theirAt] = isEnd ? [own.length, their.length] : [inOwn.get(at), inTheir.get(at)]
    if (ownAt === undefined || theirAt === undefined) continue
    const between = {
      base: old.slice(from.old, at),
      mine: own.slice(from.own, ownAt),
      theirs: their.slice(from.their, theirAt),
    }
    add(parts, decided(between))
    if (!isEnd) add(parts, { kind: 'agreed', lines: [old[at] ?? ''] })
    Object.assign(from, { old: at + 1, own: ownAt + 1, their: theirAt + 1 })
  }
  return parts
}

/** Of the files that I changed; all others are as they published them. */
export function mergeTrees(
  base: readonly File[],
  mine: readonly File[],
  theirs: readonly File[],
): FileMerge[] {
  const textIn = (files: readonly File[], path: string) => files.find(file => file.path === path)?.text
  return mine.flatMap(({ path, text }): FileMerge[] => {
    const [old, their] = [textIn(base, path), textIn(theirs, path)]
    if (text === old) return []
    if (their !== undefined) return [{ path, isGone: false, parts: mergeTexts(old ?? '', text, their) }]
    const clash: Clash = { kind: 'clash', base: (old ?? '').split('\n'), mine: text.split('\n'), theirs: [] }
    return [{ path, isGone: true, parts: [clash] }]
  })
}

export function clashesIn({ parts }: FileMerge): Clash[] {
  return parts.filter(part => part.kind === 'clash')
}

/** @param choices one for each clash, in their order. @returns undefined when the file is to stay removed */
export function mergedText({ isGone, parts }: FileMerge, choices: readonly Choice[]): string | undefined {
  if (isGone && choices[0] === 'theirs') return undefined
  let clash = 0
  return parts
    .flatMap(part => (part.kind === 'agreed' ? part.lines : chosen(part, choices[clash++] ?? 'both')))
    .join('\n')
}

function chosen({ mine, theirs }: Clash, choice: Choice): string[] {
  if (choice === 'both') return [...theirs, ...mine]
  return choice === 'mine' ? mine : theirs
}

/** Number of a line before → its number after, for the lines that stayed. */
function kept(before: string, after: string): Map<number, number> {
  const places = new Map<number, number>()
  let [was, is] = [0, 0]
  for (const { kind } of diffOf(before, after)) {
    if (kind === 'same') places.set(was, is)
    if (kind !== 'added') was++
    if (kind !== 'removed') is++
  }
  return places
}

function decided({ base, mine, theirs }: Omit<Clash, 'kind'>): Part {
  if (same(mine, base) || same(mine, theirs)) return { kind: 'agreed', lines: theirs }
  if (same(theirs, base)) return { kind: 'agreed', lines: mine }
  return { kind: 'clash', base, mine, theirs }
}

function add(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  if (part.kind === 'agreed' && part.lines.length === 0) return
  if (part.kind === 'agreed' && last?.kind === 'agreed') last.lines.push(...part.lines)
  else parts.push(part)
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at])
}
