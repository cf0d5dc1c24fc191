// Publishing the configuration over HTTP: real files, a real database; the switchboard is played.
import { X509Certificate } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readTree } from '../../src/config.ts'
import { readCertificates } from '../../src/http/certificates.ts'
import { writeFiles } from '../../src/office/working-copy.ts'
import { ask } from '../../src/postgres/database.ts'
import type { Answer } from '../../src/redis/orders.ts'
import { fingerprintAt } from '../support/fingerprint.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { eventually, testFolder } from '../support/stores.ts'

t.setTimeout(120_000)
const checkout = join(import.meta.dirname, '../..')
const root = await testFolder(t, 'configuration')
for (const folder of ['config', 'ivr-flows', 'sounds'])
  await cp(join(checkout, folder), join(root, folder), { recursive: true })
const house = await frontDeskFor(t, root)

type File = { path: string; text: string }
type View = { published: string; files: File[]; findings: unknown[]; edited: { path: string }[] }
type Head = { hash: string; author: string; comment?: string }

const read = async () => (await house.ask('GET', '/api/v1/configuration')).body as View
const versions = async () => (await house.ask('GET', '/api/v1/configuration/versions')).body as Head[]
const publish = (base: string, files: File[], comment?: string) =>
  house.ask('POST', '/api/v1/configuration/publish', { body: { base, files, ...(comment && { comment }) } })
const onDisk = (path: string) => readFile(join(root, path), 'utf8')
const QUEUES = 'config/queues.yaml'
const edit = (files: File[], path: string, change: (text: string) => string) =>
  files.map(file => (file.path === path ? { path, text: change(file.text) } : file))
const slower = (text: string) => text.replace('ring: 20s', 'ring: 25s')

let answer: Answer = { ok: true }
const orders = house.switchboard(() => answer)

t.test('what is on the disk at the start is the published version', async t => {
  await eventually(t, 'it is on record', async () => (await versions()).length > 0)
  const { published, files, findings, edited } = await read()
  const tree = await readTree(root)
  t.equal(published, tree.hash)
  t.same(
    files,
    tree.files.map(({ path, text }) => ({ path, text })),
  )
  t.same([findings, edited], [[], []])
  t.match(await versions(), [{ hash: published, author: 'files' }])
})

t.test('mistakes are found before anything is published', async t => {
  const { published, files } = await read()
  const wrong = edit(files, QUEUES, text => text.replace('round-robin', 'round-about'))
  const checked = await house.ask('POST', '/api/v1/configuration/check', { body: { files: wrong } })
  t.match(checked, { status: 200, body: { findings: [{ severity: 'error', file: QUEUES, line: Number }] } })
  t.match(await publish(published, wrong), {
    status: 422,
    body: { code: 'findings', findings: [{ file: QUEUES, told: undefined }] },
  })
  t.equal(await onDisk(QUEUES), files.find(({ path }) => path === QUEUES)?.text, 'the files are as they were')
  t.equal((await read()).published, published)
  t.same(orders, [])
})

t.test(
  'mistakes are told in the language that is asked for, also where a publication is refused',
  async t => {
    const headers = { 'accept-language': 'vi' }
    const { published, files } = await read()
    const wrong = edit(files, QUEUES, text => text.replace('round-robin', 'round-robbin'))
    const sentence = 'Không có cách chia “round-robbin”.'
    const findings = [{ file: QUEUES, sentence, hint: 'Có phải là “round-robin”?' }]
    const checked = await house.ask('POST', '/api/v1/configuration/check', {
      body: { files: wrong },
      headers,
    })
    t.match(checked, { status: 200, body: { findings } })
    const body = { base: published, files: wrong }
    t.match(await house.ask('POST', '/api/v1/configuration/publish', { body, headers }), {
      status: 422,
      body: { detail: /^Các tệp này có lỗi/, findings },
    })
  },
)

t.test('a publication is on the disk, on record and with the switchboard', async t => {
  const { published, files } = await read()
  const wanted = edit(files, QUEUES, slower)
  const said = await publish(published, wanted, 'let it ring longer')
  t.equal(said.status, 200)
  const { version } = said.body as { version: string }
  t.not(version, published)
  t.match(await onDisk(QUEUES), /ring: 25s/)
  t.equal((await readTree(root)).hash, version)
  t.same(orders, [{ type: 'reload' }])
  t.match(await versions(), [
    { hash: version, author: 'api', comment: 'let it ring longer' },
    { hash: published, author: 'files' },
  ])
  const whole = (await house.ask('GET', `/api/v1/configuration/versions/${version}`)).body
  t.match(whole, {
    files: wanted,
    diff: [{ path: QUEUES, change: 'changed', text: /-.*ring: 20s.*\n\+.*ring: 25s/ }],
  })
  const [deed] = await ask<{ person: string; object: string }>(
    house.db,
    `select person, object from audit where action = 'configuration.publish'`,
  )
  t.same(deed, { person: 'api', object: version })
  t.match(
    await publish(version, wanted),
    { status: 200, body: { version } },
    'the same again changes nothing',
  )
  t.equal((await versions()).length, 2)
  t.notOk((await readdir(join(root, 'config'))).some(name => name.endsWith('.part')))
})

