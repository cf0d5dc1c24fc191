// The configuration over HTTP: the files are the working copy, the published version rules, and a publication is
// both or neither. One at a time, and never over something that its author has not seen.
//
//   base is the published one? ─▶ files untouched on disk? ─▶ no mistakes? ─▶ on record ─▶ files ─▶ reload ─▶ done
//            409, diff                  422, diff             422, findings        │ any failure: all is taken back
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { diffTrees, type FileDiff } from '../config/line-diff.ts'
import { checkTree, type Finding, hasErrors, readTree, type Tree, versionOf } from '../config.ts'
import { Problem } from '../http/problem.ts'
import { told } from '../http/told.ts'
import { audit } from '../postgres/audit.ts'
import { type Database, inTransaction } from '../postgres/database.ts'
import { readTeam } from '../postgres/team.ts'
import {
  addPublication,
  lockPublications,
  type Publication,
  readPublications,
  readPublished,
  readVersion,
  readVersionFiles,
  type StoredVersion,
  type VersionFile,
} from '../postgres/versions.ts'
import type { Keys } from '../redis/keys.ts'
import { readPulse } from '../redis/live.ts'
import { type Answer, sendOrder } from '../redis/orders.ts'
import type { Taken } from './file-following.ts'
import { writeFiles } from './working-copy.ts'

export type Wish = { base: string; files: readonly VersionFile[]; comment?: string | undefined; by: string }

export type Configuration = {
  read(): Promise<{
    published: string
    files: VersionFile[]
    findings: readonly Finding[]
    /** What was changed on the disk and is not published. */
    edited: FileDiff[]
  }>
  /** @returns the new version. @throws Problem 409, 422; OrderUnanswered: the old one goes on */
  publish(wish: Wish): Promise<string>
  rollBack(hash: string, by: string): Promise<string>
  versions(): Promise<Publication[]>
  version(hash: string): Promise<StoredVersion & { diff: FileDiff[] }>
  /** The files as they are now become the published version, if they have no mistakes. */
  takeFiles(by: string): Promise<void>
  /**
   * Somebody edited files on the disk: they come into force, and on record, unless they have mistakes.
   * @param asks whether the switchboard runs what is on record; else only the files are looked at
   * @throws OrderUnanswered, DatabaseAway, RedisAway: try again
   */
  takeEdited(asks: boolean): Promise<Taken>
}

export type ConfigurationParts = { db: Database; redis: Redis; keys: Keys; root: string; log: Logger }

const SHOWN_VERSIONS = 500

