// What Redis should hold of the live state, kept beside it: a Redis that lost its memory gets it back at once. Now and
// then it goes to our own disk too, for a switchboard that begins when Redis has lost its memory and we ours.
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Spilled } from './spill.ts'

export type Fields = Readonly<Record<string, string>>

export type Mirror = {
  /** What Redis holds at the start. */
  begin(calls: Fields, floor: Fields): void
  /** A step on its way to Redis. */
  hold(step: Spilled): void
  /** As steps that can be written again: the last seconds of the journal, then every live call and the floor. */
  everything(): Spilled[]
  close(): Promise<void>
}

/** Journal records that the scribe may not have stored yet: it commits four times a second. */
const RECENT_MS = 10_000
const RECENT_AT_MOST = 20_000
const TO_DISK_EVERY_MS = 1_000
/** Fields of a step: Redis serves others between two of them. */
const PORTION = 200
const END = 'end'
/** More than were ever written in the second that the file may be old. */
const SEQ_AHEAD = 1_000

export function openMirror(file: string, log: Pick<Logger, 'warn'>): Mirror {
  const kept = { calls: new Map<string, string>(), floor: new Map<string, string>() }
  let recent: { at: number; events: readonly string[] }[] = []
  let recentCount = 0
  let isOld = false
  let failed = false
  let writing: Promise<void> | undefined
  const timer = setInterval(() => {
    if (isOld) writing ??= toDisk().finally(() => (writing = undefined))
  }, TO_DISK_EVERY_MS)
  return {
    begin(calls, floor) {
      kept.calls = new Map(Object.entries(calls))
      kept.floor = new Map(Object.entries(floor))
      isOld = true
    },
    hold({ hash, events, fields }) {
      const at = performance.now()
      recent.push({ at, events })
      recentCount += events.length
      if (recentCount > RECENT_AT_MOST || (recent[0]?.at ?? at) < at - 2 * RECENT_MS) forgetOld(at)
      for (const [name, value] of fields) {
        if (value === '') kept[hash].delete(name)
        else kept[hash].set(name, value)
      }
      isOld = true
    },
    everything: () => [
      ...recent.map(({ events }): Spilled => ({ hash: 'calls', events, fields: [] })),
      ...portions('calls', kept.calls),
      ...portions('floor', kept.floor),
    ],
    async close() {
      clearInterval(timer)
      await writing
      await toDisk()
    },
  }

  function forgetOld(now: number): void {
    recent = recent.filter(({ at }) => at >= now - RECENT_MS).slice(-RECENT_AT_MOST / 4)
    recentCount = recent.reduce((sum, { events }) => sum + events.length, 0)
  }

  async function toDisk(): Promise<void> {
    isOld = false
    // A line for each entry, its value as it stands: none of it holds a line break, and no name a space.
    const lines = (['calls', 'floor'] as const).flatMap(hash =>
      [...kept[hash]].map(([name, value]) => `${hash} ${name} ${value}\n`),
    )
    const text = `${lines.join('')}${END}\n`
    try {
      await writeFile(`${file}.part`, text, { mode: 0o600 })
      await rename(`${file}.part`, file)
      failed = false
    } catch (err) {
      // It is the second net below another one: calls go on, and the next round tries again.
      if (!failed) log.warn({ err }, 'the copy of the live state could not be written to the disk')
      failed = true
      isOld = true
    }
  }
}

function portions(hash: Spilled['hash'], kept: ReadonlyMap<string, string>): Spilled[] {
  const fields = [...kept]
  return Array.from({ length: Math.ceil(fields.length / PORTION) }, (_, n) => ({
    hash,
    events: [],
    fields: fields.slice(n * PORTION, (n + 1) * PORTION),
  }))
}

/**
 * The copy on the disk, as it would stand in Redis; its numbering goes on well after what may have been written since.
 * @returns undefined when there is none that can be read
 */
export async function readMirror(file: string): Promise<{ calls: Fields; floor: Fields } | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const lines = text?.split('\n') ?? []
  // Without its end it is half a file: a full disk, or a machine that lost its power.
  if (lines.at(-2) !== END) return undefined
  const copy: Record<string, Record<string, string>> = { calls: {}, floor: {} }
  for (const line of lines.slice(0, -2)) {
    const [, hash = '', name = '', value = ''] = /^(\w+) (\S+) (.*)$/.exec(line) ?? []
    const into = copy[hash]
    if (into) into[name] = hash === 'calls' || name === 'seq' ? numberedAhead(value) : value
  }
  return { calls: copy.calls ?? {}, floor: copy.floor ?? {} }
}

function numberedAhead(text: string): string {
  const state = JSON.parse(text) as Record<string, unknown>
  const ahead = Object.entries(state).map(([name, value]) => [
    name,
    (name === 'seq' || name === 'offers') && typeof value === 'number' ? value + SEQ_AHEAD : value,
  ])
  return JSON.stringify(Object.fromEntries(ahead))
}
