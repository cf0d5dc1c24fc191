// Names that stand in a file, even in entries that are wrong otherwise: what leads there is not lost.
import { hotlinesFile } from './files/hotlines.ts'
import { hoursFile } from './files/hours.ts'
import { queuesFile } from './files/queues.ts'
import type { Inspection } from './inspection.ts'

/** Undefined: the file can't be read at all, so nothing that leads into it can be judged. */
export type WrittenNames = {
  readonly queues: readonly string[] | undefined
  readonly hotlines: readonly string[] | undefined
  readonly hours: readonly string[] | undefined
}

export function namesWritten(inspection: Inspection): WrittenNames {
  const dataOf = (path: string) => (inspection.has(path) ? inspection.dataOf(path) : null)
  return {
    queues: inList(dataOf(queuesFile.path)),
    hotlines: inList(dataOf(hotlinesFile.path)),
    hours: inHours(dataOf(hoursFile.path)),
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

function inHours(data: unknown): string[] | undefined {
  if (data === null) return []
  return isRecord(data) && isRecord(data.hours) ? Object.keys(data.hours) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
