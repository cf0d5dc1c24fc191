// Which addresses are nobody's business outside: our own machine, private networks, the metadata services of clouds,
// and what is no single host at all. A flow's owner may allow them for a service of his own (allow-private).
import { BlockList, isIP } from 'node:net'

const V4 = [
  ['0.0.0.0', 8], // this host
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carriers' own, and the metadata of some clouds
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata of most clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // for examples
  ['192.88.99.0', 24], // to IPv6
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // for benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // many at once
  ['240.0.0.0', 4],
] as const

const V6 = [
  ['::', 96], // unspecified, loopback, IPv4 in its old form
  ['64:ff9b::', 96], // IPv4 behind NAT64
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23], // Teredo and its like
  ['2001:db8::', 32], // for examples
  ['2002::', 16], // IPv4 in 6to4
  ['fc00::', 7], // private
  ['fe80::', 10], // link-local
  ['fec0::', 10],
  ['ff00::', 8], // many at once
] as const

const inside = new BlockList()
for (const [network, bits] of V4) inside.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of V6) inside.addSubnet(network, bits, 'ipv6')

/** @param address IPv4 or IPv6, without brackets; anything else counts as inside */
export function isInside(address: string): boolean {
  const [bare = ''] = address.split('%')
  const family = isIP(bare)
  if (family === 0) return true
  return inside.check(bare, family === 4 ? 'ipv4' : 'ipv6')
}
