import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { contactRef, seal, unseal } from '../../src/secrets/sealing.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'

async function newHome(test: { teardown(f: () => Promise<void>): void }): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tongdai-secrets-'))
  test.teardown(() => rm(home, { recursive: true }))
  return home
}

t.test('the first start makes the secrets, and each later one reads the same', async t => {
  const home = await newHome(t)
  const [one, two, three] = await Promise.all([readSecrets(home), readSecrets(home), readSecrets(home)])
  t.same(one, two)
  t.same(two, three)
  t.same(await readSecrets(home), one)
  t.ok(one.apiToken.length >= 22 && /^[\w-]+$/.test(one.apiToken), 'at least 128 bits, safe in a URL')
  t.not(one.sealKey.toString('hex'), one.contactKey.toString('hex'))
})

t.test('secrets are readable by their owner only, and no draft stays behind', async t => {
  const home = await newHome(t)
  await readSecrets(home)
  const folder = join(home, 'secrets')
  t.equal((await stat(folder)).mode & 0o777, 0o700)
  const files = (await readdir(folder)).sort()
  t.same(files, ['api.token', 'ari.password', 'master.key', 'postgres.password', 'redis.password'])
  for (const file of files) t.equal((await stat(join(folder, file))).mode & 0o777, 0o600, file)
})

t.test('a damaged master key is refused, never replaced', async t => {
  const home = await newHome(t)
  await readSecrets(home)
  await writeFile(join(home, 'secrets/master.key'), 'short')
  await t.rejects(readSecrets(home), { code: 'bad-secret' })
})

t.test('a number has one reference, which another house cannot guess', t => {
  const key = Buffer.alloc(32, 1)
  t.match(contactRef(key, '+84901234567'), /^[a-z2-7]{20}$/)
  t.equal(contactRef(key, '+84901234567'), contactRef(key, '+84901234567'))
  t.not(contactRef(key, '+84901234567'), contactRef(key, '+84901234568'))
  t.not(contactRef(key, '+84901234567'), contactRef(Buffer.alloc(32, 2), '+84901234567'))
  t.end()
})

t.test('a seal opens only with its key, for its contact, unchanged', t => {
  const key = Buffer.alloc(32, 1)
  const sealed = seal(key, '+84901234567', 'contact-a')
  t.equal(unseal(key, sealed, 'contact-a')?.toString(), '+84901234567')
  t.equal(unseal(key, sealed, 'contact-b'), undefined)
  t.equal(unseal(Buffer.alloc(32, 2), sealed, 'contact-a'), undefined)
  const broken = Buffer.from(sealed, 'base64')
  broken[30]! ^= 1
  t.equal(unseal(key, broken.toString('base64'), 'contact-a'), undefined)
  for (const rubbish of ['', 'AQ==', 'not base64 at all, but long enough to be one of them …']) {
    t.equal(unseal(key, rubbish, 'contact-a'), undefined)
  }
  t.end()
})
