// Version numbers of Debian packages.

/** `1:22.10.1~dfsg+~cs6.16-1` → `22.10.1`: without Debian's epoch and additions. */
export function upstreamVersion(debianVersion: string): string {
  return /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(debianVersion)?.[1] ?? debianVersion
}

/** Compares number by number; a missing number counts as zero. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map(text => text.split('.').map(Number))
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
