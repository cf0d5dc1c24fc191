// Tables for a terminal: columns as wide as their content, numbers to the right, never wider than the window.

export type Cell = string | number | undefined
export type Column<Row> = { title: string; of: (row: Row) => Cell }

/** @param width of the window in characters; too long texts end in `…`, the longest column first */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string {
  const cells = rows.map(row => columns.map(column => column.of(row)))
  const texts = [
    columns.map(({ title }) => title),
    ...cells.map(line => line.map(cell => `${cell ?? ''}`)),
  ].map(line => line.map(text => [...segmenter.segment(text.normalize('NFC'))].map(({ segment }) => segment)))
  const widths = fitted(
    columns.map((_, i) => Math.max(...texts.map(line => sizeOf(line[i] ?? [])))),
    width,
  )
  const isNumber = columns.map((_, i) => cells.length > 0 && cells.every(line => isNumeric(line[i])))
  return texts
    .map(line => line.map((text, i) => padded(text, widths[i] ?? 0, isNumber[i] ?? false)).join('  '))
    .map(line => line.trimEnd())
    .join('\n')
}

// Vietnamese letters may be a base and two marks: what counts is what is seen.
const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' })
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u

function sizeOf(text: readonly string[]): number {
  return text.reduce((size, one) => size + (wide.test(one) ? 2 : 1), 0)
}

function isNumeric(cell: Cell): boolean {
  return cell === undefined || typeof cell === 'number'
}

function fitted(widths: number[], width: number): number[] {
  const all = widths.slice()
  const total = () => all.reduce((sum, one) => sum + one, 2 * (all.length - 1))
  while (total() > width) {
    const longest = all.indexOf(Math.max(...all))
    if ((all[longest] ?? 0) <= 6) break
    all[longest] = (all[longest] ?? 0) - 1
  }
  return all
}

function padded(text: readonly string[], width: number, right: boolean): string {
  const kept = sizeOf(text) <= width ? text : cut(text, width)
  const space = ' '.repeat(Math.max(0, width - sizeOf(kept)))
  return right ? space + kept.join('') : kept.join('') + space
}

function cut(text: readonly string[], width: number): string[] {
  const kept: string[] = []
  for (const one of text) {
    if (sizeOf(kept) + sizeOf([one]) > width - 1) break
    kept.push(one)
  }
  return [...kept, '…']
}
