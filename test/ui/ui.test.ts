// The parts of the web app that need no browser: its texts, its diff, and how much of it a first visit fetches.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { bundle } from '../../src/runtime/pages.ts'
import { diffOf } from '../../src/ui/shared/line-diff.ts'
import { texts } from '../../src/ui/shared/texts/say.ts'

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

t.test('a first visit fetches at most 350 kB', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { firstLoadBytes } = await bundle(folder)
  t.comment(`first load: ${Math.round(firstLoadBytes / 1000)} kB gzip`)
  t.ok(firstLoadBytes > 50_000 && firstLoadBytes <= 350_000, `${firstLoadBytes} bytes`)
})
