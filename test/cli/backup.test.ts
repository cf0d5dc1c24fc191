// Backup and restore with a database of the owner's own; whole houses are in test/acceptance/backup.test.ts.
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { checkTree } from '../../src/config.ts'
import { storeContacts } from '../../src/postgres/contacts.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { checkout, copyOfShipped, shipped } from '../config/shipped.ts'
import { emptyDatabase, quiet as log, postgresFor, testFolder } from '../support/stores.ts'

const postgres = await postgresFor(t)
const shelf = await testFolder(t, 'shelf')
const { config } = checkTree(shipped)
if (!config) throw new Error('the shipped configuration has mistakes')

async function place() {
  const home = await testFolder(t, 'home')
  const configRoot = await copyOfShipped(t)
  const databaseUrl = await emptyDatabase(postgres.url)
  const tongdai = (...args: string[]) =>
    runCommand(process.execPath, [join(checkout, 'src/cli/tongdai.ts'), ...args], {
      env: {
        TONGDAI_HOME: home,
        TONGDAI_RUNTIME: join(checkout, '.tongdai'),
        TONGDAI_CONFIG: configRoot,
        DATABASE_URL: databaseUrl,
      },
    })
  const rows = async (sql: string) => {
    const db = openDatabase(databaseUrl, log, { max: 1 })
    return ask(db, sql).finally(() => db.end())
  }
  return { home, configRoot, databaseUrl, tongdai, rows }
}

const old = await place()
const secrets = await readSecrets(old.home)
await prepareDatabase(old.databaseUrl, { config, home: old.home, log })
const db = openDatabase(old.databaseUrl, log)
await storeContacts(db, secrets.sealKey, new Map([['caller', '+84912345678']]))
await ask(
  db,
  `insert into recordings (recording, conversation, party, agent, started_at, state, path, sha256, bytes) values
     ('kept', 'c', 'caller', 'ann', now(), 'stored', '2026/03/02/kept.wav', 'hash', 5),
     ('in-asterisk', 'c', 'agent', 'ann', now(), 'in-asterisk', null, null, null)`,
)
await db.end()
await mkdir(join(old.home, 'recordings/2026/03/02'), { recursive: true })
await writeFile(join(old.home, 'recordings/2026/03/02/kept.wav'), 'sound')
await writeFile(join(old.home, 'recordings/2026/03/02/half.wav.part'), 'so')
await appendFile(join(old.configRoot, 'config/queues.yaml'), '\n# ours\n')
const file = join(shelf, 'house.tar')

t.test(
  'a backup of a database elsewhere rises in another one, with secrets, sound and configuration',
  async t => {
    const taken = await old.tongdai('backup', file)
    t.equal(taken.code, 0, taken.stderr)
    const fresh = await place()
    const restored = await fresh.tongdai('restore', file)
    t.equal(restored.code, 0, restored.stderr)
    t.same((await readSecrets(fresh.home)).sealKey, secrets.sealKey)
    t.same(
      await fresh.rows('select * from people order by id'),
      await old.rows('select * from people order by id'),
    )
    t.same(
      await fresh.rows('select contact, sealed from contacts'),
      await old.rows('select contact, sealed from contacts'),
    )
    t.equal(await readFile(join(fresh.home, 'recordings/2026/03/02/kept.wav'), 'utf8'), 'sound')
    t.notOk(
      existsSync(join(fresh.home, 'recordings/2026/03/02/half.wav.part')),
      'what was half written is not in it',
    )
    t.match(await readFile(join(fresh.configRoot, 'config/queues.yaml'), 'utf8'), /# ours/)
    t.same(
      (await readdir(fresh.home)).filter(name => name.startsWith('before-')).length,
      1,
      'the configuration that was there before lies aside',
    )

    const again = await fresh.tongdai('restore', file)
    t.equal(again.code, 1)
    t.match(again.stderr, /There is a house already:.*secrets.*tables in DATABASE_URL/s)
    await fresh.rows(`delete from people where id = 'ann' and false; update people set name = 'changed'`)
    const forced = await fresh.tongdai('restore', file, '--force')
    t.equal(forced.code, 0, forced.stderr)
    t.same(
      await fresh.rows('select * from people order by id'),
      await old.rows('select * from people order by id'),
    )
  },
)

t.test('a damaged backup changes nothing', async t => {
  const cut = join(shelf, 'cut.tar')
  await writeFile(cut, await readFile(file))
  await truncate(cut, 20_000)
  const fresh = await place()
  const restored = await fresh.tongdai('restore', cut)
  t.equal(restored.code, 1)
  t.match(restored.stderr, /is no whole backup/)
  t.notOk(existsSync(join(fresh.home, 'secrets')))
  t.same(await fresh.rows(`select from pg_tables where schemaname = 'public'`), [])
})

t.test('a database that is away is told in a sentence, and no half backup is left', async t => {
  await postgres.stop()
  const failed = await old.tongdai('backup', join(shelf, 'none.tar'))
  await postgres.start()
  t.equal(failed.code, 1)
  t.match(failed.stderr, /PostgreSQL does not answer/)
  t.notMatch(failed.stderr, /at .*\.ts:/, 'no stack trace')
  t.same(
    (await readdir(shelf)).filter(name => name.startsWith('none')),
    [],
  )
})
