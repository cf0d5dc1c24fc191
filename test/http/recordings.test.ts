// What was recorded is heard by whom it may be, in whole and in parts, and every listening is on record.
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { readRange } from '../../src/http/sound.ts'
import { ask } from '../../src/postgres/database.ts'
import { storeTracks, trackFailed, trackStored } from '../../src/postgres/recordings.ts'
import { lay } from '../../src/recordings/mix.ts'
import { readWavFormat, wavHead } from '../../src/recordings/wav.ts'
import { signLink } from '../../src/secrets/links.ts'
import { shareOf } from '../support/audio/goertzel.ts'
import { type LogIn, officeFor } from '../support/office.ts'
import { proves } from '../support/proves.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'recordings')
const { db, home, secrets, get, post, origin } = house
const archive = join(home, 'recordings')
const supervisor = await house.logIn('hoa', 'supervisor')
const manager = await house.logIn('minh', 'manager')
const admin = await house.logIn('chief', 'admin')
const agent = await house.logIn('an', 'agent')

const RATE = 8_000
function tone(freqHz: number, seconds: number): Buffer {
  const second = Int16Array.from(
    { length: RATE },
    (_, n) => 8_000 * Math.sin((2 * Math.PI * freqHz * n) / RATE),
  )
  const head = wavHead({ channels: 1, ratePerS: RATE, dataBytes: RATE * seconds * 2 })
  return Buffer.concat([head, ...Array.from({ length: seconds }, () => Buffer.from(second.buffer))])
}

async function track(
  recording: string,
  conversation: string,
  party: 'caller' | 'agent',
  startedAt: number,
  sound?: Buffer,
) {
  await storeTracks(db, [{ recording, conversation, party, agent: 'an', startedAt, outcome: 'done' }])
  if (!sound) return
  const path = `2026/03/02/${recording}.wav`
  await mkdir(join(archive, '2026/03/02'), { recursive: true })
  await writeFile(join(archive, path), sound)
  await trackStored(db, recording, { path, sha256: recording, bytes: sound.length, durationMs: 1 })
}
const caller = tone(440, 3)
await track('talk-rec-1', 'talk', 'caller', 1_000_000, caller)
await track('talk-rec-2', 'talk', 'agent', 1_000_500, tone(880, 3))
await track('early-rec-1', 'early', 'caller', 1_000_000)
await track(
  'odd-rec-1',
  'odd',
  'caller',
  1_000_000,
  Buffer.from('this is no sound at all, however long it may be'),
)

const ranged = (path: string, range: string, as: LogIn = supervisor) =>
  house.say(path, { headers: { range, cookie: as.cookie, origin } })
const deeds = async () =>
  (await ask<{ person: string; action: string; object: string }>(
    db,
    'select person, action, object from audit order by id',
  )) as {
    person: string
    action: string
    object: string
  }[]

t.test('a conversation’s tracks are listed, with where they are', async t => {
  t.match((await get('/api/v1/cdrs/talk/recordings', supervisor)).body, [
    {
      recording: 'talk-rec-1',
      party: 'caller',
      state: 'stored',
      startedAt: '1970-01-01T00:16:40.000Z',
      bytes: caller.length,
    },
    { recording: 'talk-rec-2', party: 'agent', state: 'stored' },
  ])
  t.same((await get('/api/v1/cdrs/nothing/recordings', supervisor)).body, [])
})

