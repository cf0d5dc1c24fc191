// The built-in voice with the real espeak-ng and sox of the private runtime.
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { installRuntime } from '../../src/runtime/install.ts'
import { silent } from '../../src/runtime/progress.ts'
import { VoiceProblem } from '../../src/runtime/speak.ts'
import { renderPrompts } from '../../src/runtime/voice.ts'
import { testFolder } from '../support/stores.ts'

const runtime = await installRuntime({ home: join(import.meta.dirname, '../../.tongdai') })
const programs = { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') }

const sentences = {
  vi: { welcome: 'Xin chào quý khách.', goodbye: 'Xin chào và hẹn gặp lại.' },
  en: { welcome: '-w /tmp/x is not an option; "quotes" and $HOME are not either.' },
}

/** What a telephone needs to know of a WAV file. */
async function soundOf(file: string) {
  const bytes = await readFile(`${file}.wav`)
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1)
  return {
    format: bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12),
    channels: bytes.readUInt16LE(22),
    rate: bytes.readUInt32LE(24),
    bits: bytes.readUInt16LE(34),
    seconds: samples.length / 8000,
    loudest: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 32_768,
  }
}

t.test('sentences become sound files for telephones, once', async t => {
  const folder = await testFolder(t, 'voice')
  const steps: string[] = []
  const ask = () =>
    renderPrompts({
      programs,
      prompts: { sentences, recordings: {} },
      folder,
      progress: ({ sentence }) => steps.push(sentence),
    })
  const first = await ask()
  t.same(first.unusable, [])
  for (const file of [first.sounds.vi?.welcome, first.sounds.vi?.goodbye, first.sounds.en?.welcome]) {
    const sound = await soundOf(file!)
    t.match(sound, { format: 'RIFFWAVE', channels: 1, rate: 8000, bits: 16 })
    t.ok(sound.seconds > 0.8 && sound.seconds < 12, `${sound.seconds} s`)
    t.ok(sound.loudest > 0.4 && sound.loudest < 1, `${sound.loudest} of full scale`)
  }
  t.ok(steps.length > 0)
  steps.length = 0
  t.same((await ask()).sounds, first.sounds)
  t.same(steps, [], 'nothing was made a second time')
  t.same((await readdir(join(folder, 'vi'))).length, 2, 'no remnants')
})

t.test('a changed sentence gets a file of its own, and the old one stays for live calls', async t => {
  const folder = await testFolder(t, 'voice')
  const say = (sentence: string) =>
    renderPrompts({
      programs,
      prompts: { sentences: { en: { welcome: sentence } }, recordings: {} },
      folder,
      progress: silent,
    })
  const before = await say('One.')
  const after = await say('Two.')
  t.not(after.sounds.en?.welcome, before.sounds.en?.welcome)
  t.equal((await readdir(join(folder, 'en'))).length, 2)
})

t.test('a recording wins over the sentence, and one that is no sound does not', async t => {
  const folder = await testFolder(t, 'voice')
  const first = await renderPrompts({
    programs,
    prompts: { sentences, recordings: {} },
    folder,
    progress: silent,
  })
  const good = join(folder, 'good.wav')
  const broken = join(folder, 'broken.wav')
  await copyFile(`${first.sounds.vi?.goodbye}.wav`, good)
  await writeFile(broken, 'this is no sound')
  const recordings = { vi: { welcome: good, goodbye: broken, extra: broken } }
  const second = await renderPrompts({
    programs,
    prompts: { sentences, recordings },
    folder,
    progress: silent,
  })
  t.not(second.sounds.vi?.welcome, first.sounds.vi?.welcome)
  t.match(await soundOf(second.sounds.vi!.welcome!), { rate: 8000, channels: 1 })
  t.equal(second.sounds.vi?.goodbye, first.sounds.vi?.goodbye, 'the sentence stands in')
  t.equal(second.sounds.vi?.extra, undefined)
  t.same(
    second.unusable.map(({ recording }) => recording),
    [broken, broken],
  )
})

t.test('a voice that does not run says so', async t => {
  const folder = await testFolder(t, 'voice')
  const espeak = { command: '/nowhere/espeak-ng', args: [], env: {} }
  await t.rejects(
    renderPrompts({
      programs: { ...programs, espeak },
      prompts: { sentences, recordings: {} },
      folder,
      progress: silent,
    }),
    VoiceProblem,
  )
})
