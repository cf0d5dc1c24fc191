import { join } from 'node:path'
import t from 'tap'
import { checkTree } from '../../src/config/check-tree.ts'
import { readTree } from '../../src/config/tree.ts'

const tree = await readTree(join(import.meta.dirname, '../..'))

function withVoices(text: string) {
  const others = tree.files.filter(({ path }) => path !== 'config/voices.yaml')
  return checkTree({ ...tree, files: [...others, { path: 'config/voices.yaml', text }] })
}

t.test('each language may have a voice of its own', t => {
  const { config, findings } = withVoices(`
vi: { tts: { espeak: vi-vn-x-south, speed: 140 } }
en: { tts: { url: "http://127.0.0.1:5002/speak", secret: tts, body: { input: "{text}" }, timeout: 2s } }
fr: { tts: { command: [/opt/voice/speak, -l, fr] } }
de: { tts: built-in }
`)
  t.same(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  )
  t.same(
    { ...config?.voices },
    {
      vi: { kind: 'built-in', voice: 'vi-vn-x-south', speed: 140 },
      en: {
        ...{ kind: 'http', url: 'http://127.0.0.1:5002/speak', secret: 'tts' },
        ...{ body: { input: '{text}' }, timeoutMs: 2000 },
      },
      fr: { kind: 'command', command: ['/opt/voice/speak', '-l', 'fr'], timeoutMs: 5000 },
      de: { kind: 'built-in' },
    },
  )
  t.end()
})

const MISTAKES: Readonly<Record<string, { text: string; code: string; line: number }>> = {
  'a program without its path': {
    text: '\nvi: { tts: { command: [speak] } }',
    ...{ code: 'wrong-value', line: 2 },
  },
  'a body that does not say the text': {
    text: '\n\nen: { tts: { url: "http://127.0.0.1:1/", body: { say: hello } } }',
    ...{ code: 'wrong-value', line: 3 },
  },
  'a voice that nobody would wait for': {
    text: 'en:\n  tts: { url: "http://127.0.0.1:1/", timeout: 5m }',
    ...{ code: 'wrong-value', line: 2 },
  },
  'a service that is no address': { text: 'en: { tts: { url: "ftp://x" } }', code: 'wrong-type', line: 1 },
  'a language that is none': { text: 'english: { tts: built-in }', code: 'bad-key', line: 1 },
}

for (const [name, { text, code, line }] of Object.entries(MISTAKES))
  t.test(`refused: ${name}`, t => {
    const { config, findings } = withVoices(text)
    t.equal(config, undefined)
    const found = findings.filter(({ file }) => file === 'config/voices.yaml')
    t.match(found[0], { line, sentence: String, hint: String })
    t.equal(found.length, 1)
    t.equal(found[0]?.code, code)
    t.end()
  })
