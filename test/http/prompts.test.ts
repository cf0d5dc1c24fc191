// The library of prompts over HTTP, with the real voice: what callers hear, recorded, written, taken back.
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runCommand as runTongdai } from '../../src/cli/commands.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { openSpoken } from '../../src/house/spoken.ts'
import type { PromptsView } from '../../src/http/published.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { currentTakes, readRecorded } from '../../src/runtime/recorded-prompts.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { eventually, testFolder } from '../support/stores.ts'

t.setTimeout(120_000)
const checkout = join(import.meta.dirname, '../..')
const root = await testFolder(t, 'prompts')
for (const folder of ['config', 'ivr-flows', 'sounds'])
  await cp(join(checkout, folder), join(root, folder), { recursive: true })

const runtime = await installRuntime({ home: join(checkout, '.tongdai') })
const voice = { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') }
const house = await frontDeskFor(t, root, home => {
  const spoken = openSpoken({ home }, { voice }, { failed: () => {} })
  t.teardown(spoken.close)
  return { speaker: spoken }
})
const orders = house.switchboard()

const at = (language: string, key: string) => `/api/v1/prompts/${language}/${key}`
const list = async () => (await house.ask('GET', '/api/v1/prompts')).body as PromptsView
const entry = async (key: string) => (await list()).prompts.find(prompt => prompt.key === key)
const bearer = { authorization: `Bearer ${house.secrets.apiToken}` }
const upload = (path: string, sound: Buffer, type = 'audio/wav') =>
  house.say(`${path}/recording`, { method: 'PUT', headers: { ...bearer, 'content-type': type }, body: sound })

/** A tone as sox makes it, in the format of its name's ending. */
async function tone(name: string, seconds: number): Promise<Buffer> {
  const file = join(root, name)
  const { runCommand } = await import('../../src/runtime/run-command.ts')
  const { command, args, env } = voice.sox
  const made = ['-n', '-r', '44100', '-c', '2', file, 'synth', String(seconds), 'sine', '440']
  const { code, stderr } = await runCommand(command, [...args, ...made], { env: { ...env } })
  if (code !== 0) throw new Error(stderr)
  return readFile(file)
}

t.test(
  'the list says for each prompt and language what is said, by whom, and what to dial for it',
  async t => {
    const { languages, studio, prompts } = await list()
    t.same(languages, ['vi', 'en'])
    t.same(studio, { vi: '*44', en: '*4436' })
    const welcome = prompts.find(({ key }) => key === 'welcome')
    t.match(welcome, { group: 'own', languages: { vi: { source: 'spoken', text: /Xin chào/, takes: 0 } } })
    t.ok((welcome?.languages.vi?.durationMs ?? 0) > 2_000)
    t.match(await entry('beep'), { group: 'house', languages: { vi: { source: 'file' } } })
    t.match(await entry('number-21'), { group: 'values', languages: { vi: { text: 'hai mươi mốt' } } })
    t.equal(new Set(prompts.map(({ number }) => number)).size, prompts.length)
    t.ok(prompts.every(({ number }) => number >= 101))
  },
)

t.test('any prompt can be heard, also one that nobody has needed before, and any text', async t => {
  const sound = await house.ask('GET', `${at('vi', 'number-99')}/sound`)
  t.match(sound, { status: 200, type: 'audio/wav' })
  t.equal(sound.raw.toString('latin1', 0, 4), 'RIFF')
  const said = await house.ask('POST', '/api/v1/prompts/say', { body: { language: 'en', text: 'Good day.' } })
  t.match(said, { status: 200, type: 'audio/wav' })
  t.ok(said.raw.length > 5_000)
  t.match(await house.ask('GET', `${at('vi', 'no-such')}/sound`), {
    status: 404,
    body: { code: 'no-such-prompt' },
  })
})

t.test(
  'a recording in any usual format wins at once, can be taken back, and sounds/ is never touched',
  async t => {
    const before = await readdir(join(root, 'sounds/vi'))
    for (const [format, type] of [
      ['wav', 'audio/wav'],
      ['mp3', 'audio/mpeg'],
      ['ogg', 'application/ogg'],
      ['flac', 'application/octet-stream'],
    ] as const) {
      const seconds = { wav: 1, mp3: 1.5, ogg: 2, flac: 2.5 }[format]
      t.match(
        await upload(at('vi', 'welcome'), await tone(`tone.${format}`, seconds), type),
        { status: 200 },
        format,
      )
      const { languages } = (await entry('welcome'))!
      t.match(languages.vi, { source: 'recorded', take: { recorded: true, by: 'api', from: 'upload' } })
      t.ok(
        Math.abs((languages.vi?.durationMs ?? 0) - seconds * 1_000) < 400,
        `${languages.vi?.durationMs} ms`,
      )
    }
    t.equal((await entry('welcome'))?.languages.en?.source, 'spoken', 'the other language is as it was')
    t.match(await house.ask('POST', `${at('vi', 'welcome')}/undo`), { status: 200 })
    t.ok(Math.abs(((await entry('welcome'))?.languages.vi?.durationMs ?? 0) - 2_000) < 400, 'the one before')
    t.match(await house.ask('DELETE', `${at('vi', 'welcome')}/recording`), { status: 200 })
    t.match(await entry('welcome'), { languages: { vi: { source: 'spoken', takes: 4 } } })
    t.match(await house.ask('DELETE', `${at('vi', 'welcome')}/recording`), { status: 404 })
    t.match(await house.ask('POST', `${at('vi', 'welcome')}/undo`), { status: 200 })
    t.equal((await entry('welcome'))?.languages.vi?.source, 'recorded', 'taking away is taken back too')
    t.same(await readdir(join(root, 'sounds/vi')), before)
    const { rows } = await house.db.query(`select action from audit where object = 'vi/welcome' order by id`)
    t.same(
      rows.map(({ action }) => action),
      [...Array(4).fill('prompts.record'), 'prompts.undo', 'prompts.remove', 'prompts.undo'],
    )
  },
)

t.test('what is no sound, silence, or for no prompt is refused, and nothing remains of it', async t => {
  const recorded = join(house.home, 'prompts-recorded/en')
  await mkdir(recorded, { recursive: true })
  const silence = await tone('silence.wav', 1)
  silence.fill(0, 44)
  for (const sound of [Buffer.from('RIFFxxxxWAVEnonsense'), Buffer.from('hello'), Buffer.alloc(0), silence])
    t.match(await upload(at('en', 'welcome'), sound), { status: 422, body: { code: 'no-sound' } })
  t.match(await upload(at('en', 'nowhere'), await tone('t.wav', 1)), { status: 404 })
  t.same(await readdir(recorded), [])
  const big = Buffer.alloc(13 * 1024 * 1024)
  t.match(await upload(at('en', 'welcome'), big), { status: 413 })
})

t.test('a sentence is written into the file, published, and spoken', async t => {
  const write = (path: string, text: string) => house.ask('PUT', `${path}/text`, { body: { text } })
  t.match(await write(at('vi', 'goodbye'), 'Tạm biệt: "hẹn gặp lại" # nhé'), { status: 200 })
  const file = await readFile(join(root, 'sounds/vi/prompts.yaml'), 'utf8')
  t.match(file, '# The place in the queue, as whole sentences.', 'comments stay')
  t.match(await entry('goodbye'), { languages: { vi: { text: 'Tạm biệt: "hẹn gặp lại" # nhé' } } })
  t.same(orders, [{ type: 'reload' }])
  t.match(await write(at('vi', 'promotion'), 'Hôm nay có khuyến mãi.'), { status: 200 })
  const promotion = await entry('promotion')
  t.match(promotion?.languages, { vi: { source: 'spoken' }, en: { source: 'missing' } })
  t.match(
    await upload(at('en', 'promotion'), await tone('promo.wav', 1)),
    { status: 200 },
    'a recording needs no text',
  )
  t.equal((await entry('promotion'))?.languages.en?.source, 'recorded')
  t.match(await write(at('vi', 'welcome'), ' '), { status: 400 })
})

t.test('numbers stay with their prompts', async t => {
  const before = (await entry('welcome'))?.number
  await house.ask('PUT', `${at('vi', 'a-new-one')}/text`, { body: { text: 'Mới.' } })
  t.equal((await entry('welcome'))?.number, before)
  const { prompts } = await list()
  t.equal((await entry('a-new-one'))?.number, Math.max(...prompts.map(({ number }) => number)))
})

async function tongdai(...args: string[]) {
  const { environment } = readEnvironment({ TONGDAI_HOME: house.home }, root)
  let [out, err] = ['', '']
  const code = await runTongdai(args, {
    ...{ environment, width: 120 },
    out: text => {
      out += text
    },
    err: text => {
      err += text
    },
  })
  return { code, out, err }
}

t.test('on the command line', async t => {
  t.match(await tongdai('prompt', 'list', 'vi'), { code: 0, out: /101 +welcome +vi +recording/ })
  t.match(await tongdai('prompt', 'list', 'en'), { out: /dial \*4436 \(en\) from your phone/ })
  t.notMatch((await tongdai('prompt', 'list')).out, 'number-21')
  t.match(await tongdai('prompt', 'list', '--all'), { out: /number-21 +vi +voice/ })
  t.match(await tongdai('prompt', 'list', 'xx'), { code: 1, err: /There are vi, en/ })
  t.match(await tongdai('prompt', 'missing', 'en'), { code: 0, out: /a-new-one +en +MISSING/ })
  t.match(await tongdai('prompt', 'missing', 'vi'), { out: 'Nothing is missing.' })
  const file = join(root, 'said.wav')
  t.match(await tongdai('prompt', 'say', 'vi', 'Xin chào', file), { code: 0, err: '' })
  t.equal((await readFile(file)).toString('latin1', 0, 4), 'RIFF')
  t.match(await tongdai('prompt', 'add', 'en', 'a-new-one', file, '--text', 'A new one.'), {
    code: 0,
    err: '',
  })
  t.match(await entry('a-new-one'), { languages: { en: { source: 'recorded', text: 'A new one.' } } })
  t.match(await tongdai('prompt', 'add', 'en', 'welcome', join(root, 'nowhere.wav')), {
    code: 1,
    err: /ENOENT/,
  })
  t.match(await tongdai('prompt', 'add', 'en', 'welcome', join(root, 'config/team.yaml')), {
    code: 1,
    err: /no WAV, MP3, OGG or FLAC/,
  })
})

t.test('another process hears of a new recording', async t => {
  const current = currentTakes(house.home, await readRecorded(house.home))
  t.match(current.vi?.welcome, /prompts-recorded\/vi\/welcome-[0-9a-f]{12}\.ogg$/)
  const spoken = openSpoken(house, { voice }, { failed: () => {} })
  t.teardown(spoken.close)
  await spoken.speak(house.config)
  spoken.keepUp()
  const before = spoken.find('en', 'closed')
  await upload(at('en', 'closed'), await tone('closed.wav', 1))
  await eventually(t, 'it plays the recording', async () => spoken.find('en', 'closed') !== before)
})

t.test('managers may listen, admins may change, others neither', async t => {
  const people = `insert into people (id, name, role) values ('m', 'M', 'manager'), ('s', 'S', 'supervisor')`
  await house.db.query(people)
  const { openSession } = await import('../../src/postgres/sessions.ts')
  const as = async (person: string) => {
    const session = await openSession(house.db, { person, address: '127.0.0.1', browser: 'test' })
    const headers = {
      origin: house.office.url,
      cookie: `tongdai=${session.secret}`,
      'x-csrf-token': session.csrf,
    }
    return (method: string, path: string) => house.say(path, { method, headers })
  }
  const [manager, supervisor] = [await as('m'), await as('s')]
  t.equal((await manager('GET', '/api/v1/prompts')).status, 200)
  t.equal((await supervisor('GET', '/api/v1/prompts')).status, 403)
  t.equal((await manager('DELETE', `${at('vi', 'welcome')}/recording`)).status, 403)
})
