// The calendar with a real PostgreSQL, real files and a real mail server on this machine.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { type Config, checkTree, type MailConfig } from '../../src/config.ts'
import { daysFrom, lastDueDay, momentOf } from '../../src/office/calendar.ts'
import type { Job } from '../../src/office/job.ts'
import { dailyReport } from '../../src/office/jobs/daily-report.ts'
import { retention } from '../../src/office/jobs/retention.ts'
import { startSchedules } from '../../src/office/schedules.ts'
import { storeContacts } from '../../src/postgres/contacts.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { writeNamedSecret } from '../../src/secrets/named-secret.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { shipped, treeWith } from '../config/shipped.ts'
import { emptyDatabase, eventually, quiet as log, postgresFor, testFolder } from '../support/stores.ts'

const postgres = await postgresFor(t)
const home = await testFolder(t, 'schedules')
const shippedConfig = checkTree(shipped).config
if (!shippedConfig) throw new Error('the shipped configuration has mistakes')
const config: Config = shippedConfig
const hcm = 'Asia/Ho_Chi_Minh'

async function database() {
  const url = await emptyDatabase(postgres.url)
  await prepareDatabase(url, { config, home, log })
  const db = openDatabase(url, log, { max: 5, queryMs: 10_000 })
  t.teardown(() => db.end())
  return db
}

/** A job that counts its days; `fail` says for which call of it. */
function countingJob(name: string, { days = 7, fail = (_call: number): boolean => false } = {}) {
  const ran: string[] = []
  let calls = 0
  const job: Job = {
    name,
    at: () => '07:00',
    catchUpDays: days,
    async run({ day }) {
      if (fail(++calls)) throw new Error('not today')
      ran.push(day)
      return { calls }
    },
  }
  return { job, ran }
}

/** A house that looks at that moment, once, and closes. */
async function lookAt(db: Awaited<ReturnType<typeof database>>, job: Job, moment: string, current = config) {
  const now = () => Date.parse(moment)
  const schedules = startSchedules({ jobs: [job], db, config: async () => current, log, now })
  await schedules.look()
  await schedules.stop()
}

t.test('a day begins on the wall of the house, in every time zone', t => {
  t.equal(lastDueDay(Date.parse('2026-03-02T23:59:00Z'), '07:00', hcm), '2026-03-02')
  t.equal(lastDueDay(Date.parse('2026-03-03T00:00:00Z'), '07:00', hcm), '2026-03-03')
  t.equal(daysFrom('2026-03-01', -1), '2026-02-28')
  t.equal(momentOf('2026-03-02', '00:00', hcm), Date.parse('2026-03-01T17:00:00Z'))
  t.equal(momentOf('2026-03-29', '00:00', 'Europe/Paris'), Date.parse('2026-03-28T23:00:00Z'))
  t.equal(momentOf('2026-03-30', '00:00', 'Europe/Paris'), Date.parse('2026-03-29T22:00:00Z'))
  t.equal(momentOf('2026-10-26', '00:00', 'Europe/Paris'), Date.parse('2026-10-25T23:00:00Z'))
  t.end()
})

t.test('the first day is only noted; then each day runs once, however often one looks', async t => {
  const db = await database()
  const { job, ran } = countingJob('once')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  t.same(ran, [], 'what was due before the house knew of it is not made up for')
  await lookAt(db, job, '2026-03-03T06:59:00+07:00')
  t.same(ran, [])
  for (let look = 0; look < 3; look++) await lookAt(db, job, '2026-03-03T07:00:00+07:00')
  t.same(ran, ['2026-03-03'])
})

t.test('missed days are caught up at the start, oldest first, and not more than a week of them', async t => {
  const db = await database()
  const { job, ran } = countingJob('missed')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await lookAt(db, job, '2026-03-05T12:00:00+07:00')
  t.same(ran, ['2026-03-03', '2026-03-04', '2026-03-05'])
  await lookAt(db, job, '2026-04-01T12:00:00+07:00')
  t.same(ran.slice(3), [26, 27, 28, 29, 30, 31].map(day => `2026-03-${day}`).concat('2026-04-01'))
})

