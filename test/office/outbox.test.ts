// What flows sent reaches the other side, signed and under one id, however often that falls over; and what can't be
// delivered is told, never lost.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t, { type Test } from 'tap'
import type { Config } from '../../src/config/config-types.ts'
import { boxesFile } from '../../src/config/files/boxes.ts'
import { mailFile } from '../../src/config/files/mail.ts'
import { sendsFile } from '../../src/config/files/sends.ts'
import { type OutboxOptions, startOutbox } from '../../src/office/outbox.ts'
import { storeContacts } from '../../src/postgres/contacts.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { noticeMessages, storeMessages } from '../../src/postgres/messages.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { trackStored } from '../../src/postgres/recordings.ts'
import { findSendings, retrySending, storeSendings } from '../../src/postgres/sendings.ts'
import { writeNamedSecret } from '../../src/secrets/named-secret.ts'
import { seal } from '../../src/secrets/sealing.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { emptyDatabase, eventually, postgresFor, quiet, testFolder } from '../support/stores.ts'

const postgres = await postgresFor(t)
const home = await testFolder(t, 'outbox')
const { sealKey } = await readSecrets(home)
await writeNamedSecret(home, 'hook', 'our word')

async function setting(t: Test, files: { sends?: unknown; boxes?: unknown; mail?: unknown }) {
  const url = await emptyDatabase(postgres.url)
  await migrate(url, quiet)
  const db = openDatabase(url, quiet)
  await storeContacts(db, sealKey, new Map([['lan', '+84901234567']]))
  const { value: sends } = sendsFile.read(files.sends ?? {})
  const { value: boxes } = boxesFile.read(files.boxes ?? {})
  const { value: post } = mailFile.read(files.mail ?? {})
  const config = { sends, boxes, ...post } as unknown as Config
  const open = (more: Partial<OutboxOptions> = {}) => {
    const parts = { db, home, sealKey, config: () => config, house: 'house.invalid', log: quiet }
    const pagesUrl = () => 'https://tongdai.example.vn:8443'
    return startOutbox({ ...parts, pagesUrl, everyMs: 20, firstPauseMs: 20, ...more })
  }
  t.teardown(() => db.end())
  const arrived = async (conversation: string, contact = 'lan') =>
    ask(
      db,
      `insert into journal (id, v, at, conversation, type, data)
       values ($1 || ':1', 1, now(), $1, 'CallArrived', $2)`,
      [conversation, JSON.stringify({ type: 'CallArrived', contact })],
    )
  const sending = (id: string, send: string, given: object, contact = 'lan') =>
    storeSendings(db, [
      {
        id,
        conversation: id.split(':')[0] ?? '',
        at: Date.now(),
        send,
        sealed: seal(sealKey, JSON.stringify(given), contact),
      },
    ])
  const stateOf = async (id: string) => (await findSendings(db, { limit: 50 })).find(one => one.id === id)
  return { db, open, arrived, sending, stateOf }
}