t.test('a track is heard whole or in part, under headers that keep it from being kept', async t => {
  const whole = await get('/api/v1/recordings/talk-rec-1', supervisor)
  t.match(whole, {
    status: 200,
    type: 'audio/wav',
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-disposition': 'attachment; filename="talk-rec-1.wav"',
    },
  })
  t.same(whole.raw, caller)
  const size = caller.length
  const parts: [string, number, number, number][] = [
    ['bytes=0-99', 206, 0, 100],
    ['bytes=100-', 206, 100, size],
    ['bytes=-44', 206, size - 44, size],
    [`bytes=${size - 1}-`, 206, size - 1, size],
    [`bytes=0-${size * 2}`, 206, 0, size],
    [`bytes=-${size * 2}`, 206, 0, size],
  ]
  for (const [range, status, from, to] of parts) {
    const said = await ranged('/api/v1/recordings/talk-rec-1', range)
    t.equal(said.status, status, range)
    t.equal(said.headers['content-range'], `bytes ${from}-${to - 1}/${size}`, range)
    t.same(said.raw, caller.subarray(from, to), range)
  }
  for (const range of [`bytes=${size}-`, 'bytes=999999999999999-', 'bytes=-0']) {
    const said = await ranged('/api/v1/recordings/talk-rec-1', range)
    t.match(
      said,
      { status: 416, headers: { 'content-range': `bytes */${size}` }, body: { code: 'no-such-range' } },
      range,
    )
  }
  for (const range of ['bytes=9-5', 'bytes=0-1,5-6', 'bytes=a-b', 'bytes=-', 'lines=0-1', 'bytes=0x1-2'])
    t.equal((await ranged('/api/v1/recordings/talk-rec-1', range)).status, 200, `${range}: the whole`)
  t.equal(readRange('bytes=0-', 0), 'beyond', 'of nothing there is no part')
})

t.test('both parties are heard together: callers left, agents right, each from where it began', async t => {
  const first = await get('/api/v1/conversations/talk/mix.wav', supervisor)
  t.match(first, { status: 200, type: 'audio/wav', headers: { 'cache-control': 'no-store' } })
  const wav = readWavFormat(first.raw.subarray(0, 100), first.raw.length)
  t.match(wav, { format: 1, channels: 2, ratePerS: RATE, bits: 16, dataBytes: 3.5 * RATE * 4 })
  const frames = new Int16Array(
    first.raw.buffer.slice(first.raw.byteOffset + 44, first.raw.byteOffset + first.raw.length),
  )
  const left = frames.filter((_, n) => n % 2 === 0)
  const right = frames.filter((_, n) => n % 2 === 1)
  const second = (samples: Int16Array, from: number) => samples.subarray(from * RATE, (from + 1) * RATE)
  t.ok(shareOf(440, second(left, 1)) > 0.95, 'the caller, left')
  t.ok(shareOf(880, second(right, 1)) > 0.95, 'the agent, right')
  t.same(right.subarray(0, RATE / 2 - 1), new Int16Array(RATE / 2 - 1), 'who came half a second later')
  const [cached] = await readdir(join(home, 'cache/mixes'))
  t.match(cached, /^[0-9a-f]{32}\.wav$/)
  const part = await ranged('/api/v1/conversations/talk/mix.wav', 'bytes=44-1043')
  t.same(part.raw, first.raw.subarray(44, 1_044), 'a part, from the same file')
  t.same((await readdir(join(home, 'cache/mixes'))).length, 1)
})

t.test('an hour of both parties is mixed while the office goes on answering', async t => {
  await track('hour-rec-1', 'hour', 'caller', 2_000_000, tone(440, 3_600))
  await track('hour-rec-2', 'hour', 'agent', 2_000_000, tone(880, 3_600))
  const startedAt = performance.now()
  let worst = 0
  let done = false
  const mixed = ranged('/api/v1/conversations/hour/mix.wav', 'bytes=0-43').finally(() => (done = true))
  while (!done) {
    const askedAt = performance.now()
    await get('/api/v1/session', supervisor)
    worst = Math.max(worst, performance.now() - askedAt)
    await pause(20)
  }
  t.equal((await mixed).status, 206)
  t.comment(`an hour was mixed in ${Math.round(performance.now() - startedAt)} ms`)
  t.ok(worst < 1_000, `the slowest answer meanwhile took ${Math.round(worst)} ms`)
})

t.test('old mixes are thrown away', async t => {
  const folder = join(home, 'cache/mixes')
  const long = new Date(Date.now() - 25 * 3_600_000)
  for (const name of await readdir(folder)) await utimes(join(folder, name), long, long)
  await track('new-rec-1', 'new', 'caller', 3_000_000, caller)
  t.equal((await get('/api/v1/conversations/new/mix.wav', supervisor)).status, 200)
  t.equal((await readdir(folder)).length, 1)
})

