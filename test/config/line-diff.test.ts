// Differences as people read them.
import t from 'tap'
import { diffLines, diffTrees } from '../../src/config/line-diff.ts'

/** What comes out when the signs are followed. */
function patched(before: string, diff: string): string {
  const old = before.split('\n')
  const out: string[] = []
  let at = 0
  for (const line of diff === '' ? [] : diff.split('\n')) {
    const [, start, count] = /^@@ -(\d+),(\d+) /.exec(line) ?? []
    if (start !== undefined) {
      const first = count === '0' ? Number(start) : Number(start) - 1
      while (at < first) out.push(old[at++] ?? '')
      continue
    }
    if (line[0] !== '-') out.push(line.slice(1))
    if (line[0] !== '+') at++
  }
  return [...out, ...old.slice(at)].join('\n')
}

t.test('a changed line stands between three lines on each side', t => {
  const text = [...'abcdefghij'].join('\n')
  t.equal(
    diffLines(`${text}\n`, `${text.replace('e', 'E')}\n`),
    '@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h',
  )
  t.end()
})

t.test('what is the same says nothing, what is new or gone says all', t => {
  const files = (text: string) => [{ path: 'a.yaml', text }]
  t.same(diffTrees(files('x\n'), files('x\n')), [])
  t.same(diffTrees([], files('x\ny\n')), [
    { path: 'a.yaml', change: 'added', text: '@@ -0,0 +1,2 @@\n+x\n+y' },
  ])
  t.same(diffTrees(files('x\n'), []), [{ path: 'a.yaml', change: 'removed', text: '@@ -1,1 +0,0 @@\n-x' }])
  t.end()
})

t.test('whoever follows the signs gets the new text, whatever the two are', t => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let n = 0; n < 500; n++) {
    const text = () => Array.from({ length: random(30) }, () => 'abcd'[random(4)]).join('\n')
    const [before, after] = [`${text()}\n`, `${text()}\n`]
    const result = patched(before, diffLines(before, after))
    if (result.replace(/\n*$/, '') !== after.replace(/\n*$/, ''))
      t.equal(result, after, JSON.stringify(before))
  }
  t.pass('500 pairs')
  t.end()
})

t.test('two texts of a megabyte that share nothing take less than a second', t => {
  const big = (letter: string) =>
    Array.from({ length: 20_000 }, (_, n) => `${letter}${n} and some more words here`).join('\n')
  const startedAt = performance.now()
  t.ok(diffLines(big('a'), big('b')).length > 1_000_000)
  t.ok(performance.now() - startedAt < 1_000)
  t.end()
})
