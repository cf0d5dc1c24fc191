// The page of the verbs is as current as the verbs.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { verbNames } from '../../src/flows/verbs/verbs.ts'
import { missing, PAGE, verbPage } from '../support/verb-page.ts'

t.test('the page of the verbs tells every verb, as its header says it', t => {
  t.same(missing(), [], 'every verb stands in a chapter')
  const page = readFileSync(PAGE, 'utf8')
  t.ok(page === verbPage(), 'as "node test/support/verb-page.ts" writes it')
  for (const name of verbNames) {
    const [, told = ''] = page.split(`### ${name}\n`)
    t.match(told.split('\n### ')[0], new RegExp(`\`\`\`yaml\n- ${name}\\b`), `an example of ${name}`)
  }
  t.notMatch(page, /\.ts\b(?!\.)(?!\. -->)/, 'nothing about the code')
  t.end()
})
