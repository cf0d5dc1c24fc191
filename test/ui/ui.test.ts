// The parts of the web app that need no browser: its texts, its diff, and how much of it a first visit fetches.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { bundle } from '../../src/runtime/pages.ts'
import { diffOf } from '../../src/ui/shared/line-diff.ts'
import { type Choice, clashesIn, mergedText, mergeTexts, mergeTrees } from '../../src/ui/shared/merge.ts'
import { texts } from '../../src/ui/shared/texts/say.ts'
import { wavesOf } from '../../src/ui/supervisor/waves.ts'

t.setTimeout(120_000)

t.test('everything is said in both languages, with the same values in it', t => {
  const values = (text: string) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name).sort()
  for (const [key, [vi, en]] of Object.entries(texts)) {
    t.ok(vi.trim() && en.trim(), key)
    t.same(values(vi), values(en), key)
  }
  t.end()
})

t.test('a diff tells what came and what went, and joined again gives both texts', t => {
  const shown = (before: string, after: string) =>
    diffOf(before, after).map(({ kind, text }) => ({ same: ' ', added: '+', removed: '-' })[kind] + text)
  t.same(shown('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c'])
  t.same(shown('a\nb\nc\nd', 'b\nd\ne'), ['-a', ' b', '-c', ' d', '+e'])
  t.same(shown('', 'a'), ['-', '+a'])
  t.same(shown('a\na\nb', 'a\na\na\nb'), [' a', ' a', '+a', ' b'])
  const [before, after] = ['1\n2\n3\n4\n5\n6', '0\n2\n3\n5\n5\n7\n6']
  const lines = diffOf(before, after)
  const side = (gone: string) => lines.filter(({ kind }) => kind !== gone).map(({ text }) => text)
  t.equal(side('added').join('\n'), before)
  t.equal(side('removed').join('\n'), after)
  t.end()
})

t.test(
  'what two people changed goes together; only where both changed the same lines somebody chooses',
  t => {
    const merged = (base: string, mine: string, theirs: string, choice: Choice = 'both') => {
      const file = { path: 'x', isGone: false, parts: mergeTexts(base, mine, theirs) }
      return {
        text: mergedText(
          file,
          clashesIn(file).map(() => choice),
        ),
        clashes: clashesIn(file).length,
      }
    }
    const base = 'a\nb\nc\nd\ne\n'
    const together: [mine: string, theirs: string, text: string][] = [
      ['a\nB\nc\nd\ne\n', 'a\nb\nc\nD\ne\n', 'a\nB\nc\nD\ne\n'],
      ['0\na\nb\nc\nd\ne\n', 'a\nb\nc\nd\ne\nf\n', '0\na\nb\nc\nd\ne\nf\n'],
      ['a\nc\nd\ne\n', 'a\nb\nc\nd\n', 'a\nc\nd\n'],
      ['a\nX\nc\nd\ne\n', 'a\nX\nc\nd\nY\n', 'a\nX\nc\nd\nY\n'],
      [base, 'quite\nanother', 'quite\nanother'],
    ]
    for (const [mine, theirs, text] of together) t.same(merged(base, mine, theirs), { text, clashes: 0 })
    const [mine, theirs] = ['a\nM\nc\nd\nE\n', 'a\nT\nT2\nc\nd\ne\n']
    t.same(merged(base, mine, theirs, 'mine'), { text: 'a\nM\nc\nd\nE\n', clashes: 1 })
    t.same(merged(base, mine, theirs, 'theirs'), { text: 'a\nT\nT2\nc\nd\nE\n', clashes: 1 })
    t.same(merged(base, mine, theirs, 'both'), { text: 'a\nT\nT2\nM\nc\nd\nE\n', clashes: 1 })
    t.equal(merged(base, 'a\nd\ne\n', 'a\nb\nC\nd\ne\n').clashes, 1, 'lines removed here and changed there')

    const random = dice(7)
    const word = () => 'abcdefgh'[Math.floor(random() * 8)] ?? ''
    const text = (lines: number) => Array.from({ length: lines }, word).join('\n')
    const changed = (before: string) =>
      before.split('\n').flatMap(line => {
        const roll = random()
        return roll < 0.7
          ? [line]
          : roll < 0.8
            ? []
            : roll < 0.9
              ? [word().toUpperCase()]
              : [line, `+${word()}`]
      })
    for (let n = 0; n < 2_000; n++) {
      const old = text(1 + Math.floor(random() * 12))
      const [one, two] = [changed(old).join('\n'), changed(old).join('\n')]
      const known = `${JSON.stringify([old, one, two])}`
      const isSound =
        merged(old, one, old).text === one &&
        merged(old, old, two).text === two &&
        merged(old, one, one).text === one &&
        merged(old, one, two, 'mine').text === merged(old, two, one, 'theirs').text
      if (!isSound) t.fail(known)
      const both = new Set(merged(old, one, two, 'both').text?.split('\n'))
      for (const line of [...one.split('\n'), ...two.split('\n')])
        if (!old.split('\n').includes(line) && !both.has(line)) t.fail(`${line} is lost: ${known}`)
    }

    const files = (texts: Record<string, string>) =>
      Object.entries(texts).map(([path, text]) => ({ path, text }))
    const merges = mergeTrees(
      files({ kept: 'a\nb', same: 's', gone: 'g' }),
      files({ kept: 'a\nB', same: 's', gone: 'G' }),
      files({ kept: '0\na\nb', same: 'S', fresh: 'f' }),
    )
    t.match(merges, [
      { path: 'kept', isGone: false },
      { path: 'gone', isGone: true, parts: [{ kind: 'clash', mine: ['G'], theirs: [] }] },
    ])
    t.same(merges.length, 2, 'what only they changed stays theirs')
    const [, gone] = merges
    t.equal(gone && mergedText(gone, ['mine']), 'G', 'a file that they removed comes back')
    t.equal(gone && mergedText(gone, ['theirs']), undefined, 'or stays removed')
    t.end()
  },
)

/** The same rolls for the same seed. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

t.test('the tracks of two talks lie on one line of time, with the gap between them', t => {
  const track = (party: string, second: number, durationMs: number) => ({
    ...{ party, durationMs },
    startedAt: new Date(second * 1_000).toISOString(),
  })
  const tracks = [track('caller', 0, 4_000), track('agent', 1, 3_000), track('caller', 6, 4_000)]
  const { caller, agent, durationMs } = wavesOf(tracks, [[1, 1], [0.2, 0.4, 0.6], [0.5]])
  t.equal(durationMs, 10_000)
  t.same(
    [0, 399, 400, 599, 600, 999].map(point => caller[point]),
    [1, 1, 0, 0, 0.5, 0.5],
  )
  t.same(
    [99, 100, 250, 399, 400].map(point => agent[point]),
    [0, 0.2, 0.4, 0.6, 0],
  )
  t.same(wavesOf([], []).durationMs, 0)
  t.end()
})

t.test('a first visit fetches at most 350 kB', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { firstLoadBytes } = await bundle(folder)
  t.comment(`first load: ${Math.round(firstLoadBytes / 1000)} kB gzip`)
  t.ok(firstLoadBytes > 50_000 && firstLoadBytes <= 350_000, `${firstLoadBytes} bytes`)
})
