import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import { storedNames } from '../../src/asterisk/recording-files.ts'
import { startArchiver } from '../../src/office/archiver.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { readTrack, storeTracks } from '../../src/postgres/recordings.ts'
import { startAsterisk } from '../../src/runtime/asterisk-server.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { eventually, postgresFor, quiet, testFolder } from '../support/stores.ts'

const runtime = await installRuntime({ home: join(import.meta.dirname, '../../.tongdai') })
const { url: databaseUrl } = await postgresFor(t)
await migrate(databaseUrl, quiet)
const db = openDatabase(databaseUrl, quiet)
t.teardown(() => db.end())
const folder = await testFolder(t, 'archiver')
const state = join(folder, 'asterisk')
const etc = join(folder, 'etc')
const archive = join(folder, 'recordings')
const port = await freePort()
const source = { url: `http://127.0.0.1:${port}`, user: 'tongdai', password: 'test' }
const spool = join(state, 'spool', 'recording')

await mkdir(etc, { recursive: true })
for (const name of ['lib', 'spool/recording', 'run', 'log', 'db', 'keys'])
  await mkdir(join(state, name), { recursive: true })
const files = asteriskConfiguration({
  systemName: 'archiver',
  folders: { etc, modules: runtime.asteriskModules, data: runtime.asteriskData, state },
  sip: { bind: '127.0.0.1', port: await freePort('udp'), localNets: [], allow: ['127.0.0.0/8'] },
  rtp: { first: 20_000, last: 20_100 },
  ari: { port, user: source.user, password: source.password },
  trunks: [],
  emergency: [],
  maxCallS: 60,
  maxCalls: 10_000,
})
for (const [name, text] of Object.entries(files)) await writeFile(join(etc, name), text)
const startServer = () => startAsterisk({ runtime, etcFolder: etc, folder: state })
let asterisk = await startServer()
t.teardown(() => asterisk.stop())

/** 8 kHz, 16 bit, mono; `told`: the length that its head tells, where that is not the true one. */
function wav(seconds: number, told?: number): Buffer {
  const sound = Buffer.alloc(seconds * 16_000, 'tone')
  const head = Buffer.from('RIFF....WAVEfmt ....................data....', 'latin1')
  head.writeUInt32LE((told ?? sound.length) + 36, 4)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.writeUInt32LE(told ?? sound.length, 40)
  return Buffer.concat([head, sound])
}

const startedAt = Date.UTC(2026, 2, 2, 23, 59)

async function reported(...recordings: string[]): Promise<void> {
  await storeTracks(
    db,
    recordings.map(recording => ({
      ...{ recording, conversation: 'c1', party: 'caller', agent: 'ann', startedAt },
      ...{ durationMs: 1_000, outcome: 'done' },
    })),
  )
}

const isStored = (recording: string) => async () => (await readTrack(db, recording))?.state === 'stored'

t.test('a finished track comes into the archive whole, and leaves Asterisk', async t => {
  const archiver = startArchiver({ db, source, folder: archive, log: quiet })
  t.teardown(() => archiver.stop())
  const sound = wav(2)
  await writeFile(join(spool, 'c1-rec-1.wav'), sound)
  await reported('c1-rec-1')
  archiver.look()
  await eventually(t, 'it is stored', isStored('c1-rec-1'))
  t.same(await readTrack(db, 'c1-rec-1'), {
    state: 'stored',
    path: '2026/03/02/c1-rec-1.wav',
    bytes: sound.length,
  })
  t.ok((await readFile(join(archive, '2026/03/02/c1-rec-1.wav'))).equals(sound))
  const [row] = await ask<{ sha256: string }>(
    db,
    `select sha256 from recordings where recording = 'c1-rec-1'`,
  )
  t.equal(row?.sha256, createHash('sha256').update(sound).digest('hex'))
  await eventually(t, 'it is gone from Asterisk', () => !existsSync(join(spool, 'c1-rec-1.wav')))
  t.same(await readdir(join(archive, '2026/03/02')), ['c1-rec-1.wav'], 'no draft stays behind')
})

t.test('a track that a crash cut off is put right, so that players play it', async t => {
  const archiver = startArchiver({ db, source, folder: archive, log: quiet })
  t.teardown(() => archiver.stop())
  await writeFile(join(spool, 'c1-rec-2.wav'), wav(3, 0))
  await reported('c1-rec-2')
  archiver.look()
  await eventually(t, 'it is stored', isStored('c1-rec-2'))
  t.ok((await readFile(join(archive, '2026/03/02/c1-rec-2.wav'))).equals(wav(3)))
})

t.test('while Asterisk is away tracks wait, and a restart of ours goes on with them', async t => {
  await writeFile(join(spool, 'c1-rec-3.wav'), wav(1))
  await asterisk.stop()
  const first = startArchiver({ db, source, folder: archive, log: quiet })
  await reported('c1-rec-3', 'c1-rec-4')
  first.look()
  await first.stop()
  t.equal((await readTrack(db, 'c1-rec-3'))?.state, 'in-asterisk')
  const archiver = startArchiver({ db, source, folder: archive, log: quiet })
  t.teardown(() => archiver.stop())
  asterisk = await startServer()
  await eventually(t, 'the track is stored', isStored('c1-rec-3'))
  const given = async () => (await readTrack(db, 'c1-rec-4'))?.state === 'failed'
  await eventually(
    t,
    'the one that Asterisk never had is given up after some tries',
    async () => {
      await ask(db, `update recordings set try_after = now() where recording = 'c1-rec-4'`)
      archiver.look()
      return given()
    },
    20_000,
  )
})

t.test('what a crash of ours left in Asterisk after storing is deleted at the next start', async t => {
  await writeFile(join(spool, 'c1-rec-1.wav'), wav(2))
  await writeFile(join(spool, 'foreign.wav'), wav(1))
  const archiver = startArchiver({ db, source, folder: archive, log: quiet })
  t.teardown(() => archiver.stop())
  await eventually(t, 'ours is gone', () => !existsSync(join(spool, 'c1-rec-1.wav')))
  t.same(await storedNames(source), ['foreign'], 'what is not ours stays')
  await rm(join(spool, 'foreign.wav'))
})

t.test('a full disk keeps the sound in Asterisk until there is room', async t => {
  await writeFile(join(spool, 'c1-rec-5.wav'), wav(1))
  await writeFile(join(folder, 'no-folder'), '')
  const stuck = startArchiver({ db, source, folder: join(folder, 'no-folder'), log: quiet })
  await reported('c1-rec-5')
  const failure = async () =>
    (await ask<{ failure: string }>(db, `select failure from recordings where recording = 'c1-rec-5'`))[0]
      ?.failure
  await eventually(t, 'the failure is noted', async () => {
    stuck.look()
    return (await failure()) !== null
  })
  await stuck.stop()
  t.ok(existsSync(join(spool, 'c1-rec-5.wav')))
  const archiver = startArchiver({ db, source, folder: archive, log: quiet })
  t.teardown(() => archiver.stop())
  await eventually(t, 'stored when there is room', async () => {
    archiver.look()
    return isStored('c1-rec-5')()
  })
})
