// In which languages prompts must be there: those in which callers hear them, wherever a step `language: en` leads.
import t from 'tap'
import { checkTree } from '../../src/config.ts'
import { treeWith } from './shipped.ts'

const VI = 'sounds/vi/prompts.yaml'
const EN = 'sounds/en/prompts.yaml'

/** `file:line code "what is missing"` of each error. */
function errorsOf(texts: Parameters<typeof treeWith>[0]): string[] {
  return checkTree(treeWith(texts))
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ file, line, code, sentence }) => `${file}:${line} ${code} ${sentence}`)
}

const more = (key: string) => (text: string) => `${text}\n${key}: Something to say\n`
const less = (key: string) => (text: string) => text.replace(`\n${key}:`, `\n${key}-no-more:`)

const flow = (name: string, steps: string) => ({
  [`ivr-flows/${name}.yaml`]: `flow: ${name}\ntitle: ${name}\nlanguage: vi\n${steps}`,
})

t.test('after "language: en" a prompt must be there in English', async t => {
  const steps = 'start:\n  - language: en\n  - go: there\nthere:\n  - say: only-vi\n'
  t.match(errorsOf({ ...flow('two', steps), [VI]: more('only-vi') }), [
    /^ivr-flows\/two\.yaml:8 missing-prompt There is no prompt "only-vi" in the language en\.$/,
  ])
})

t.test('and need not be there in the language before it', async t => {
  const steps = 'start:\n  - say: welcome\n  - language: en\n  - go: there\nthere:\n  - say: only-en\n'
  t.same(errorsOf({ ...flow('two', steps), [EN]: more('only-en') }), [])
  const both = `start:\n  - menu: main-menu\n    keys: { "1": there, "2": english }\n    no-input: there\nenglish:\n  - language: en\n  - go: there\nthere:\n  - say: only-en\n`
  t.match(errorsOf({ ...flow('two', both), [EN]: more('only-en') }), [/"only-en" in the language vi/])
})

t.test('the language goes with the caller into another flow, and back with him', async t => {
  const chooser = flow('chooser', 'start:\n  - say: welcome\n  - language: en\n  - return\n')
  const steps = 'start:\n  - say: only-vi\n  - call: { flow: chooser }\n  - say: only-en\n'
  const prompts = { [VI]: more('only-vi'), [EN]: more('only-en') }
  t.same(errorsOf({ ...flow('two', steps), ...chooser, ...prompts }), [])
  const called = flow('called', 'start:\n  - say: only-vi\n  - return\n')
  const caller = flow('two', 'start:\n  - language: en\n  - call: { flow: called }\n')
  t.match(errorsOf({ ...caller, ...called, ...prompts }), [
    /^ivr-flows\/called\.yaml:5 missing-prompt .*"only-vi" in the language en/,
  ])
})

t.test('what is heard beside a queue may change the language of what follows it', async t => {
  const steps = `start:
  - queue: sales
    keys: { "1": english }
    max-wait: 5m
    too-long: late
english:
  - language: en
late:
  - say: only-vi
`
  t.match(errorsOf({ ...flow('two', steps), [VI]: more('only-vi') }), [/"only-vi" in the language en/])
})

t.test('the shipped flow of two languages needs its prompts in both', async t => {
  const asShipped = (text: string) => text
  const both = { 'ivr-flows/service.yaml': asShipped, 'ivr-flows/customer-number.yaml': asShipped }
  t.same(errorsOf(both), [])
  t.match(errorsOf({ ...both, [EN]: less('service-menu') }), [
    /^ivr-flows\/service\.yaml.*"service-menu".*en\.$/,
  ])
  t.match(errorsOf({ ...both, [EN]: less('customer-menu') }), [
    /^ivr-flows\/customer-number\.yaml.*"customer-menu".*en\.$/,
  ])
})

t.test('a language without a single prompt is named where it is chosen', async t => {
  t.match(errorsOf(flow('two', 'start:\n  - language: fr\n  - say: welcome\n')), [
    /^ivr-flows\/two\.yaml:5 unknown-language There is nothing to say in the language "fr"\.$/,
  ])
})
