// HTTPS from the first start: a certificate authority of this house, made once, and a server certificate that
// it signs. `tls: { cert, key }` in config/server.yaml replaces both.
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { writePrivateFile } from '../secrets/private-file.ts'

export type Certificates = {
  /** PEM. */
  cert: string
  key: string
  /** PEM file that a client trusts to know us: our authority, or the owner's own certificate. */
  trust: string
  /** SHA-256 of the authority (or of the owner's certificate), as browsers show it: `AB:CD:…`. */
  fingerprint: string
  /** Epoch ms. */
  validUntil: number
}

/** The owner's certificate can't be used; the sentence says why and what to do. */
export class BadCertificate extends Error {
  readonly code = 'bad-certificate'
}

const day = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * Reads the certificates, and makes those that are missing, end within a month or lack one of our names.
 * @param own absolute paths of the owner's certificate chain and key
 * @throws BadCertificate
 */
export async function readCertificates(
  home: string,
  own?: { cert: string; key: string },
  names: readonly string[] = ourNames(),
): Promise<Certificates> {
  if (own) return ownersCertificates(own)
  const folder = join(home, 'tls')
  const authority = (await pairIn(folder, 'ca')) ?? (await newAuthority(folder))
  const kept = await pairIn(folder, 'server')
  const server =
    kept && fits(kept.cert, authority.cert, names) ? kept : await newServer(folder, authority, names)
  return described(server, join(folder, 'ca.pem'), authority.cert)
}

type Pair = { cert: string; key: string }

async function ownersCertificates(own: { cert: string; key: string }): Promise<Certificates> {
  const [cert, key] = await Promise.all([read(own.cert), read(own.key)])
  try {
    return described({ cert, key }, own.cert, cert)
  } catch (cause) {
    throw new BadCertificate(`${own.cert} is no PEM certificate. Check tls.cert in config/server.yaml.`, {
      cause,
    })
  }
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new BadCertificate(`${file} cannot be read (${cause.code}). Check tls in config/server.yaml.`, {
      cause,
    })
  })
}

function described({ cert, key }: Pair, trust: string, trusted: string): Certificates {
  const validUntil = Date.parse(new X509Certificate(cert).validTo)
  return { cert, key, trust, fingerprint: new X509Certificate(trusted).fingerprint256, validUntil }
}

async function pairIn(folder: string, name: string): Promise<Pair | undefined> {
  try {
    const [cert, key] = await Promise.all([
      readFile(join(folder, `${name}.pem`), 'utf8'),
      readFile(join(folder, `${name}.key`), 'utf8'),
    ])
    return { cert, key }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function fits(cert: string, authority: string, names: readonly string[]): boolean {
  const server = new X509Certificate(cert)
  const known = new X509Certificate(authority)
  return (
    server.verify(known.publicKey) &&
    Date.parse(server.validTo) > Date.now() + 30 * day &&
    names.every(name => (isAddress(name) ? server.checkIP(name) : server.checkHost(name)) !== undefined)
  )
}

async function newAuthority(folder: string): Promise<Pair> {
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

async function newServer(folder: string, authority: Pair, names: readonly string[]): Promise<Pair> {
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

/** What people may type to reach us: localhost, the machine's name, its addresses. */
function ourNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(list =>
    (list ?? []).map(({ address }) => address),
  )
  const own = addresses.filter(address => !address.startsWith('fe80:'))
  const name = hostname()
  const hosts = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name) ? ['localhost', name] : ['localhost']
  return [...new Set([...hosts, '127.0.0.1', ...own])]
}

function isAddress(name: string): boolean {
  return name.includes(':') || /^[\d.]+$/.test(name)
}

/** Loaded only when a certificate is to be made: most starts do without it. */
async function loadX509() {
  await import('./reflect.ts')
  return import('@peculiar/x509')
}