t.test('of two who publish at once the second sees the difference, and nothing is lost', async t => {
  const { published, files } = await read()
  const mine = edit(files, QUEUES, text => text.replace('ring: 25s', 'ring: 31s'))
  const yours = edit(files, 'config/recording.yaml', text => `${text}# a note of the other admin\n`)
  const both = await Promise.all([publish(published, mine), publish(published, yours)])
  t.same(both.map(({ status }) => status).sort(), [200, 409])
  const [won, lost] =
    both[0].status === 200 ? [QUEUES, 'config/recording.yaml'] : ['config/recording.yaml', QUEUES]
  const second = both.find(({ status }) => status === 409)
  const now = await read()
  t.match(second?.body, {
    code: 'not-the-published',
    diff: {
      published: now.published,
      theirs: [{ path: won }],
      yours: [{ path: won }, { path: lost }].sort((a, b) => (a.path < b.path ? -1 : 1)),
    },
  })
  const together = now.files.map(file =>
    file.path === lost ? ((lost === QUEUES ? mine : yours).find(({ path }) => path === lost) ?? file) : file,
  )
  t.equal((await publish(now.published, together)).status, 200)
  t.match(await onDisk(QUEUES), /ring: 31s/)
  t.match(await onDisk('config/recording.yaml'), /a note of the other admin/)
})

t.test('what somebody wrote on the disk is never overwritten', async t => {
  const { published, files } = await read()
  const hours = await onDisk('config/hours.yaml')
  await writeFile(join(root, 'config/hours.yaml'), `${hours}# written by hand\n`)
  t.match((await read()).edited, [{ path: 'config/hours.yaml', change: 'changed' }])
  const said = await publish(
    published,
    edit(files, QUEUES, text => text.replace('ring: 31s', 'ring: 32s')),
  )
  t.match(said, {
    status: 422,
    body: { code: 'files-edited', diff: [{ path: 'config/hours.yaml', text: /written by hand/ }] },
  })
  t.match(await onDisk('config/hours.yaml'), /written by hand/)
  t.equal((await house.ask('POST', '/api/v1/reload')).status, 200)
  const after = await read()
  t.same(after.edited, [], 'a reload publishes the files')
  t.match(after.files.find(({ path }) => path === 'config/hours.yaml')?.text, /written by hand/)
  t.equal((await versions())[0]?.author, 'api')
  t.equal(
    (
      await publish(
        after.published,
        edit(after.files, QUEUES, text => text.replace('ring: 31s', 'ring: 32s')),
      )
    ).status,
    200,
  )
})

t.test('an old version comes back whole, as a new publication', async t => {
  const first = (await versions()).at(-1)
  const before = await versions()
  const said = await house.ask('POST', `/api/v1/configuration/versions/${first?.hash}/roll-back`)
  t.match(said, { status: 200, body: { version: first?.hash } })
  t.match(await onDisk(QUEUES), /ring: 20s/)
  t.notMatch(await onDisk('config/hours.yaml'), /written by hand/)
  t.equal((await readTree(root)).hash, first?.hash)
  t.equal((await versions()).length, before.length + 1)
  t.match((await versions())[0], { hash: first?.hash, author: 'api', comment: /^back to / })
  for (const path of [
    '/api/v1/configuration/versions/abcdef0123',
    '/api/v1/configuration/versions/abcdef0123/roll-back',
  ])
    t.match(await house.ask(path.endsWith('back') ? 'POST' : 'GET', path), {
      status: 404,
      body: { code: 'no-such-version' },
    })
})

t.test('files come and go with a version', async t => {
  const { published, files } = await read()
  const more = [
    ...files,
    { path: 'sounds/fr/prompts.yaml', text: 'welcome: Bonjour\n' },
    { path: 'ivr-flows/new.yaml', text: 'flow: new\ntitle: New\nlanguage: vi\nstart:\n  - hangup:\n' },
  ]
  const added = await publish(published, more)
  t.equal(added.status, 200, JSON.stringify(added.body))
  t.match(await onDisk('sounds/fr/prompts.yaml'), /Bonjour/)
  const { version } = added.body as { version: string }
  t.equal((await publish(version, files)).status, 200)
  await t.rejects(onDisk('ivr-flows/new.yaml'))
})

