// Names that stand in a file, even in entries that are wrong otherwise: what leads there is not lost.
import { boxesFile } from './files/boxes.ts'
import { hotlinesFile } from './files/hotlines.ts'
import { hoursFile } from './files/hours.ts'
import { lookupsFile } from './files/lookups.ts'
import { queuesFile } from './files/queues.ts'
import { sendsFile } from './files/sends.ts'
import type { Inspection } from './inspection.ts'

/** Undefined: the file can't be read at all, so nothing that leads into it can be judged. */
export type WrittenNames = {
  readonly queues: readonly string[] | undefined
  readonly hotlines: readonly string[] | undefined
  readonly hours: readonly string[] | undefined
  readonly lookups: readonly string[] | undefined
  readonly sends: readonly string[] | undefined
  readonly boxes: readonly string[] | undefined
}

export function namesWritten(inspection: Inspection): WrittenNames {
  const dataOf = (path: string) => (inspection.has(path) ? inspection.dataOf(path) : null)
  return {
    queues: inList(dataOf(queuesFile.path)),
    hotlines: inList(dataOf(hotlinesFile.path)),
    hours: under('hours', dataOf(hoursFile.path)),
    lookups: under('lookups', dataOf(lookupsFile.path)),
    sends: keysOf(dataOf(sendsFile.path)),
    boxes: keysOf(dataOf(boxesFile.path)),
  }
}

function inList(data: unknown): string[] | undefined {
  if (data === null) return []
  if (!Array.isArray(data)) return undefined
  return data.flatMap((entry: unknown) => {
    const name = isRecord(entry) ? entry.name : undefined
    return typeof name === 'string' ? [name] : []
  })
}

function under(key: string, data: unknown): string[] | undefined {
  if (data === null) return []
  return isRecord(data) ? keysOf(data[key] ?? null) : undefined
}

function keysOf(data: unknown): string[] | undefined {
  if (data === null) return []
  return isRecord(data) ? Object.keys(data) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
