// The built-in voice with the real espeak-ng and sox of the private runtime, and voices of the owner's.
import { chmod, copyFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { VoiceConfig } from '../../src/config/files/voices.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { silent } from '../../src/runtime/progress.ts'
import { openPromptFiles, type Wanted } from '../../src/runtime/prompt-files.ts'
import { VoiceProblem } from '../../src/runtime/speak.ts'
import { openSpokenTexts } from '../../src/runtime/spoken-texts.ts'
import { openVoices } from '../../src/runtime/voices.ts'
import { testFolder } from '../support/stores.ts'

const runtime = await installRuntime({ home: join(import.meta.dirname, '../../.tongdai') })
const programs = { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') }

const sentences = {
  vi: { welcome: 'Xin chào quý khách.', goodbye: 'Xin chào và hẹn gặp lại.' },
  en: { welcome: '-w /tmp/x is not an option; "quotes" and $HOME are not either.' },
}

type News = { language: string; why: string }

function voicesOf(voices: Record<string, VoiceConfig> = {}, told: News[] = []) {
  const failed = (news: News) => void told.push(news)
  return openVoices({ programs, voices, secret: async name => `value of ${name}`, failed })
}

function wantedOf(part: Partial<Wanted> & Pick<Wanted, 'prompts'>): Wanted {
  const voices = part.voices ?? voicesOf()
  return { recorded: {}, voices, gently: voices, isFirst: () => true, words: new Set(), ...part }
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
  const open = async () => {
    const files = openPromptFiles(programs, folder, ({ sentence }) => void steps.push(sentence))
    t.same(await files.use(wantedOf({ prompts: { sentences, recordings: {} } })), [])
    return files
  }
  const first = await open()
  const found = [first.find('vi', 'welcome'), first.find('vi', 'goodbye'), first.find('en', 'welcome')]
  for (const file of found) {
    const sound = await soundOf(file!)
    t.match(sound, { format: 'RIFFWAVE', channels: 1, rate: 8000, bits: 16 })
    t.ok(sound.seconds > 0.8 && sound.seconds < 12, `${sound.seconds} s`)
    t.ok(sound.loudest > 0.4 && sound.loudest < 1, `${sound.loudest} of full scale`)
  }
  t.ok(steps.length > 0)
  steps.length = 0
  const second = await open()
  t.equal(second.find('vi', 'welcome'), found[0])
  t.same(steps, [], 'nothing was made a second time')
  t.same((await readdir(join(folder, 'vi'))).length, 2, 'no remnants')
})

t.test('what may come later is made in its moment, or when there is time, and never twice', async t => {
  const folder = await testFolder(t, 'voice')
  const files = openPromptFiles(programs, folder, silent)
  const words = { 'number-1': 'một', 'number-2': 'hai', 'number-3': 'ba' }
  const prompts = { sentences: { vi: { ...sentences.vi, ...words } }, recordings: {} }
  const later = new Set(Object.keys(words))
  const isFirst = (_language: string, key: string) => !later.has(key)
  await files.use(wantedOf({ prompts, isFirst, words: later }))
  t.equal((await readdir(join(folder, 'vi'))).length, 2, 'a start waits for what callers meet first only')
  t.equal(files.find('vi', 'number-1'), undefined)
  t.equal(files.prepare('vi', ['welcome', 'goodbye', 'no-such-prompt']), undefined, 'nothing to wait for')
  const [one, other] = [files.prepare('vi', ['number-1', 'welcome']), files.prepare('vi', ['number-1'])]
  await Promise.all([one, other])
  const sound = await soundOf(files.find('vi', 'number-1')!)
  t.ok(sound.seconds > 0.1 && sound.seconds < 0.9, `a word is short: ${sound.seconds} s`)
  t.equal(await files.fillIn(), true)
  for (const key of later) t.ok(files.find('vi', key), key)
  t.equal((await readdir(join(folder, 'vi'))).length, 5)
  const again = openPromptFiles(programs, folder, silent)
  await again.use(wantedOf({ prompts, isFirst, words: later }))
  t.ok(again.find('vi', 'number-3'), 'another process finds what the first one made')
})

t.test('a changed sentence gets a file of its own, and the old one stays for live calls', async t => {
  const folder = await testFolder(t, 'voice')
  const files = openPromptFiles(programs, folder, silent)
  const say = async (sentence: string) => {
    await files.use(wantedOf({ prompts: { sentences: { en: { welcome: sentence } }, recordings: {} } }))
    return files.find('en', 'welcome')
  }
  t.not(await say('One.'), await say('Two.'))
  t.equal((await readdir(join(folder, 'en'))).length, 2)
})

t.test(
  'a recording wins over the sentence, one made in the running house over both, and noise over none',
  async t => {
    const folder = await testFolder(t, 'voice')
    const files = openPromptFiles(programs, folder, silent)
    await files.use(wantedOf({ prompts: { sentences, recordings: {} } }))
    const [spoken, goodbye] = [files.find('vi', 'welcome'), files.find('vi', 'goodbye')]
    const [good, newer, broken] = ['good.wav', 'newer.wav', 'broken.wav'].map(name => join(folder, name))
    await copyFile(`${goodbye}.wav`, good!)
    await copyFile(`${files.find('en', 'welcome')}.wav`, newer!)
    await writeFile(broken!, 'this is no sound')
    const recordings = { vi: { welcome: good!, goodbye: broken!, extra: broken! } }
    const unusable = await files.use(wantedOf({ prompts: { sentences, recordings } }))
    const recorded = files.find('vi', 'welcome')
    t.not(recorded, spoken)
    t.match(await soundOf(recorded!), { rate: 8000, channels: 1 })
    t.equal(files.find('vi', 'goodbye'), goodbye, 'the sentence stands in')
    t.equal(files.find('vi', 'extra'), undefined)
    t.same(
      unusable.map(({ recording }) => recording),
      [broken, broken],
    )
    await files.use(wantedOf({ prompts: { sentences, recordings }, recorded: { vi: { welcome: newer! } } }))
    t.not(files.find('vi', 'welcome'), recorded)
  },
)

t.test('a voice that does not run says so', async t => {
  const folder = await testFolder(t, 'voice')
  const espeak = { command: '/nowhere/espeak-ng', args: [], env: {} }
  const voices = openVoices({
    programs: { ...programs, espeak },
    voices: {},
    secret: async name => name,
    failed: () => {},
  })
  const files = openPromptFiles({ ...programs, espeak }, folder, silent)
  await t.rejects(files.use(wantedOf({ prompts: { sentences, recordings: {} }, voices })), VoiceProblem)
})

/** A program that answers with this sound, and notes what it was told. */
async function speaker(t: Test, script: string): Promise<string> {
  const file = join(await testFolder(t, 'speaker'), 'speak.sh')
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
  return file
}

t.test('a start never waits for a voice of the owner’s, which speaks when there is time', async t => {
  const folder = await testFolder(t, 'voice')
  const sound = join(folder, 'sound.wav')
  const files = openPromptFiles(programs, folder, silent)
  await files.use(wantedOf({ prompts: { sentences, recordings: {} } }))
  const builtIn = files.find('vi', 'welcome')
  await copyFile(`${files.find('en', 'welcome')}.wav`, sound)
  const heard = join(folder, 'heard.txt')
  const command = [await speaker(t, `cat >> ${heard}; cat ${sound}`)]
  const voices = voicesOf({ vi: { kind: 'command', command, timeoutMs: 2_000 } })
  await files.use(wantedOf({ prompts: { sentences, recordings: {} }, voices }))
  t.equal(files.find('vi', 'welcome'), builtIn, 'the built-in voice stands in')
  t.equal(await files.fillIn(), true)
  t.not(files.find('vi', 'welcome'), builtIn)
  t.match(await readFile(heard, 'utf8'), 'Xin chào quý khách.')
  await files.use(wantedOf({ prompts: { sentences, recordings: {} }, voices }))
  t.not(files.find('vi', 'welcome'), builtIn, 'what it has spoken once is used at once')
})

t.test(
  'a voice that fails, hangs or answers nonsense is told of once, and the built-in one speaks',
  async t => {
    const scripts = { fails: 'exit 3', hangs: 'sleep 60', nonsense: 'echo no sound' }
    for (const [name, script] of Object.entries(scripts)) {
      const folder = await testFolder(t, 'voice')
      const told: News[] = []
      const vi: VoiceConfig = { kind: 'command', command: [await speaker(t, script)], timeoutMs: 300 }
      const voices = voicesOf({ vi }, told)
      const files = openPromptFiles(programs, folder, silent)
      const texts = openSpokenTexts(folder)
      t.teardown(texts.close)
      await files.use(wantedOf({ prompts: { sentences, recordings: {} }, voices }))
      await texts.use(voices, {})
      const startedAt = performance.now()
      t.equal(await files.fillIn(), false, name)
      t.ok(await texts.sayText('vi', 'Chào bạn'), 'a text too')
      t.ok(performance.now() - startedAt < 2_000, 'nobody waits twice')
      t.match(told, [{ language: 'vi', why: String }])
      t.equal(told.length, 1)
      t.notMatch(told[0]?.why, 'chào', 'never with the text')
      t.ok((await soundOf(files.find('vi', 'welcome')!)).seconds > 0.8)
    }
  },
)

t.test('a voice over HTTP is given the text and the secret, and gives up in time', async t => {
  const folder = await testFolder(t, 'voice')
  const files = openPromptFiles(programs, folder, silent)
  await files.use(wantedOf({ prompts: { sentences, recordings: {} } }))
  const sound = await readFile(`${files.find('en', 'welcome')}.wav`)
  const asked: { body: unknown; token: string | undefined }[] = []
  let answers = true
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      asked.push({
        body: JSON.parse(Buffer.concat(parts).toString()),
        token: request.headers.authorization,
      })
      if (answers) reply.end(sound)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/speak`
  const body = { input: '{text}', language: '{language}', speed: 1 }
  const told: News[] = []
  const voices = voicesOf({ en: { kind: 'http', url, secret: 'tts', body, timeoutMs: 400 } }, told)
  const texts = openSpokenTexts(folder)
  t.teardown(texts.close)
  await texts.use(voices, {})
  t.ok(await texts.sayText('en', 'Hello $& {language}'))
  const [first] = asked
  t.same(first?.body, { input: 'Hello $& {language}', language: 'en', speed: 1 })
  t.equal(first?.token, 'Bearer value of tts')
  answers = false
  const startedAt = performance.now()
  t.ok(await texts.sayText('en', 'Are you there?'), 'the built-in voice speaks')
  t.ok(performance.now() - startedAt < 1_500)
  t.match(told, [{ language: 'en', why: /took longer than 400 ms/ }])
})

t.test('texts are spoken once; those about a person are erased soon', async t => {
  const folder = await testFolder(t, 'voice')
  const texts = openSpokenTexts(folder)
  t.teardown(texts.close)
  await texts.use(voicesOf(), { vi: ['Hôm nay có khuyến mãi.'] })
  await texts.fillIn()
  const known = await texts.sayText('vi', '  Hôm nay có\nkhuyến mãi. ')
  const [personal, same] = await Promise.all([
    texts.sayText('vi', 'Xin chào chị Hoa'),
    texts.sayText('vi', 'Xin chào chị Hoa'),
  ])
  t.equal(personal, same)
  t.equal(await texts.sayText('vi', '   '), undefined)
  t.match(known, join(folder, 'vi', 'text-'))
  t.match(personal, join(folder, 'passing'))
  t.ok((await soundOf(personal!)).seconds > 0.5)
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(`${personal}.wav`, longAgo, longAgo)
  await utimes(`${known}.wav`, longAgo, longAgo)
  await texts.use(voicesOf(), { vi: ['Hôm nay có khuyến mãi.'] })
  t.same(await readdir(join(folder, 'passing')), [])
  t.equal(await texts.sayText('vi', 'Hôm nay có khuyến mãi.'), known)
  t.equal((await readdir(join(folder, 'vi'))).length, 1)
})
