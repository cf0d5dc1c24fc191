// Who is played once more, and what counts then.
import t from 'tap'
import type { FileResult } from './run-file.ts'
import { secondChance } from './second-chance.ts'

const result = (file: string, failures: number): FileResult => ({
  ...{ file, tookMs: 10, noise: '', passed: 1, skipped: 0, skips: [], rows: [] },
  failures: Array.from({ length: failures }, () => ({ title: `${file} broke` })),
})
const CALLS = 'test/acceptance/one-call.test.ts'
const CORE = 'test/queues/router.test.ts'

t.test('what passes alone counts as passed, and is told; what fails again has failed', async t => {
  const other = 'test/acceptance/acd.test.ts'
  const { results, again } = await secondChance(
    [result(CALLS, 1), result(other, 2), result('test/acceptance/menu.test.ts', 0)],
    async file => result(file, file === CALLS ? 0 : 1),
  )
  t.same(
    results.map(({ file, failures }) => [file, failures.length]),
    [
      [CALLS, 0],
      [other, 1],
      ['test/acceptance/menu.test.ts', 0],
    ],
  )
  t.same(again, [{ file: CALLS, first: [{ title: `${CALLS} broke` }] }])
})

t.test('pure code gets no second chance, nor does a run in which many failed', async t => {
  const played: string[] = []
  const play = async (file: string) => {
    played.push(file)
    return result(file, 0)
  }
  t.match(await secondChance([result(CORE, 1)], play), { again: [] })
  const many = Array.from({ length: 6 }, (_, n) => result(`test/acceptance/${n}.test.ts`, 1))
  t.match(await secondChance(many, play), { again: [] })
  t.same(played, [])
})
