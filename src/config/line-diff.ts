// What changed between two texts, line by line, as `diff -u` writes it; and between two trees of files.

export type FileDiff = {
  path: string
  change: 'added' | 'removed' | 'changed'
  /** Hunks with three lines around them; without the head of two file names. */
  text: string
}

type Line = { sign: ' ' | '-' | '+'; text: string; oldAt: number; newAt: number }

const AROUND = 3
/** Beyond so many differing lines the shortest difference is not looked for: all goes, all comes. */
const MOST_EDITS = 300

/** Files that are the same in both are left out. */
export function diffTrees(
  before: readonly { path: string; text: string }[],
  after: readonly { path: string; text: string }[],
): FileDiff[] {
  const old = new Map(before.map(({ path, text }) => [path, text]))
  const now = new Map(after.map(({ path, text }) => [path, text]))
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path): FileDiff[] => {
    const [was, is] = [old.get(path), now.get(path)]
    if (was === is) return []
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [{ path, change, text: diffLines(was ?? '', is ?? '') }]
  })
}

/** @returns unified hunks; empty when nothing differs but perhaps the last line's end */
export function diffLines(before: string, after: string): string {
  const lines = edits(linesOf(before), linesOf(after))
  const hunks: string[] = []
  for (let at = 0; at < lines.length; ) {
    if (lines[at]?.sign === ' ') {
      at++
      continue
    }
    let end = at
    for (let n = at; n < lines.length && n <= end + 2 * AROUND; n++) if (lines[n]?.sign !== ' ') end = n
    hunks.push(hunk(lines.slice(Math.max(0, at - AROUND), end + 1 + AROUND)))
    at = end + 1 + AROUND
  }
  return hunks.join('\n')
}

function hunk(lines: readonly Line[]): string {
  const part = (without: '+' | '-', at: 'oldAt' | 'newAt') => {
    const own = lines.filter(({ sign }) => sign !== without)
    const first = own[0]?.[at] ?? lines[0]?.[at] ?? 0
    return `${own.length === 0 ? first : first + 1},${own.length}`
  }
  const head = `@@ -${part('+', 'oldAt')} +${part('-', 'newAt')} @@`
  return [head, ...lines.map(({ sign, text }) => sign + text)].join('\n')
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** What both begin and end with is the same; between, the shortest way from one to the other (Myers). */
function edits(old: readonly string[], now: readonly string[]): Line[] {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const signs = [
    ...' '.repeat(start),
    ...shortest(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...' '.repeat(end),
  ] as Line['sign'][]
  let [oldAt, newAt] = [0, 0]
  return signs.map(sign => {
    const line = { sign, text: (sign === '+' ? now[newAt] : old[oldAt]) ?? '', oldAt, newAt }
    if (sign !== '+') oldAt++
    if (sign !== '-') newAt++
    return line
  })
}

function shortest(a: readonly string[], b: readonly string[]): Line['sign'][] {
  const trail: Map<number, number>[] = []
  let reach = new Map([[1, 0]])
  for (let d = 0; d <= a.length + b.length; d++) {
    if (d > MOST_EDITS) return [...a.map(() => '-' as const), ...b.map(() => '+' as const)]
    trail.push(new Map(reach))
    const next = new Map(reach)
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      next.set(k, x)
      if (x >= a.length && x - k >= b.length) return back(trail, a.length, b.length)
    }
    reach = next
  }
  return []
}

function back(trail: readonly ReadonlyMap<number, number>[], fromX: number, fromY: number): Line['sign'][] {
  const signs: Line['sign'][] = []
  let [x, y] = [fromX, fromY]
  for (let d = trail.length - 1; d >= 0; d--) {
    const reach = trail[d] as ReadonlyMap<number, number>
    const k = x - y
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
    const beforeX = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0)
    const beforeY = beforeX - (down ? k + 1 : k - 1)
    while (x > beforeX && y > beforeY) {
      signs.push(' ')
      x--
      y--
    }
    if (d > 0) signs.push(down ? '+' : '-')
    x = beforeX
    y = beforeY
  }
  return signs.reverse()
}
