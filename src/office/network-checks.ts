// The doctor looks at the network: whether somebody listens for SIP, whether names that the configuration mentions are
// found, and whether trunks outside can send speech to us.
import { lookup } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'
import { isInside } from '../outside/addresses.ts'
import { told } from '../told/told.ts'
import { bad, type Check, good, type Patient, warning } from './check.ts'

const DNS_MS = 2_000

export async function checkNetwork({ config }: Pick<Patient, 'config'>): Promise<Check[]> {
  const [sip, dns] = await Promise.all([checkSip(config.server.sip.port), checkNames(namesIn(config))])
  return [...sip, ...dns, ...checkNat(config, ownAddresses())]
}

/** What the kernel says of UDP ports; on other systems it says nothing. */
async function checkSip(port: number): Promise<Check[]> {
  const tables = await Promise.all(
    ['/proc/net/udp', '/proc/net/udp6'].map(file => readFile(file, 'utf8').catch(() => '')),
  )
  const lines = tables.flatMap(text => text.split('\n').slice(1))
  if (lines.length === 0) return []
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const isHeard = lines.some(line => line.trim().split(/\s+/)[1]?.endsWith(`:${hex}`))
  if (isHeard) return [good('sip', told`Somebody listens for SIP on UDP port ${port}.`)]
  const hint = told`Phones and trunks reach nobody: look at Asterisk's log, and whether another program has the port.`
  return [bad('sip', told`Nobody listens for SIP on UDP port ${port}.`, hint)]
}

/** Names that belong to nobody, for examples such as ours (RFC 2606, RFC 6761). */
const EXAMPLE = /(^|\.)(example(\.(com|net|org))?|test|invalid)$/i

/** Names of machines, without those that are addresses already, and without examples. */
export function namesIn({ trunks, mail, lookups, sends }: Config): string[] {
  const urls = [
    ...Object.values(lookups.lookups).flatMap(one => (one.kind === 'http' ? [one.url] : [])),
    ...Object.values(sends).flatMap(one => (one.kind === 'webhook' ? [one.url] : [])),
  ]
  const hosts = [
    ...trunks.flatMap(({ registration }) => registration?.host ?? []),
    ...(mail ? [mail.smtp.host] : []),
    ...urls.flatMap(url => (URL.canParse(url) ? [new URL(url).hostname] : [])),
  ]
  const isAddress = (host: string) => isIP(host.replace(/^\[|\]$/g, '')) !== 0
  return [...new Set(hosts)].filter(host => !isAddress(host) && !EXAMPLE.test(host))
}

export async function checkNames(names: readonly string[]): Promise<Check[]> {
  if (names.length === 0) return []
  const late = new Promise<false>(resolve => setTimeout(resolve, DNS_MS, false).unref())
  const found = await Promise.all(
    names.map(name =>
      Promise.race([
        lookup(name).then(
          () => true,
          () => false,
        ),
        late,
      ]),
    ),
  )
  const missing = names.filter((_, index) => !found[index])
  if (missing.length === 0)
    return [good('dns', told`All ${names.length} names in the configuration are found.`)]
  const hint = told`Look for slips of the pen in the configuration, then at the machine's name servers (/etc/resolv.conf).`
  return [bad('dns', told`These names are not found: ${missing.slice(0, 10).join(', ')}.`, hint)]
}

/** @param own IPv4 addresses of this machine, without loopback */
export function checkNat(
  { server, trunks }: Pick<Config, 'server' | 'trunks'>,
  own: readonly string[],
): Check[] {
  const { publicAddress, sip, rtp } = server
  if (publicAddress !== undefined) {
    if (own.includes(publicAddress))
      return [good('nat', told`The public address ${publicAddress} is this machine's own.`)]
    const ports = `${sip.port}, ${rtp.first}–${rtp.last}`
    return [
      good(
        'nat',
        told`Outside this machine is ${publicAddress}: the router must forward UDP ${ports} to it.`,
      ),
    ]
  }
  const outside = trunks.filter(({ match }) => match.some(one => !isInside(one.split('/')[0] ?? '')))
  const isPrivate = own.length > 0 && own.every(isInside)
  if (outside.length === 0 || !isPrivate)
    return [good('nat', told`No public address is needed: trunks reach this machine directly.`)]
  return [
    warning(
      'nat',
      told`This machine has private addresses only (${own.join(', ')}): the trunk ${outside[0]?.name ?? ''} would send speech to them.`,
      told`Write public-address: in config/server.yaml, and let the router forward the ports of SIP and RTP.`,
    ),
  ]
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(one => one ?? [])
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
}
