import { X509Certificate } from 'node:crypto'
import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { pino } from 'pino'
import t from 'tap'
import { readCertificates } from '../../src/http/certificates.ts'
import { followCertificate } from '../../src/office/certificate-following.ts'
import { fingerprintAt } from '../support/fingerprint.ts'
import { eventually, testFolder } from '../support/stores.ts'

t.test(
  'the first start makes an authority and a certificate that clients accept by any of our names',
  async t => {
    const home = await testFolder(t, 'tls')
    const names = ['localhost', 'tongdai.example', '127.0.0.1', '::1']
    const made = await readCertificates(home, undefined, names)
    t.match(made.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    t.equal(made.fingerprint, new X509Certificate(await readFile(made.trust)).fingerprint256)
    for (const file of ['ca.key', 'ca.pem', 'server.key', 'server.pem']) {
      t.equal((await stat(join(home, 'tls', file))).mode & 0o777, 0o600, file)
    }
    const server = createServer(made, (_asked, answer) => answer.end('hello')).listen(0, '127.0.0.1')
    t.teardown(() => server.close())
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const ca = await readFile(made.trust)
    for (const servername of ['localhost', 'tongdai.example', '']) {
      const status = await new Promise((resolve, reject) => {
        const options = { port, host: '127.0.0.1', ca, ...(servername && { servername }), agent: false }
        request(options, answer => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
      t.equal(status, 200, servername || '127.0.0.1')
    }
  },
)

t.test('later starts keep them; a new name gets a new certificate from the same authority', async t => {
  const home = await testFolder(t, 'tls')
  const first = await readCertificates(home, undefined, ['localhost'])
  t.same(await readCertificates(home, undefined, ['localhost']), first)
  const moved = await readCertificates(home, undefined, ['localhost', '192.0.2.7'])
  t.not(moved.cert, first.cert)
  t.equal(moved.fingerprint, first.fingerprint)
  t.equal(new X509Certificate(moved.cert).checkIP('192.0.2.7'), '192.0.2.7')
})

t.test('the owner’s certificate replaces ours, and is refused with a sentence when it is none', async t => {
  const home = await testFolder(t, 'tls')
  const ours = await readCertificates(home, undefined, ['localhost'])
  const own = { cert: join(home, 'tls/server.pem'), key: join(home, 'tls/server.key') }
  const taken = await readCertificates(home, own)
  t.equal(taken.cert, ours.cert)
  t.equal(taken.trust, own.cert)
  await t.rejects(readCertificates(home, { ...own, cert: join(home, 'missing.pem') }), {
    code: 'bad-certificate',
  })
  await writeFile(join(home, 'rubbish.pem'), 'rubbish')
  await t.rejects(readCertificates(home, { ...own, cert: join(home, 'rubbish.pem') }), {
    code: 'bad-certificate',
  })
  const foreign = { cert: own.cert, key: join(home, 'tls/ca.key') }
  await t.rejects(readCertificates(home, foreign), { code: 'bad-certificate', message: /does not belong/ })
})

t.test('a renewed certificate is in use without a restart; half of a new pair changes nothing', async t => {
  const home = await testFolder(t, 'tls')
  const made = async (name: string) => readCertificates(join(home, name), undefined, ['localhost'])
  const [first, second, third] = [await made('1'), await made('2'), await made('3')]
  const own = { cert: join(home, 'own.pem'), key: join(home, 'own.key') }
  const put = async (pair: { cert: string; key: string }) => {
    await writeFile(own.key, pair.key)
    await writeFile(own.cert, pair.cert)
  }
  await put(first)
  const server = createServer(first, (_asked, answer) => answer.end('hello')).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const told: string[] = []
  const log = pino({ level: 'info' }, { write: line => told.push(line) })
  const stop = await followCertificate({
    ...{ home, log, everyMs: 20, files: () => own },
    take: async certificates => void server.setSecureContext(certificates),
  })
  t.teardown(stop)
  const shows = async (pair: { cert: string }) =>
    (await fingerprintAt(port)) === new X509Certificate(pair.cert).fingerprint256
  t.ok(await shows(first))
  const open = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: await readFile(first.trust) })
  t.teardown(() => open.destroy())
  await new Promise(resolve => open.once('secureConnect', resolve))

  await writeFile(own.cert, second.cert)
  await eventually(t, 'a certificate whose key is still to come is told', () => told.length > 0)
  t.match(told[0], /cannot be used \(yet\)/)
  t.ok(await shows(first), 'the one before goes on')
  await writeFile(own.key, second.key)
  await eventually(t, 'with its key it is taken', () => shows(second))

  // As renewing programs do: names that point to the newest pair.
  await writeFile(join(home, 'third.pem'), third.cert)
  await writeFile(join(home, 'third.key'), third.key)
  for (const [name, file] of Object.entries({ cert: own.cert, key: own.key })) {
    await rm(file)
    await symlink(join(home, name === 'cert' ? 'third.pem' : 'third.key'), file)
  }
  await eventually(t, 'a link that was moved is followed', () => shows(third))
  await rm(own.cert)
  const count = told.length
  await eventually(t, 'files that vanish are told', () => told.length > count)
  t.ok(await shows(third))
  t.equal(open.destroyed, false, 'who was connected all along still is')
})