async function hookFor(t: Test, statusOf: (nth: number) => number) {
  const came: { headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    came.push({ headers: request.headers, body })
    response.writeHead(statusOf(came.length), { location: '/elsewhere' }).end('x'.repeat(1_000))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { came, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

t.test('a webhook is signed, and tried again under the same id until it is taken', async t => {
  const hook = await hookFor(t, nth => [500, 302, 429, 204][nth - 1] ?? 204)
  const send = { url: hook.url, secret: 'hook', fields: { source: 'tongdai' }, 'allow-private': true }
  const { db, open, arrived, sending, stateOf } = await setting(t, { sends: { order: send } })
  await arrived('c1')
  await sending('c1:7', 'order', { order: '4711', phone: { caller: true }, vip: true, pin: { secret: 'h' } })
  await sending('c1:7', 'order', { order: 'another' })
  const outbox = open()
  await eventually(t, 'it is taken', async () => (await stateOf('c1:7'))?.state === 'sent')
  await outbox.stop()
  t.equal(hook.came.length, 4, 'once for each refusal, and once more')
  for (const { headers, body } of hook.came) {
    t.equal(headers['idempotency-key'], 'c1:7')
    const signed = createHmac('sha256', 'our word')
      .update(`${headers['tongdai-timestamp']}.${body}`)
      .digest('hex')
    t.equal(headers['tongdai-signature'], `v1=${signed}`)
    t.match(JSON.parse(body), { id: 'c1:7', send: 'order', conversation: 'c1' })
    const fields = { source: 'tongdai', order: '4711', phone: '+84901234567', vip: true }
    t.strictSame(JSON.parse(body).fields, fields, 'of a secret nothing is said')
  }
  const [row] = await ask<{ sealed: string; attempts: number }>(db, 'select sealed, attempts from sendings')
  t.same(row, { sealed: '', attempts: 4 }, 'what was said is forgotten')
})

t.test('a process that ends in the middle delivers again: at least once, and known by its id', async t => {
  const hook = await hookFor(t, () => 200)
  const { db, open, arrived, sending, stateOf } = await setting(t, {
    sends: { order: { url: hook.url, 'allow-private': true } },
  })
  await arrived('c1')
  await sending('c1:7', 'order', {})
  const first = open()
  await eventually(t, 'it is taken', async () => (await stateOf('c1:7'))?.state === 'sent')
  await first.stop()
  // As if we had died before we wrote it down.
  await ask(db, `update sendings set state = 'waiting', sealed = $1`, [seal(sealKey, '{}', 'lan')])
  const second = open()
  await eventually(t, 'it is taken again', async () => (await stateOf('c1:7'))?.state === 'sent')
  await second.stop()
  t.same(new Set(hook.came.map(({ headers }) => headers['idempotency-key'])), new Set(['c1:7']))
  t.equal(hook.came[0]?.headers['tongdai-signature'], undefined, 'nobody asked for a signature')
})

t.test(
  'private addresses are refused, and what fails for a day is given up until a person says otherwise',
  async t => {
    const hook = await hookFor(t, () => 200)
    const { db, open, arrived, sending, stateOf } = await setting(t, { sends: { order: { url: hook.url } } })
    await arrived('c1')
    await sending('c1:7', 'order', { order: '4711' })
    await sending('c1:8', 'gone', {})
    const outbox = open()
    t.teardown(() => outbox.stop())
    await eventually(t, 'both are tried', async () => {
      const states = [await stateOf('c1:7'), await stateOf('c1:8')]
      return states.every(one => (one?.attempts ?? 0) > 1)
    })
    t.match(await stateOf('c1:7'), { state: 'waiting', failure: 'private-address' })
    t.match(await stateOf('c1:8'), { state: 'waiting', failure: 'no-such-send' })
    t.equal(hook.came.length, 0)
    await ask(db, `update sendings set give_up_at = now() - interval '1 second', try_after = now()`)
    await eventually(t, 'it is given up', async () => (await stateOf('c1:7'))?.state === 'failed')
    const before = (await stateOf('c1:7'))?.attempts ?? 0
    t.equal(await retrySending(db, 'c1:7'), true)
    await eventually(
      t,
      'it is tried again',
      async () => ((await stateOf('c1:7'))?.attempts ?? 0) > before + 1,
    )
    t.equal((await stateOf('c1:7'))?.state, 'waiting', 'for another day')
    await ask(db, `update sendings set sealed = '', state = 'failed' where id = 'c1:7'`)
    t.equal(await retrySending(db, 'c1:7'), false, 'what was erased can be sent no more')
    t.equal(await retrySending(db, 'nobody:1'), false)
  },
)

t.test('mails are filled in, and a message in a box is told once to those who want to know', async t => {
  const mails: string[] = []
  let refuses = 1
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', part => {
        text += part
      })
      stream.on('end', () => {
        if (refuses-- > 0) return done(Object.assign(new Error('later'), { responseCode: 451 }))
        mails.push(text)
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise<void>(resolve => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const { db, open, arrived, sending, stateOf } = await setting(t, {
    sends: {
      complaint: {
        to: ['quality@example.vn'],
        subject: 'Order {order}',
        text: 'From {phone}: {order}{nothing}',
      },
    },
    boxes: { sales: { queue: 'sales', notify: ['sales@example.vn'], title: { en: 'Sales' } }, quiet: {} },
    mail: {
      smtp: { host: '127.0.0.1', port },
      from: 'pbx@example.vn',
      to: ['boss@example.vn'],
      language: 'en',
    },
  })
  await arrived('c1')
  await sending('c1:7', 'complaint', { order: '4711\r\nbcc: all@example.vn', phone: { caller: true } })
  const outbox = open()
  t.teardown(() => outbox.stop())
  await eventually(t, 'it is taken', async () => (await stateOf('c1:7'))?.state === 'sent')
  t.equal((await stateOf('c1:7'))?.attempts, 2, 'the server put it off once')
  const [mail = ''] = mails
  t.match(mail, /^To: quality@example\.vn\r$/m)
  t.match(mail, /^Subject: Order 4711 bcc: all@example\.vn\r$/m, 'a value adds no header')
  t.match(mail, /From \+84901234567: 4711/)
  t.match(mail, /^Message-ID: <c1\.7@house\.invalid>\r$/m)

  await ask(
    db,
    `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
       arrived_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
     values ('c1', 'voice', 'main', 'carrier', 'lan', 'national', 'main', 'v', 'vi', now(), now(), 0, 0, 0, 0,
       'left', 'caller-hung-up', 'caller', '[]')`,
  )
  const left = { conversation: 'c1', startedAt: Date.now(), outcome: 'done', dropped: false } as const
  await storeMessages(db, [
    { ...left, recording: 'c1-msg-1', box: 'sales', durationMs: 4_000 },
    { ...left, recording: 'c1-msg-2', box: 'sales', durationMs: 4_000, dropped: true },
    { ...left, recording: 'c1-msg-3', box: 'sales', durationMs: 900 },
    { ...left, recording: 'c1-msg-4', box: 'quiet', durationMs: 4_000 },
  ])
  for (const n of [1, 2, 3, 4])
    await trackStored(db, `c1-msg-${n}`, { path: `${n}.wav`, sha256: '', bytes: 1, durationMs: 4_000 })
  await eventually(t, 'it is told', () => mails.length === 2)
  t.match(mails[1], /^To: sales@example\.vn\r$/m)
  t.match(mails[1], /https:\/\/tongdai\.example\.vn:8443\/voicemail\?box=3Dsales|voicemail\?box=sales/)
  t.notMatch(mails[1], /84901234567/, 'whose it is, only the page tells')
  t.equal(await noticeMessages(db, ['sales', 'quiet']), 1, 'of the other box nobody had been told')
  t.equal(await noticeMessages(db, ['sales', 'quiet']), 0)
})
