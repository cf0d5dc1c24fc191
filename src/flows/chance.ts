// Chance as data: the same conversation always draws the same lot, so that a replay takes the same way.

/** @returns a number from 0 up to 1, evenly spread over seeds. FNV-1a with murmur's last mixing. */
export function chanceOf(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
