// A workbook's first sheet as rows of text, read out of its zip by hand: enough for what the house itself writes.
import { inflateRawSync } from 'node:zlib'

const CENTRAL = 0x02014b50
const DEFLATED = 8

/** @throws where a sheet or its texts are not in it */
export function rowsOfWorkbook(bytes: Buffer): string[][] {
  const files = filesOf(bytes)
  const part = (path: string) => files.get(path)?.toString('utf8') ?? ''
  const texts = Array.from(part('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs), ([, one]) =>
    textOf(one),
  )
  const sheet = part('xl/worksheets/sheet1.xml')
  return Array.from(sheet.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs), ([, row = '']) =>
    Array.from(row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs), ([, marks = '', cell = '']) => {
      if (/t="inlineStr"/.test(marks)) return textOf(cell)
      const value = /<v>(.*?)<\/v>/s.exec(cell)?.[1] ?? ''
      return /t="s"/.test(marks) ? (texts[Number(value)] ?? '') : value
    }),
  )
}

/** By the directory at its end, which knows the sizes where the local headers don't. */
function filesOf(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0 && bytes.readUInt32LE(at) === CENTRAL; ) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const lengths = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset)) as [number, number, number]
    const name = bytes.toString('utf8', at + 46, at + 46 + lengths[0])
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const data = bytes.subarray(from, from + packed)
    files.set(name, method === DEFLATED ? inflateRawSync(data) : data)
    at += 46 + lengths[0] + lengths[1] + lengths[2]
    if (at + 4 > bytes.length) break
  }
  return files
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function textOf(xml = ''): string {
  const texts = Array.from(xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs), ([, text]) => text).join('')
  return texts.replaceAll(/&(\w+);/g, (_, name: string) => SIGNS[name] ?? '')
}
