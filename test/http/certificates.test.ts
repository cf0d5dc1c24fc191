import { X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { readCertificates } from '../../src/http/certificates.ts'
import { testFolder } from '../support/stores.ts'

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
