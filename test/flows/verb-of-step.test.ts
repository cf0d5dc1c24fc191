// Which verb a step is, and what is said when it is none or two.
import t from 'tap'
import type { Problem } from '../../src/flows/problem.ts'
import { verbOf } from '../../src/flows/verb-of-step.ts'
import { wordsOf } from '../../src/told/told.ts'

function told(step: Record<string, unknown>): string {
  const problems: Problem[] = []
  const verb = verbOf(step, [], problems)
  return (
    verb ??
    problems
      .map(({ code, path, sentence, hint }) => `${code} ${path}: ${wordsOf(sentence)} ${wordsOf(hint)}`)
      .join()
  )
}

t.test('a step is the verb that it names, wherever the verb stands', async t => {
  t.equal(told({ say: 'hello' }), 'say')
  t.equal(told({ timeout: '5s', keys: {}, menu: 'main' }), 'menu')
  t.equal(told({ with: {}, lookup: 'balance' }), 'lookup')
})

t.test('two verbs are two steps', async t => {
  t.equal(
    told({ say: 'hello', go: 'menu' }),
    'several-verbs go: This step has two verbs, "say" and "go". Begin a step of its own: "- go: …".',
  )
  t.match(told({ record: 'x', language: 'en' }), /^several-verbs language/)
})

t.test('an unknown verb is told with the one that was probably meant', async t => {
  t.match(told({ colect: 'account' }), /^unknown-verb colect: .*Did you mean "collect"\?/)
  t.match(told({ timeout: '5s', keys: {}, mneu: 'main' }), /^unknown-verb mneu: .*Did you mean "menu"\?/)
  t.match(told({ timeout: '5s', keys: {} }), /^unknown-verb timeout: .*settings.*"- menu: …"/)
  t.match(told({ whistle: 'a song' }), /^unknown-verb whistle: .*Known/)
  t.equal(told({}), 'unknown-verb : This step is empty. Delete it.')
})