t.test('a clock that moves repeats nothing', async t => {
  const db = await database()
  const { job, ran } = countingJob('clock')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await lookAt(db, job, '2026-03-03T09:00:00+07:00')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await lookAt(db, job, '2026-03-03T09:00:00+07:00')
  t.same(ran, ['2026-03-03'])
  await lookAt(db, job, '2031-01-01T09:00:00+07:00')
  const afterJump = ran.length
  await lookAt(db, job, '2026-03-04T09:00:00+07:00')
  t.equal(ran.length, afterJump + 1, 'back from the future the days go on')
  t.equal(ran.at(-1), '2026-03-04')
})

t.test('what fails is tried again; what is done is not', async t => {
  const db = await database()
  const { job, ran } = countingJob('failing', { fail: call => call < 3 })
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await lookAt(db, job, '2026-03-03T07:00:00+07:00')
  await lookAt(db, job, '2026-03-03T07:15:00+07:00')
  t.same(ran, [])
  const [row] = await ask(db, `select outcome, attempts, error from job_runs where day = '2026-03-03'`)
  t.match(row, { outcome: 'failed', attempts: 2, error: /not today/ })
  await lookAt(db, job, '2026-03-03T07:30:00+07:00')
  await lookAt(db, job, '2026-03-03T07:45:00+07:00')
  t.same(ran, ['2026-03-03'])
})

t.test('two offices that look at the same moment run it once', async t => {
  const db = await database()
  const { job, ran } = countingJob('twice')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await Promise.all(Array.from({ length: 5 }, () => lookAt(db, job, '2026-03-03T09:00:00+07:00')))
  t.same(ran, ['2026-03-03'])
})

t.test('a run whose process died is taken up again', async t => {
  const db = await database()
  const { job, ran } = countingJob('died')
  await lookAt(db, job, '2026-03-02T09:00:00+07:00')
  await ask(
    db,
    `insert into job_runs (job, day, due_at, outcome, attempts) values ('died', '2026-03-03', now(), 'running', 1)`,
  )
  await lookAt(db, job, '2026-03-03T09:00:00+07:00')
  t.same(ran, ['2026-03-03'])
})

t.test('a job that was off does not make up for the days when it is turned on', async t => {
  const db = await database()
  const { job, ran } = countingJob('off')
  const off: Job = { ...job, at: () => undefined }
  await lookAt(db, off, '2026-03-02T09:00:00+07:00')
  await lookAt(db, off, '2026-03-03T09:00:00+07:00')
  await lookAt(db, job, '2026-03-03T10:00:00+07:00')
  t.same(ran, [])
  await lookAt(db, job, '2026-03-04T10:00:00+07:00')
  t.same(ran, ['2026-03-04'])
})

type Db = Awaited<ReturnType<typeof database>>

async function conversation(db: Db, id: string, contact: string, ageDays: number, more = '') {
  await ask(
    db,
    `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version,
       language, queue, arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
       result, reason, who, keys ${more && ', legal_hold'})
     values ($1, 'voice', 'main', 'carrier', $2, 'national', 'main', 'v', 'vi', 'sales',
       now() - $3 * interval '1 day', now() - $3 * interval '1 day', now() - $3 * interval '1 day',
       now() - $3 * interval '1 day', 5000, 2000, 60000, 0, 'answered', 'caller-hung-up', 'caller', '[]'
       ${more && `, ${more}`})`,
    [id, contact, ageDays],
  )
}

async function track(db: Db, folder: string, id: string, call: string, ageDays: number) {
  const path = `2026/01/01/${id}.wav`
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), 'sound')
  await ask(
    db,
    `insert into recordings (recording, conversation, party, agent, started_at, duration_ms, state, path, sha256, bytes)
     values ($1, $2, 'caller', 'ann', now() - $3 * interval '1 day', 60000, 'stored', $4, 'hash', 5)`,
    [id, call, ageDays, path],
  )
  return join(folder, path)
}

