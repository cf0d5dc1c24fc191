// Who speaks what nobody has recorded. What can be wrong in the file stands in the table of mistakes.
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