t.test('the shape of a track is told for the eye', async t => {
  const said = await get('/api/v1/recordings/talk-rec-1/peaks?points=30', supervisor)
  const { durationMs, peaks } = said.body as { durationMs: number; peaks: number[] }
  t.equal(durationMs, 3_000)
  t.equal(peaks.length, 30)
  for (const peak of peaks) t.ok(Math.abs(peak - 8_000 / 32_768) < 0.01)
  t.match(await get('/api/v1/recordings/odd-rec-1/peaks', supervisor), {
    status: 409,
    body: { code: 'not-readable' },
  })
  t.match(await get('/api/v1/conversations/odd/mix.wav', supervisor), {
    status: 409,
    body: { code: 'not-mixable' },
  })
  t.match(await get('/api/v1/recordings/talk-rec-1/peaks?points=1', supervisor), { status: 400 })
  const loud = new Int16Array(4)
  lay(loud, Int16Array.of(30_000, -30_000), 0, 'left')
  lay(loud, Int16Array.of(30_000, -30_000), 0, 'left')
  t.same(loud, Int16Array.of(32_767, 0, -32_768, 0), 'what is too loud together stays at the limit')
})

t.test('a link opens one recording for a while, and ends with its giver’s right', async t => {
  const given = await post('/api/v1/recordings/talk-rec-1/link', { minutes: 5 }, manager)
  t.equal(given.status, 200)
  const { url, expiresAt } = given.body as { url: string; expiresAt: string }
  t.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 5 * 60_000) < 5_000)
  const usual = await post('/api/v1/recordings/talk-rec-1/link', undefined, manager)
  t.equal(usual.status, 200, 'without a wish it lives as long as usual')
  const heard = await house.say(url)
  t.match(heard, {
    status: 200,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
  t.same(heard.raw, caller)
  t.equal((await house.say(url, { headers: { range: 'bytes=0-9' } })).status, 206)

  const [said = '', signature = ''] = url.replace('/api/v1/listen/', '').split('.')
  const other = Buffer.from(Buffer.from(said, 'base64url').toString().replace('rec-1', 'rec-2')).toString(
    'base64url',
  )
  const past = signLink(secrets.linkKey, {
    recording: 'talk-rec-1',
    by: 'minh',
    expiresAt: Math.floor(Date.now() / 1_000) - 1,
  })
  const foreign = signLink(Buffer.alloc(32), {
    recording: 'talk-rec-1',
    by: 'minh',
    expiresAt: 9_999_999_999,
  })
  for (const [name, token] of [
    ['another recording', `${other}.${signature}`],
    ['expired', past],
    ['signed by somebody else', foreign],
    ['cut off', `${said}.${signature.slice(1)}x`],
  ] as const)
    t.match(await house.say(`/api/v1/listen/${token}`), { status: 404, body: { code: 'link-over' } }, name)
  for (const token of ['x', '..%2f..%2fsecrets', `${'a'.repeat(300)}.b`])
    t.match((await house.say(`/api/v1/listen/${token}`)).status, /400|404|414/, token.slice(0, 20))

  await ask(db, `update people set active = false where id = 'minh'`)
  t.match(await house.say(url), { status: 404, body: { code: 'link-over' } }, 'who gave it was sent away')
  t.match(await get('/api/v1/recordings/talk-rec-1', manager), { status: 401 }, 'and hears nothing himself')
  await ask(db, `update people set active = true where id = 'minh'`)
  t.equal(
    (await post('/api/v1/recordings/talk-rec-1/link', {}, supervisor)).status,
    403,
    'supervisors listen, but give nothing away',
  )
})