t.test('retention erases sound and numbers that are too old, and nothing else', async t => {
  const db = await database()
  const folder = await testFolder(t, 'recordings')
  const { sealKey } = await readSecrets(home)
  await conversation(db, 'old', 'ca', 100)
  await conversation(db, 'held', 'cb', 4_000, 'true')
  await conversation(db, 'older', 'cc', 4_000)
  await conversation(db, 'on-the-line', 'cd', 4_000)
  await conversation(db, 'fresh', 'ca', 0)
  const contacts = ['ca', 'cb', 'cc', 'cd', 'never-ended']
  await storeContacts(db, sealKey, new Map(contacts.map(contact => [contact, `+8490${contact}`])))
  const files = {
    old: await track(db, folder, 'r-old', 'old', 100),
    held: await track(db, folder, 'r-held', 'held', 4_000),
    fresh: await track(db, folder, 'r-fresh', 'fresh', 0),
  }
  const forgotten: string[] = []
  const job = retention({
    recordings: folder,
    forget: async names => void forgotten.push(...names),
    callers: async () => ['cd'],
  })
  const task = { day: '2026-03-03', config, db: await db.connect(), signal: new AbortController().signal }
  const done = await job.run(task)
  t.same(done, { recordings: 1, messages: 0, numbers: 1 })
  t.same(await job.run(task), { recordings: 0, messages: 0, numbers: 0 }, 'again: nothing is left to do')
  task.db.release()
  t.same(
    [existsSync(files.old), existsSync(files.held), existsSync(files.fresh)],
    [false, true, true],
    'the file is gone, those that the law holds or that are young are there',
  )
  t.same(forgotten, ['r-old'])
  const [row] = await ask(db, `select * from recordings where recording = 'r-old'`)
  t.match(row, { state: 'erased', path: null, sha256: 'hash', duration_ms: 60000, erased_at: Date })
  const keys = await ask<{ contact: string }>(db, 'select contact from contact_keys order by contact')
  t.same(
    keys.map(({ contact }) => contact),
    ['ca', 'cb', 'cd', 'never-ended'],
  )
  t.match(await ask(db, `select sealed from contacts where contact = 'cc'`), [{ sealed: '' }])
  t.equal((await ask(db, 'select from conversations')).length, 5, 'every row of the record stays')
  const audited = await ask(db, 'select person, action, object, details from audit order by id')
  t.match(audited, [
    { person: 'retention', action: 'recordings.erase', details: { recordings: ['r-old'], bytes: 5 } },
    { person: 'retention', action: 'numbers.erase', details: { contacts: ['cc'] } },
  ])
  t.notMatch(JSON.stringify(audited), '+8490', 'no number stands in the audit log')
})

t.test('a clock years ahead of the last call erases nothing', async t => {
  const db = await database()
  const folder = await testFolder(t, 'recordings')
  await conversation(db, 'last', 'ca', 1_000)
  const file = await track(db, folder, 'r', 'last', 1_000)
  const job = retention({ recordings: folder, forget: async () => {}, callers: async () => [] })
  const connection = await db.connect()
  const signal = new AbortController().signal
  t.same(await job.run({ day: '2026-03-03', config, db: connection, signal }), {
    recordings: 0,
    messages: 0,
    numbers: 0,
  })
  connection.release()
  t.ok(existsSync(file))
})

type Mail = { to: string[]; text: string; user: string | undefined }

