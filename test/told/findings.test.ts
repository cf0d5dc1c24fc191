// What is wrong in configuration and flows, and what the command line says of it, is told in Vietnamese too: every template, and what every schema says.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkTree, inWords } from '../../src/config.ts'
import { HEAD_SCHEMA } from '../../src/flows/read-flow.ts'
import { verbs } from '../../src/flows/verbs/verbs.ts'
import { bad } from '../../src/office/check.ts'
import { checkIn } from '../../src/told/checks.ts'
import { findingsIn } from '../../src/told/findings.ts'
import { SILENCE, type Told, told, toldAs, wordsOf } from '../../src/told/told.ts'
import { FINDINGS_IN_VIETNAMESE } from '../../src/told/vietnamese/findings.ts'
import { TERMINAL_IN_VIETNAMESE } from '../../src/told/vietnamese/terminal.ts'
import { mistakes } from '../config/mistakes.ts'
import { shipped, treeWith } from '../config/shipped.ts'
import { templatesIn } from './templates-in.ts'

const src = join(import.meta.dirname, '../../src')

t.test('every template of configuration and flows stands in the table', t => {
  const files = ['config', 'flows'].flatMap(folder =>
    readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => join(src, folder, name)),
  )
  const templates = new Set(files.flatMap(file => templatesIn(readFileSync(file, 'utf8'))))
  t.ok(templates.size > 200, `${templates.size} templates`)
  // Nothing but a value: there is nothing to say of it.
  for (const template of templates) if (template !== '{0}') t.ok(template in FINDINGS_IN_VIETNAMESE, template)
  t.end()
})

t.test('every template of the command line and of the doctor stands in its table', t => {
  const cli = readdirSync(join(src, 'cli'), { recursive: true, encoding: 'utf8' }).map(name => `cli/${name}`)
  const checks = readdirSync(join(src, 'office')).filter(name => /checks?\.ts$/.test(name))
  const files = [...cli.filter(name => name.endsWith('.ts')), ...checks.map(name => `office/${name}`)]
  const texts = files.map(file => readFileSync(join(src, file), 'utf8'))
  const templates = new Set(texts.flatMap(templatesIn))
  t.ok(templates.size > 80, `${templates.size} templates`)
  for (const template of templates) t.ok(template in TERMINAL_IN_VIETNAMESE, template)
  for (const template of Object.keys(TERMINAL_IN_VIETNAMESE))
    t.ok(templates.has(template), `used: ${template}`)
  t.end()
})

t.test('whatever a schema says a value must be stands in the table', async t => {
  const folder = join(src, 'config/files')
  const files = await Promise.all(
    readdirSync(folder).map(name => import(join(folder, name)) as Promise<object>),
  )
  const sayings = new Set<string>()
  const seen = new Set<unknown>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if ('saying' in value && typeof value.saying === 'string') sayings.add(value.saying)
    for (const part of Object.values(value)) walk(part)
  }
  walk([HEAD_SCHEMA, verbs, files.map(file => Object.values(file))])
  t.ok(sayings.size > 90, `${sayings.size} sayings`)
  for (const saying of sayings) t.ok(saying in FINDINGS_IN_VIETNAMESE, saying)
})

t.test('each has the same values in both languages', t => {
  const values = (text: string) => Array.from(text.matchAll(/\{\d\}/g), ([place]) => place).sort()
  const all = [FINDINGS_IN_VIETNAMESE, TERMINAL_IN_VIETNAMESE].flatMap(table => Object.entries(table))
  for (const [english, vietnamese] of all) {
    t.same(values(vietnamese), values(english), english)
    t.equal(/[.?]$/.test(vietnamese), /[.?]$/.test(english), `how it ends: ${english}`)
  }
  t.end()
})

t.test('of a run over everything that an owner can write wrongly, nothing is left in English', t => {
  const untold = new Set<string>()
  const look = ({ template, values }: Told): void => {
    const isKnown = template in FINDINGS_IN_VIETNAMESE || template === '{0}' || template === ''
    if (!isKnown) untold.add(template)
    for (const value of values) if (typeof value === 'object') look(value)
  }
  for (const { path, change, what } of mistakes) {
    const text = shipped.files.find(file => file.path === path)?.text ?? ''
    const { findings } = checkTree(treeWith({ [path]: change(text) }), undefined, 'left-out')
    t.ok(findings.length > 0, what)
    for (const finding of findings) {
      if (!finding.told) return t.fail(inWords(finding))
      t.equal(wordsOf(finding.told.sentence), finding.sentence)
      t.equal(wordsOf(finding.told.hint), finding.hint)
      // The parser's own words: the usual ones stand in the table.
      if (finding.code !== 'yaml') look(finding.told.sentence)
      look(finding.told.hint)
    }
  }
  t.same([...untold], [])
  t.end()
})

t.test('a finding is told whole: its words, the words within, and its hint', t => {
  const of = (path: string, change: (text: string) => string) => {
    const text = shipped.files.find(file => file.path === path)?.text ?? ''
    const { findings } = checkTree(treeWith({ [path]: change(text) }))
    return findingsIn('vi', findings).map(finding => `${inWords(finding)}`.replace(/^\S+ /, ''))
  }
  t.same(
    of('ivr-flows/main.yaml', text => text.replace('queue: sales', 'queue: slaes')),
    ['error unknown-queue: Không có hàng đợi “slaes” trong config/queues.yaml. Có phải là “sales”?'],
  )
  t.same(
    of('config/server.yaml', text => text.replace('language: vi', 'language: 5')),
    ['error unquoted: YAML đọc 5 là số, không phải chữ. Hãy đặt trong ngoặc kép: "5".'],
  )
  t.same(
    of('config/queues.yaml', () => '- name: sales\n- name: support\n  ring: soon\n'),
    ['error wrong-value: “ring” phải là thời lượng kèm đơn vị, như 5s, 2m hoặc 4h; đang viết: “soon”.'],
  )
  t.notOk(
    'told' in findingsIn('vi', [{ sentence: '', hint: '', told: { sentence: SILENCE, hint: SILENCE } }])[0]!,
  )
  t.end()
})

t.test('what the doctor finds is told in either language', t => {
  const found = bad('office', told`Nothing answers on port ${8443}.`, told`Start the house with "npm start".`)
  t.match(checkIn('en', found), {
    sentence: 'Nothing answers on port 8443.',
    hint: 'Start the house with "npm start".',
  })
  t.match(checkIn('vi', found), { sentence: 'Không có gì phản hồi ở cổng 8443.', hint: /npm start/ })
  t.end()
})

t.test('a value that looks like a place or like a template is repeated as it is', t => {
  const table = { 'a {0} b': 'c {0} d', sales: 'bán hàng' }
  t.equal(wordsOf(told`a ${'{0}'} b`, table), 'c {0} d')
  t.equal(wordsOf(told`a ${'sales'} b`, table), 'c sales d')
  t.equal(wordsOf(told`a ${toldAs('sales')} b`, table), 'c bán hàng d')
  t.equal(wordsOf(toldAs('[0-9]{8}')), '[0-9]{8}')
  t.equal(wordsOf(toldAs('constructor'), table), 'constructor')
  t.end()
})