export function openConfiguration({ db, redis, keys, root, log }: ConfigurationParts): Configuration {
  let last: Promise<unknown> = Promise.resolve()

  return {
    async read() {
      const [published, disk, { agents }] = await Promise.all([current(), readTree(root), readTeam(db)])
      const { findings } = checkTree(treeOf(published.files, disk), undefined, 'run', agents)
      return {
        ...{ published: published.hash, files: published.files, findings },
        edited: diffTrees(published.files, disk.files),
      }
    },
    publish: wish => inTurn(() => publish(wish)),
    rollBack: (hash, by) =>
      inTurn(async () => {
        const files = await readVersionFiles(db, hash)
        if (!files) throw noSuchVersion()
        const { hash: base } = await current()
        return publish({ base, files, by, comment: `back to ${hash.slice(0, 10)}` })
      }),
    versions: () => readPublications(db, SHOWN_VERSIONS),
    async version(hash) {
      const version = await readVersion(db, hash)
      if (!version) throw noSuchVersion()
      return { ...version, diff: diffTrees(version.before?.files ?? [], version.files) }
    },
    takeFiles: by => inTurn(() => takeFiles(by)),
    takeEdited: asks => inTurn(() => takeEdited(asks)),
  }

  /** One after another within this office; the database's lock keeps others out. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }

  async function current(): Promise<{ hash: string; files: VersionFile[] }> {
    const found = await readPublished(db)
    if (found?.files) return { hash: found.hash, files: found.files }
    await takeFiles('files')
    const taken = await readPublished(db)
    if (taken?.files) return { hash: taken.hash, files: taken.files }
    throw new Problem(
      409,
      'nothing-published',
      'The files have mistakes, and no earlier version is on record. Mend them, then run "tongdai reload".',
    )
  }

  async function publish({ base, files, comment, by }: Wish): Promise<string> {
    const published = await current()
    if (published.hash !== base) throw await notTheBase(published, base, files)
    const disk = await readTree(root)
    refuseOverEdited(published.files, disk, files)
    const tree = treeOf(files, disk)
    const { config, findings } = checkTree(tree)
    if (!config || hasErrors(findings)) {
      const sentence = 'These files have mistakes; the published version goes on.'
      throw new Problem(422, 'findings', sentence, { findings })
    }
    if (tree.hash === published.hash) return tree.hash
    const [before, after] = [asMap(disk.files), asMap(files)]
    let isWritten = false
    try {
      await inTransaction(db, async connection => {
        await lockPublications(connection)
        const meanwhile = await readPublished(connection)
        if (meanwhile?.hash !== base) throw await notTheBase(await current(), base, files)
        await addPublication(connection, { hash: tree.hash, author: by, tree: config, files, comment })
        const details = { base, ...(comment && { comment }) }
        await audit(connection, { who: by, action: 'configuration.publish', object: tree.hash, details })
        await writeFiles(root, before, after)
        isWritten = true
        refuseUnless(await sendOrder(redis, keys, { type: 'reload' }))
      })
    } catch (error) {
      if (isWritten) await takeBack(after, before)
      throw error
    }
    log.info({ version: tree.hash, by }, 'a new configuration is published')
    return tree.hash
  }

  /** The switchboard may have taken the new files before something else failed: it is told once more. */
  async function takeBack(after: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>) {
    await writeFiles(root, after, before)
    await sendOrder(redis, keys, { type: 'reload' }).catch((err: unknown) =>
      log.warn({ err }, 'the switchboard did not hear that a publication was taken back'),
    )
  }

  async function notTheBase(
    published: { hash: string; files: VersionFile[] },
    base: string,
    files: readonly VersionFile[],
  ): Promise<Problem> {
    const began = await readVersionFiles(db, base)
    return new Problem(
      409,
      'not-the-published',
      'Somebody else has published since you began. Look at the difference, put both together, and publish on top of it.',
      {
        diff: {
          published: published.hash,
          /** From what you began with to what is published: what the others did. */
          theirs: began ? diffTrees(began, published.files) : [],
          /** From what is published to what you sent. */
          yours: diffTrees(published.files, files),
        },
      },
    )
  }

  async function takeEdited(asks: boolean): Promise<Taken> {
    const { hash } = await readTree(root)
    const running = asks ? (await readPulse(redis, keys))?.version : undefined
    if ((await readPublished(db))?.hash === hash && (running ?? hash) === hash) return 'nothing'
    const answer = await sendOrder(redis, keys, { type: 'reload' })
    if (!answer.ok) return { sentence: answer.sentence, findings: answer.findings ?? [] }
    await takeFiles('files', 'edited on disk')
    return 'taken'
  }

  async function takeFiles(by: string, comment?: string): Promise<void> {
    const tree = await readTree(root)
    const { config } = checkTree(tree)
    if (!config) return
    const files = tree.files.map(({ path, text }) => ({ path, text }))
    await inTransaction(db, async connection => {
      await lockPublications(connection)
      const published = await readPublished(connection)
      if (published?.hash === tree.hash && published.files) return
      await addPublication(connection, { hash: tree.hash, author: by, tree: config, files, comment })
    })
  }
}

/** A file that was changed on the disk, and by neither version, holds somebody's work. */
function refuseOverEdited(
  published: readonly VersionFile[],
  disk: Tree,
  files: readonly VersionFile[],
): void {
  const [was, wanted, there] = [asMap(published), asMap(files), asMap(disk.files)]
  const paths = new Set([...was.keys(), ...there.keys()])
  const edited = [...paths].filter(
    path => there.get(path) !== was.get(path) && there.get(path) !== wanted.get(path),
  )
  if (edited.length === 0) return
  const sentence = told`On the disk, ${edited.join(', ')} is not as it was published. Publish that first with "tongdai reload", or undo it there.`
  const diff = diffTrees(published, disk.files).filter(({ path }) => edited.includes(path))
  throw new Problem(422, 'files-edited', sentence, { diff })
}

function refuseUnless(answer: Answer): void {
  if (answer.ok) return
  const { status, code, sentence, findings } = answer
  throw new Problem(status, code, sentence, { findings })
}

function noSuchVersion(): Problem {
  return new Problem(404, 'no-such-version', 'There is no such version, or its files were not kept.')
}

/** Recorded prompts are no texts: they stay as they are on the disk. */
export function treeOf(files: readonly VersionFile[], { root, recordings }: Tree): Tree {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  return { root, files: sorted, recordings, hash: versionOf(sorted, recordings) }
}

function asMap(files: readonly VersionFile[]): Map<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]))
}
