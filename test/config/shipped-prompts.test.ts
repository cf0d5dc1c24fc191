import { join } from 'node:path'
import t from 'tap'
import { checkTree } from '../../src/config/check-tree.ts'
import { BUILT_IN_PROMPTS, SYSTEM_PROMPTS } from '../../src/config/files/prompts.ts'
import { readTree } from '../../src/config/tree.ts'
import { VALUE_KEYS } from '../../src/flows/speech/keys.ts'

const root = join(import.meta.dirname, '../..')
const { recordings, files } = await readTree(root)

async function shipped(language: string): Promise<Set<string>> {
  const { parse } = await import('yaml')
  const file = files.find(({ path }) => path === `sounds/${language}/prompts.yaml`)
  const recorded = recordings.filter(one => one.language === language).map(({ key }) => key)
  return new Set([...Object.keys(parse(file?.text ?? '')), ...recorded])
}

const [vi, en] = await Promise.all([shipped('vi'), shipped('en')])

t.test('both languages that we ship have the same prompts', t => {
  t.same(
    [...vi].filter(key => !en.has(key)),
    [],
  )
  t.same(
    [...en].filter(key => !vi.has(key)),
    [],
  )
  t.end()
})

t.test('nothing that the house, a verb or a value says is missing', t => {
  for (const key of [...BUILT_IN_PROMPTS, ...SYSTEM_PROMPTS, ...VALUE_KEYS])
    if (!vi.has(key) || !en.has(key)) t.fail(`${key} is missing`)
  t.ok(vi.has('beep'))
  t.end()
})

// What the shipped flows themselves say, beside what stands at the end of the file.
const FLOWS_OWN =
  'keep-waiting-or-message: Xin giữ máy.\nleave-message: Xin để lại lời nhắn.\n' +
  'you-entered: Quý khách vừa nhập\npress-1-to-confirm: Nếu đúng, bấm một.\nenter-extension: Xin nhập số máy lẻ.\n'
const examplesIn = (text: string) => text.slice(text.indexOf('# What the example flows say'))

t.test(
  'a file older than this version says what the house says all the same, and may say it its own way',
  async t => {
    const tree = await readTree(root)
    const short = tree.files.map(file =>
      file.path === 'sounds/vi/prompts.yaml'
        ? {
            ...file,
            text: `${file.text.split('# Asking')[0]}\nword-and: lẻ\n${FLOWS_OWN}${examplesIn(file.text)}`,
          }
        : file,
    )
    const { config, findings } = checkTree({ ...tree, files: short })
    t.equal(config?.prompts.sentences.vi?.['word-and'], 'lẻ')
    t.equal(config?.prompts.sentences.vi?.['number-21'], 'hai mươi mốt')
    t.notOk(findings.some(({ code }) => code === 'incomplete-language'))
  },
)

t.test(
  'folders of an older version: what the house has learnt to say since is said in our words',
  async t => {
    const tree = await readTree(root)
    const old = tree.files.map(file => ({
      ...file,
      text: file.path.startsWith('sounds/')
        ? file.text.replace(/^(call-refused|callback-.*):.*$/gm, '')
        : file.text,
    }))
    const { config, findings } = checkTree({ ...tree, files: old })
    t.same(findings, checkTree(tree).findings)
    for (const language of ['vi', 'en']) {
      const file = files.find(({ path }) => path === `sounds/${language}/prompts.yaml`)
      t.ok(file?.text.includes(`call-refused: ${config?.prompts.sentences[language]?.['call-refused']}`))
    }
  },
)

t.test('a language that is the owner’s own must have all of it', async t => {
  const tree = await readTree(root)
  const french = { path: 'sounds/fr/prompts.yaml', text: 'goodbye: Au revoir.\n' }
  const spoken = tree.files.map(file =>
    file.path === 'config/server.yaml'
      ? { ...file, text: file.text.replace('language: vi', 'language: fr') }
      : file,
  )
  const { config, findings } = checkTree({ ...tree, files: [...spoken, french] })
  t.notOk(config)
  const missing = findings.filter(({ code, file }) => code === 'missing-prompt' && file === french.path)
  t.equal(missing.length, BUILT_IN_PROMPTS.length - 1)
  t.match(
    findings.find(({ code }) => code === 'incomplete-language'),
    { severity: 'warning', file: french.path },
  )
})