t.test('a strategy of the owner’s own is published like any file, unless it hangs', async t => {
  const { published, files } = await read()
  const path = 'config/strategies/mine.ts'
  const withOne = (body: string) => [
    ...edit(files, QUEUES, text => text.replace('strategy: round-robin', 'strategy: mine')),
    { path, text: `export default { name: 'mine', measure: (one: { idleMs: number }) => ${body} }\n` },
  ]
  const hangs = withOne('{ while (true) {} }')
  const checked = await house.ask('POST', '/api/v1/configuration/check', { body: { files: hangs } })
  t.match(checked, { status: 200, body: { findings: [{ code: 'bad-strategy', file: path, line: 1 }] } })
  t.match(await publish(published, hangs), { status: 422, body: { code: 'findings' } })
  t.match(await publish(published, withOne('-one.idleMs')), { status: 200 })
  t.match(await onDisk(path), /idleMs/)
  t.match(await publish((await read()).published, files), { status: 200 })
  t.notOk(
    (await readTree(root)).files.some(file => file.path === path),
    'it goes with its version',
  )
})

t.test('a skill that nobody has is a warning, by who works here now', async t => {
  const { files } = await read()
  const wants = edit(files, QUEUES, text => text.replace('retry: 5s', 'skills: [english:2]'))
  const codes = async () => {
    const said = await house.ask('POST', '/api/v1/configuration/check', { body: { files: wants } })
    return (said.body as { findings: { code: string }[] }).findings.map(({ code }) => code)
  }
  t.same(await codes(), ['unknown-skill'])
  const teach = (skills: string[]) =>
    house.ask('PATCH', '/api/v1/people/ann', { body: { agent: { skills } } })
  await teach(['english'])
  t.same(await codes(), ['skills-never-met'])
  await teach(['english:2'])
  t.same(await codes(), [])
  await teach([])
})

t.test('when the switchboard refuses or is silent, all is as before', async t => {
  const { published, files } = await read()
  const wanted = edit(files, QUEUES, slower)
  answer = { ok: false, status: 422, code: 'bad-configuration', sentence: 'No.', findings: [] }
  t.match(await publish(published, wanted), { status: 422, body: { code: 'bad-configuration' } })
  answer = { ok: true }
  t.match(await onDisk(QUEUES), /ring: 20s/)
  t.equal((await read()).published, published)
  t.same((await read()).edited, [])
})

t.test('nothing is written outside of the three folders', async t => {
  const { published, files } = await read()
  const paths = [
    '../evil.yaml',
    'config/../../evil.yaml',
    'config/.hidden.yaml',
    'config/deep/evil.yaml',
    '/etc/evil.yaml',
    'sounds/vi/evil.yaml',
    'sounds/../prompts.yaml',
    'ivr-flows/evil.sh',
    'ivr-flows/evil\u0001.yaml',
    'ivr-flows\\evil.yaml',
    'package.json',
  ]
  for (const path of paths)
    t.match(
      await publish(published, [...files, { path, text: 'x: y' }]),
      { status: 400, body: { code: 'invalid-request' } },
      path,
    )
  const twice = await publish(published, [...files, { path: QUEUES, text: 'x: y' }])
  t.match(twice, { status: 400, body: { code: 'file-twice' } })
  t.match(await publish(published, [...files, { path: 'config/big.yaml', text: 'x'.repeat(1_000_001) }]), {
    status: 400,
  })
  t.match(
    await house.ask('POST', '/api/v1/configuration/check', {
      text: `{"files":[${' '.repeat(5_000_000)}]}`,
      headers: { 'content-type': 'application/json' },
    }),
    { status: 413 },
  )
  t.match(
    await publish(published, []),
    { status: 422, body: { code: 'findings' } },
    'nothing at all is no configuration',
  )
  t.equal((await readTree(root)).hash, published)
})

t.test('a folder that may not be written is named as such', async t => {
  // Where nobody may make a file, root neither.
  const files = new Map([['config/queues.yaml', 'x']])
  await t.rejects(writeFiles('/sys', new Map(), files), { code: 'configuration-read-only', status: 422 })
})

