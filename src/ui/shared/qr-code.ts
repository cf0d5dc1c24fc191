// A QR code (ISO 18004) of a short text: bytes, correction level L, versions 5 to 8, always the same mask; all that an
// authenticator's secret needs.

/** Bytes of data, bytes of correction a block, blocks, where alignment patterns stand. */
type Version = { version: number; data: number; correction: number; blocks: number; marks: readonly number[] }

const VERSIONS: readonly Version[] = [
  { version: 5, data: 108, correction: 26, blocks: 1, marks: [6, 30] },
  { version: 6, data: 136, correction: 18, blocks: 2, marks: [6, 34] },
  { version: 7, data: 156, correction: 20, blocks: 2, marks: [6, 22, 38] },
  { version: 8, data: 194, correction: 24, blocks: 2, marks: [6, 24, 42] },
]

/** @returns rows of modules, true is dark, without the quiet border; undefined for a text of more than 192 bytes */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text)
  const chosen = VERSIONS.find(({ data }) => bytes.length <= data - 2)
  if (!chosen) return undefined
  const size = chosen.version * 4 + 17
  const rows = Array.from({ length: size }, () => Array.from<boolean | undefined>({ length: size }))
  drawPatterns(rows, chosen)
  drawData(rows, codewords(bytes, chosen))
  return rows.map(row => row.map(one => one ?? false))
}

type Rows = (boolean | undefined)[][]

function put(rows: Rows, y: number, x: number, dark: boolean): void {
  const row = rows[y]
  if (row && x >= 0 && x < row.length) row[x] = dark
}

function drawPatterns(rows: Rows, { version, marks }: Version): void {
  const size = rows.length
  for (let n = 8; n < size - 8; n++) {
    put(rows, 6, n, n % 2 === 0)
    put(rows, n, 6, n % 2 === 0)
  }
  const rings = (y: number, x: number, reach: number, isDark: (ring: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        put(rows, y + dy, x + dx, isDark(Math.max(Math.abs(dy), Math.abs(dx))))
  }
  const corners = [3, size - 4] as const
  for (const y of corners)
    for (const x of corners) if (y === 3 || x === 3) rings(y, x, 4, ring => ring !== 2 && ring !== 4)
  const far = marks.at(-1) ?? 0
  for (const y of marks)
    for (const x of marks) {
      const isInCorner = (y === 6 && (x === 6 || x === far)) || (x === 6 && y === far)
      if (!isInCorner) rings(y, x, 2, ring => ring !== 1)
    }
  drawFormat(rows)
  if (version >= 7) drawVersion(rows, version)
}

/** Level L, mask 0: the same 15 bits at both places. */
function drawFormat(rows: Rows): void {
  const size = rows.length
  const bits = ((0b01000 << 10) | remainder(0b01000 << 10, 0b10100110111)) ^ 0b101010000010010
  for (let n = 0; n < 15; n++) {
    const dark = ((bits >> n) & 1) === 1
    put(rows, n < 6 ? n : n < 8 ? n + 1 : size - 15 + n, 8, dark)
    put(rows, 8, n < 8 ? size - 1 - n : n < 9 ? 7 : 14 - n, dark)
  }
  put(rows, size - 8, 8, true)
}

function drawVersion(rows: Rows, version: number): void {
  const bits = (version << 12) | remainder(version << 12, 0b1111100100101)
  for (let n = 0; n < 18; n++) {
    const [near, across] = [Math.floor(n / 3), rows.length - 11 + (n % 3)]
    put(rows, near, across, ((bits >> n) & 1) === 1)
    put(rows, across, near, ((bits >> n) & 1) === 1)
  }
}

/** Of a division of polynomials over GF(2). */
function remainder(value: number, divisor: number): number {
  const width = 32 - Math.clz32(divisor)
  let rest = value
  while (32 - Math.clz32(rest) >= width) rest ^= divisor << (32 - Math.clz32(rest) - width)
  return rest
}

/** Up and down in columns of two from the right, past the timing column, wherever nothing stands yet. */
function drawData(rows: Rows, words: readonly number[]): void {
  const size = rows.length
  let at = 0
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    const isUpwards = ((right + 1) & 2) === 0
    for (let n = 0; n < size; n++) {
      const y = isUpwards ? size - 1 - n : n
      for (const x of [right, right - 1]) {
        if (rows[y]?.[x] !== undefined) continue
        const bit = ((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
        at++
        put(rows, y, x, (bit === 1) !== ((y + x) % 2 === 0))
      }
    }
  }
}

/** Data and correction, block by block in turn. */
function codewords(bytes: Uint8Array, { data, correction, blocks }: Version): number[] {
  const bits = [
    4,
    bytes.length >> 4,
    bytes.length & 15,
    ...[...bytes].flatMap(byte => [byte >> 4, byte & 15]),
    0,
  ]
  const words: number[] = []
  for (let n = 0; n < bits.length; n += 2) words.push(((bits[n] ?? 0) << 4) | (bits[n + 1] ?? 0))
  for (let n = 0; words.length < data; n++) words.push(n % 2 === 0 ? 0xec : 0x11)
  const each = data / blocks
  const parts = Array.from({ length: blocks }, (_, n) => words.slice(n * each, (n + 1) * each))
  const checks = parts.map(part => correctionOf(part, correction))
  const inTurn = (lists: number[][], length: number) =>
    Array.from({ length }, (_, n) => lists.map(list => list[n] ?? 0)).flat()
  return [...inTurn(parts, each), ...inTurn(checks, correction)]
}

/** Reed–Solomon over GF(256) with x⁸ + x⁴ + x³ + x² + 1. */
function correctionOf(part: readonly number[], count: number): number[] {
  let generator = [1]
  for (let n = 0, root = 1; n < count; n++, root = times(root, 2))
    generator = [...generator, 0].map((one, at) => one ^ times(generator[at - 1] ?? 0, root))
  const rest = [...part, ...Array<number>(count).fill(0)]
  for (let at = 0; at < part.length; at++) {
    const lead = rest[at] ?? 0
    for (const [n, one] of generator.entries()) rest[at + n] = (rest[at + n] ?? 0) ^ times(one, lead)
  }
  return rest.slice(part.length)
}

function times(a: number, b: number): number {
  let product = 0
  for (let left = a, right = b; right > 0; right >>= 1) {
    if (right & 1) product ^= left
    left = (left << 1) ^ (left & 0x80 ? 0x11d : 0)
  }
  return product
}
