// Where flows are worked on before they are published: tested, tried, drawn, and held against yesterday's callers.

import type { Attempt } from '../config/flow-trying.ts'
import { readTree, type Tree } from '../config.ts'
import type { Database } from '../postgres/database.ts'
import { readTeam } from '../postgres/team.ts'
import { readPublished, type VersionFile } from '../postgres/versions.ts'
import { treeOf } from './configuration.ts'
import type { RehearsalKind, RehearsalWork } from './rehearsal-jobs.ts'
import { openRehearsals } from './rehearsals.ts'

type Answer<K extends RehearsalKind> = Promise<RehearsalWork[K]['answer']>

/** Files are all of a draft; recordings are those of the working copy. */
export type Workshop = {
  check(files: readonly VersionFile[]): Answer<'check'>
  test(files: readonly VersionFile[], flow?: string): Answer<'test'>
  tryOut(files: readonly VersionFile[], attempt: Attempt): Answer<'try'>
  draw(files: readonly VersionFile[], flow: string): Answer<'draw'>
  /** @param hours how far back. @returns undefined while nothing is published */
  impact(files: readonly VersionFile[], hours: number): Promise<Awaited<Answer<'impact'>> | undefined>
  close(): Promise<void>
}

export type WorkshopParts = { db: Database; databaseUrl: string; root: string }

export function openWorkshop({ db, databaseUrl, root }: WorkshopParts): Workshop {
  const rehearsals = openRehearsals()
  const draft = async (files: readonly VersionFile[]): Promise<Tree> => treeOf(files, await readTree(root))

  return {
    async check(files) {
      const [tree, { agents }] = await Promise.all([draft(files), readTeam(db)])
      return rehearsals.ask('check', { tree, staff: agents })
    },
    test: async (files, flow) => rehearsals.ask('test', { tree: await draft(files), flow }),
    tryOut: async (files, attempt) =>
      rehearsals.ask('try', { tree: await draft(files), attempt, now: Date.now() }),
    draw: async (files, flow) => rehearsals.ask('draw', { tree: await draft(files), flow }),
    async impact(files, hours) {
      const published = await readPublished(db)
      if (!published?.files) return undefined
      const disk = await readTree(root)
      const before = { ...treeOf(published.files, disk), hash: published.hash }
      const after = treeOf(files, disk)
      return rehearsals.ask('impact', { before, after, databaseUrl, now: Date.now(), hours })
    },
    close: () => rehearsals.close(),
  }
}
