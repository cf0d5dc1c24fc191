// Which of the last hours' callers would go another way with these files; told from the journal, in a thread.

import { testHouseOf } from '../config/flow-tests.ts'
import { type Config, checkTree, type Tree, versionOf } from '../config.ts'
import { chanceOf } from '../flows/chance.ts'
import type { Flows, World } from '../flows/flow.ts'
import { type Impact, impactOf, type PastCall } from '../flows/rehearsal/impact.ts'
import { pastCaller } from '../flows/rehearsal/past.ts'
import { openDatabase } from '../postgres/database.ts'
import { type PastCallRow, readPastCalls } from '../postgres/past-calls.ts'
import { readVersionFiles } from '../postgres/versions.ts'

/** `tookMs`: reading the calls, and rehearsing them. */
export type ImpactAnswer = Impact & { readonly tookMs: { readonly read: number; readonly rehearsed: number } }

export type ImpactQuestion = {
  /** The published files. */
  before: Tree
  databaseUrl: string
  /** Epoch ms, and how far back. */
  now: number
  hours: number
}

/** More calls say nothing more. */
const MAX_CALLS = 10_000
const QUERY_MS = 30_000

/** @param after the configuration that somebody wants to publish @throws DatabaseAway */
export async function impactOnFlows(after: Config, question: ImpactQuestion): Promise<ImpactAnswer> {
  const { before, databaseUrl, now, hours } = question
  const begun = performance.now()
  // A connection that breaks is told by the query that runs on it.
  const db = openDatabase(databaseUrl, { warn: () => {} }, { max: 1, queryMs: QUERY_MS })
  try {
    const rows = await readPastCalls(db, now - hours * 3_600_000, MAX_CALLS)
    const published = checkTree(before, undefined, 'left-out').config
    const versions = new Map<string, Config | undefined>([[before.hash, published]])
    for (const version of new Set(rows.map(row => row.version)))
      if (!versions.has(version)) versions.set(version, await configOf(version))
    const read = performance.now()
    const impact = compare(rows, versions, published, after)
    return {
      ...impact,
      tookMs: { read: Math.round(read - begun), rehearsed: Math.round(performance.now() - read) },
    }
  } finally {
    await db.end()
  }

  async function configOf(version: string): Promise<Config | undefined> {
    const files = await readVersionFiles(db, version)
    const { root, recordings } = before
    return (
      files &&
      checkTree({ root, recordings, files, hash: versionOf(files, recordings) }, undefined, 'left-out').config
    )
  }
}

function compare(
  rows: readonly PastCallRow[],
  versions: ReadonlyMap<string, Config | undefined>,
  published: Config | undefined,
  after: Config,
): Impact {
  let untold = 0
  const calls = rows.flatMap((row): PastCall[] => {
    const own = versions.get(row.version)
    const told = published && own && toldOf(row, own, published, after)
    if (!told) untold++
    return told ? [told] : []
  })
  const impact = impactOf(calls, flowsOf(published), flowsOf(after))
  return { ...impact, unknown: impact.unknown + untold }
}

function toldOf(row: PastCallRow, own: Config, before: Config, after: Config): PastCall | undefined {
  const caller = pastCaller(flowsOf(own), row.flow, row.events, worldOf(row, own)(0, row.language))
  if (!caller) return undefined
  const there = (config: Config) => {
    const hotline = config.hotlines.find(({ name }) => name === row.hotline)
    return {
      flow: hotline?.flow ?? row.flow,
      language: hotline?.language ?? row.language,
      world: worldOf(row, config),
    }
  }
  return {
    ...caller,
    conversation: row.conversation,
    ...there(before),
    ...(own === before && { sections: sectionsOf(row) }),
    after: there(after),
  }
}

function sectionsOf({ events }: PastCallRow): string[] {
  const joined = events.findIndex(({ type }) => type === 'QueueJoined')
  const before = joined < 0 ? events : events.slice(0, joined)
  return before.flatMap(({ type, section }) =>
    type === 'SectionEntered' && section !== undefined ? [section] : [],
  )
}

/** As it was when he called. What supervisors had switched is not known any more. */
function worldOf(row: PastCallRow, config: Config): (elapsedMs: number, language: string) => World {
  const house = testHouseOf(config)
  return (elapsedMs, language) => {
    const at = row.arrived_at + elapsedMs
    return {
      isOpen: name => house.isOpen(name, row.hotline, at),
      get localTime() {
        return house.localTime(at)
      },
      chance: salt => chanceOf(`${row.conversation} ${salt}`),
      known(name) {
        if (name === 'call.hotline') return row.hotline
        if (name === 'call.language') return language
        return name === 'call.number-kind' ? row.number_kind : undefined
      },
      agentAt: house.agentAt,
    }
  }
}

function flowsOf(config: Config | undefined): Flows {
  return name => config?.flows[name]
}