t.test('a disk that fails half-way leaves the old files', async t => {
  const { published, files } = await read()
  // A folder where a file should come: the second write fails after the first succeeded.
  await mkdir(join(root, 'ivr-flows/zzz.yaml/inside'), { recursive: true })
  const flow = 'flow: zzz\ntitle: Z\nlanguage: vi\nstart:\n  - hangup:\n'
  const said = await publish(published, [
    ...edit(files, QUEUES, slower),
    { path: 'ivr-flows/zzz.yaml', text: flow },
  ])
  t.not(said.status, 200)
  await rm(join(root, 'ivr-flows/zzz.yaml'), { recursive: true })
  t.match(await onDisk(QUEUES), /ring: 20s/)
  t.equal((await readTree(root)).hash, published)
})

t.test('trunks are told with what Asterisk says of them', async t => {
  const { published, files } = await read()
  const trunk = '- name: viettel\n  match: ["203.0.113.10"]\n'
  t.equal(
    (
      await publish(
        published,
        edit(files, 'config/trunks.yaml', () => trunk),
      )
    ).status,
    200,
  )
  t.match(await house.ask('GET', '/api/v1/trunks'), {
    status: 200,
    body: [{ name: 'viettel', match: ['203.0.113.10'], state: 'unknown' }],
  })
})

t.test('pages follow what is published: titles, and the time zone in which a day begins', async t => {
  const { published, files } = await read()
  const SERVER = 'config/server.yaml'
  const zoned = edit(
    files,
    SERVER,
    text => `${text.replace(/^timezone:.*\n/m, '')}\ntimezone: Europe/Paris\n`,
  )
  const renamed = edit(zoned, QUEUES, text => text.replace('vi: Kinh doanh', 'vi: Bán hàng mới'))
  t.equal((await publish(published, renamed)).status, 200)
  const row = `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version,
    language, queue, arrived_at, queued_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
    values ('late', 'voice', 'main', 'itsp', 'c', 'national', 'main', 'v', 'vi', $1, $2, $2, $2, 0, 0, 0, 0,
      'abandoned', 'gave-up', 'caller', '[]')`
  const [queue] = Object.keys(house.config.queues)
  await ask(house.db, row, [queue, '2026-03-02T22:30:00Z'])
  const rows = async (by: string) => {
    const range = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z'
    const { body } = await house.ask('GET', `/api/v1/reports/calls?by=${by}&${range}`)
    return (body as { rows: { key: string; label: string }[] }).rows
  }
  t.match(await rows('queue'), [{ key: queue, label: 'Bán hàng mới' }])
  t.match(await rows('day'), [{ key: '2026-03-02' }], 'half past eleven at night in Paris')
  t.equal((await publish((await read()).published, files)).status, 200)
  t.match(await rows('day'), [{ key: '2026-03-03' }], 'half past five in the morning in Vietnam')
  t.notMatch(await rows('queue'), [{ label: 'Bán hàng mới' }])
})

t.test(
  'a title that was published is the one that people see, and what a first call needs is told',
  async t => {
    answer = { ok: true }
    const { published, files } = await read()
    const HOTLINES = 'config/hotlines.yaml'
    const renamed = edit(files, HOTLINES, text => text.replace('Hotline chính', 'Tổng đài Hà Nội'))
    t.equal((await publish(published, renamed)).status, 200)
    const titles = async () => (await house.ask('GET', '/api/v1/hotlines')).body as { title: string }[]
    await eventually(
      t,
      'the new title is there',
      async () => (await titles())[0]?.title === 'Tổng đài Hà Nội',
    )
    t.match(await house.ask('GET', '/api/v1/ways-in'), {
      body: {
        sipPort: house.config.server.sip.port,
        hotlines: [{ name: 'main', number: '02871099999', title: 'Tổng đài Hà Nội' }, {}],
        echoNumber: /^[*0-9]+$/,
        callers: house.config.team.callers.map(({ id }) => id),
      },
    })
  },
)

t.test('a certificate of the owner is taken as soon as it is published', async t => {
  const before = await fingerprintAt(house.ports.https)
  const ours = await readCertificates(await testFolder(t, 'owner'), undefined, ['localhost'])
  await writeFile(join(root, 'owner.pem'), ours.cert)
  await writeFile(join(root, 'owner.key'), ours.key)
  const { published, files } = await read()
  const own = edit(files, 'config/server.yaml', text => `${text}\ntls: { cert: owner.pem, key: owner.key }\n`)
  t.equal((await publish(published, own)).status, 200)
  const wanted = new X509Certificate(ours.cert).fingerprint256
  const isTaken = async () => (await fingerprintAt(house.ports.https)) === wanted
  await eventually(t, 'new connections see it', isTaken, 10_000)
  t.not(before, wanted)
})
