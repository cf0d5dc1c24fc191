// Addresses and networks as people write them.
import { isIP } from 'node:net'

/** An IP address, or a network such as 10.0.0.0/8 or fd00::/8. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (bits === undefined) return true
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

/** A network that everybody is in: as a trunk's address it would let any stranger in. */
export function isEverybody(text: string): boolean {
  return /\/0+$/.test(text)
}