async function mailServer(): Promise<{ port: number; mails: Mail[]; refuse: boolean }> {
  const box = { port: 0, mails: [] as Mail[], refuse: false }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 's3cret' ? done(null, { user: username }) : done(new Error('wrong password')),
    onMailFrom: (_address, _session, done) => done(box.refuse ? new Error('come back later') : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        box.mails.push({
          to,
          text: Buffer.concat(chunks).toString(),
          user: session.user as string | undefined,
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise<void>(resolve => server.close(() => resolve())))
  box.port = (server.server.address() as AddressInfo).port
  return box
}

/** Quoted-printable and base64 parts of a mail as text. */
const readable = (mail: string): string =>
  mail
    .split(/\r\n\r\n/)
    .map(part => {
      if (/^[A-Za-z0-9+/=\r\n]+$/.test(part.split('\r\n--')[0] ?? ''))
        return Buffer.from(part.split('\r\n--')[0] ?? '', 'base64').toString()
      return Buffer.from(
        part
          .replaceAll('=\r\n', '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString()
    })
    .join('\n\n')

t.test('the daily report tells yesterday by queue, once, in the language asked for', async t => {
  const db = await database()
  const server = await mailServer()
  const mail: MailConfig = {
    smtp: { host: '127.0.0.1', port: server.port, secure: false, user: 'tongdai', secret: 'mail' },
    from: 'Tongdai <tongdai@example.vn>',
    to: ['manager@example.vn', 'owner@example.vn'],
    at: '07:00',
    language: 'vi',
  }
  const today = lastDueDay(Date.now(), '00:00', hcm)
  const noonAgo = (Date.now() - momentOf(daysFrom(today, -1), '12:00', hcm)) / 86_400_000
  await conversation(db, 'a', 'ca', noonAgo)
  await conversation(db, 'b', 'cb', noonAgo)
  await conversation(db, 'long-ago', 'cb', noonAgo + 1)
  const job = dailyReport({ home, house: 'house.test', db })
  const at = (day: string, time: string) => new Date(momentOf(day, time, hcm)).toISOString()
  const withMail: Config = { ...config, mail }
  await lookAt(db, job, at(daysFrom(today, -1), '08:00'), withMail)

  await lookAt(db, job, at(today, '07:00'), withMail)
  t.equal(server.mails.length, 0)
  const [failed] = await ask<{ error: string }>(db, `select error from job_runs where outcome = 'failed'`)
  t.match(
    failed?.error,
    /no secret "mail".*npx tongdai secret mail/,
    'a missing password is told, with what to do',
  )

  await writeNamedSecret(home, 'mail', 's3cret')
  server.refuse = true
  await lookAt(db, job, at(today, '07:15'), withMail)
  t.equal(server.mails.length, 0)
  server.refuse = false
  await lookAt(db, job, at(today, '07:30'), withMail)
  await lookAt(db, job, at(today, '07:45'), withMail)
  t.equal(server.mails.length, 1, 'what the server refused is sent when it takes it, and then never again')
  const [sent] = server.mails
  t.match(sent, { to: mail.to, user: 'tongdai' })
  const text = readable(sent?.text ?? '')
  t.match(sent?.text, new RegExp(`Message-ID: <daily-report\\.${daysFrom(today, -1)}@house\\.test>`))
  t.match(text, /Kinh doanh +2 +2 +0/, 'two conversations of yesterday, not the one before')
  t.match(text, /<table/)

  await lookAt(db, job, at(daysFrom(today, 1), '07:00'), { ...config, mail: { ...mail, language: 'en' } })
  await eventually(t, 'the next day has its own', () => server.mails.length === 2)
  t.match(readable(server.mails[1]?.text ?? ''), /No call joined a queue/)
})

t.test('mail.yaml is checked like the other files; without it no report is sent', t => {
  t.equal(config.mail, undefined)
  const good = 'smtp: { host: mail.example.vn }\nfrom: a@example.vn\nto: [b@example.vn]\n'
  const { config: read } = checkTree(treeWith({ 'config/mail.yaml': good }))
  t.match(read?.mail, {
    smtp: { host: 'mail.example.vn', port: 587, secure: false },
    at: '07:00',
    language: 'vi',
  })
  const codes = (text: string) =>
    checkTree(treeWith({ 'config/mail.yaml': text })).findings.map(({ code }) => code)
  t.same(codes(good), [])
  t.same(codes('from: a@example.vn\n'), ['missing-key', 'missing-key'])
  t.same(codes(`${good}at: "25:00"\n`).length, 1)
  t.same(codes(good.replace('b@example.vn', 'nobody')).length, 1)
  t.same(codes(good.replace(' }', ', user: x }')), ['missing-key'])
  t.same(
    codes(good.replace(' }', ', user: x, password: hunter2 }')).length,
    1,
    'a password itself is refused',
  )
  t.same(codes(`${good}colour: red\n`), ['unknown-key'])
  t.same(
    checkTree(treeWith({ 'config/recording.yaml': 'keep: 30m\n' })).findings.map(({ code }) => code),
    ['wrong-value'],
    'nobody erases by a slip of the pen',
  )
  t.end()
})
