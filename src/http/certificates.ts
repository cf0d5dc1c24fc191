// HTTPS from the first start: a certificate authority of this house, made once, and a server certificate that
// it signs. `tls: { cert, key }` in config/server.yaml replaces both.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { isAddress, newAuthority, newServer, type Pair } from './certificate-making.ts'

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

async function ownersCertificates(own: { cert: string; key: string }): Promise<Certificates> {
  const [cert, key] = await Promise.all([read(own.cert), read(own.key)])
  const refused = (sentence: string, cause?: unknown) =>
    new BadCertificate(`${sentence} Check tls in config/server.yaml.`, { cause })
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
      return described({ cert, key }, own.cert, cert)
    }
  } catch (cause) {
    throw refused(`${own.cert} and ${own.key} are not a certificate and its key in PEM.`, cause)
  }
  throw refused(`The key in ${own.key} does not belong to the certificate in ${own.cert}.`)
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
