// Makes certificates: ECDSA P-256, by @peculiar/x509, which is loaded only then.
import { randomBytes, webcrypto } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { writePrivateFile } from '../secrets/private-file.ts'

/** PEM. */
export type Pair = { cert: string; key: string }

const day = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A certificate authority of this house, kept in `folder` as `ca.pem` and `ca.key`. */
export async function newAuthority(folder: string): Promise<Pair> {
  const x509 = await loadX509()
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(16).toString('hex'),
    name: `CN=Tongdai ${hostname()}`,
    ...validFor(3650),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return written(folder, 'ca', certificate.toString('pem'), keys.privateKey)
}

/** A server certificate for `names`, signed by the authority: `server.pem` and `server.key`. */
export async function newServer(folder: string, authority: Pair, names: readonly string[]): Promise<Pair> {
  const x509 = await loadX509()
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const issuer = new x509.X509Certificate(authority.cert)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomBytes(16).toString('hex'),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    // Browsers refuse certificates that live longer than 825 days.
    ...validFor(820),
    publicKey: keys.publicKey,
    signingKey: await privateKeyOf(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map(value => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return written(folder, 'server', certificate.toString('pem'), keys.privateKey)
}

function validFor(days: number): { notBefore: Date; notAfter: Date } {
  // An hour back, for phones and browsers whose clocks are behind.
  return { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + days * day) }
}

async function written(folder: string, name: string, cert: string, key: webcrypto.CryptoKey): Promise<Pair> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64')
  const pem = `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  // The key first: a certificate whose key is there is what makes a pair.
  await writePrivateFile(join(folder, `${name}.key`), pem)
  await writePrivateFile(join(folder, `${name}.pem`), `${cert}\n`)
  return { cert: `${cert}\n`, key: pem }
}

async function privateKeyOf(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
}

export function isAddress(name: string): boolean {
  return name.includes(':') || /^[\d.]+$/.test(name)
}

/** Loaded only when a certificate is to be made: most starts do without it. */
async function loadX509() {
  await import('./reflect.ts')
  return import('@peculiar/x509')
}