t.test('nobody reaches what is not his, or not a recording', async t => {
  const outside = join(home, 'secrets/api.token')
  await symlink(outside, join(archive, '2026/03/02/trap.wav'))
  await symlink(join(home, 'secrets'), join(archive, 'way-out'))
  for (const [recording, path] of [
    ['trap', '2026/03/02/trap.wav'],
    ['around', 'way-out/api.token'],
    ['above', '../secrets/api.token'],
    ['absolute', outside],
    ['folder', '2026/03'],
    ['nowhere', '2026/03/02/nowhere.wav'],
  ] as const) {
    await track(recording, 'traps', 'caller', 0)
    await trackStored(db, recording, { path, sha256: 'x', bytes: 1, durationMs: 1 })
    const said = await get(`/api/v1/recordings/${recording}`, supervisor)
    t.match(said, { status: 404, body: { code: 'recording-lost' } }, recording)
    t.notMatch(said.raw.toString(), secrets.apiToken)
  }
  for (const id of ['talk-rec-9', 'nothing', 'talk-rec-1.wav'])
    t.match(await get(`/api/v1/recordings/${id}`, supervisor), { status: 404 }, id)
  const ways = [
    '../../secrets/api.token',
    '..%2f..%2fsecrets%2fapi.token',
    '%2e%2e/%2e%2e/secrets/api.token',
    '%2e%2e%2f',
    '%00',
    'a%0d%0ab',
    '"quoted"',
  ]
  for (const way of ways) {
    const said = await get(`/api/v1/recordings/${way}`, supervisor)
    t.ok([400, 404].includes(said.status), `${way}: ${said.status}`)
    t.notMatch(said.raw.toString(), secrets.apiToken)
  }
  for (const path of [
    '/cdrs/talk/recordings',
    '/recordings/talk-rec-1',
    '/conversations/talk/mix.wav',
    '/recordings/talk-rec-1/peaks',
  ]) {
    t.match(await get(`/api/v1${path}`, agent), { status: 403 }, `an agent: ${path}`)
    t.match(await house.say(`/api/v1${path}`), { status: 401 }, `nobody: ${path}`)
  }
  t.match(await get('/api/v1/recordings/early-rec-1', supervisor), {
    status: 409,
    body: { code: 'recording-not-here-yet' },
  })
  await trackFailed(db, 'early-rec-1', 'gone')
  t.match(await get('/api/v1/recordings/early-rec-1', supervisor), { status: 404 })
  const leaving = await house.logIn('leaving', 'supervisor')
  t.equal((await get('/api/v1/recordings/talk-rec-1', leaving)).status, 200)
  await ask(db, 'delete from sessions where id = $1', [leaving.id])
  t.match(await get('/api/v1/recordings/talk-rec-1', leaving), { status: 401 }, 'a session that was closed')
})

t.test('every listening is on record once, for admins to read', async t => {
  const all = await deeds()
  const of = (person: string, action: string, object: string) =>
    all.filter(deed => deed.person === person && deed.action === action && deed.object === object).length
  t.equal(of('hoa', 'recordings.listen', 'talk-rec-1'), 1, 'its many parts are one listening')
  t.equal(of('hoa', 'recordings.listen-mixed', 'talk'), 1)
  t.equal(of('minh', 'recordings.share', 'talk-rec-1'), 1)
  t.equal(of('link:minh', 'recordings.listen', 'talk-rec-1'), 1)
  t.equal(all.filter(({ person }) => person === 'an').length, 0, 'what was refused was not heard')
  const read = await get('/api/v1/audit?limit=3', admin)
  const { rows } = read.body as { rows: { id: string; at: string; person: string }[] }
  t.equal(rows.length, 3)
  const older = (await get(`/api/v1/audit?limit=3&before=${rows.at(-1)?.id}`, admin))
    .body as typeof read.body as { rows: { id: string }[] }
  t.ok(Number(older.rows[0]?.id) < Number(rows.at(-1)?.id))
  for (const as of [supervisor, manager, agent]) t.equal((await get('/api/v1/audit', as)).status, 403)
  proves(
    t,
    'S08',
    `guessed ids, other people's, ../, %2e%2e, symlinks, revoked sessions, expired and forged links: all 401, 403 or 404; ${all.length} deeds on record, no-store and nosniff on every sound`,
  )
})

t.test('what cannot be put on record cannot be heard', async t => {
  await house.db.query('alter table audit rename to audit_away')
  const fresh = await house.logIn('fresh', 'supervisor')
  const said = await get('/api/v1/recordings/talk-rec-1', fresh)
  t.not(said.status, 200)
  t.not(said.type, 'audio/wav')
  await house.db.query('alter table audit_away rename to audit')
})
