// The tree of files that the owner writes, as raw texts: what a version consists of, and what can be stored,
// compared and published. Reading never fails because of a bad file; checkTree says what is wrong with it.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'

/** Nobody writes so much by hand. Keeps the check of one file under a second. */
const MAX_BYTES = 1_000_000

export type TreeFile = {
  /** Relative to the root, with slashes: `ivr-flows/main.yaml`. */
  readonly path: string
  readonly text: string
  /** Why there is no text; `line`: where the first wrong byte stands. */
  readonly unread?: 'too-big' | 'bad-encoding' | 'unreadable'
  readonly line?: number
}

/** A recorded prompt. */
export type TreeRecording = {
  readonly path: string
  readonly language: string
  readonly key: string
  readonly sha256: string
}

export type Tree = {
  readonly root: string
  readonly files: readonly TreeFile[]
  readonly recordings: readonly TreeRecording[]
  /** One hash of everything above: the version. */
  readonly hash: string
}

/**
 * Reads config/*.yaml, config/strategies/*.ts, ivr-flows/*.yaml, sounds/<language>/prompts.yaml and the names of recordings.
 * @param root the folder that holds config/, ivr-flows/ and sounds/; missing folders count as empty.
 */
export async function readTree(root: string): Promise<Tree> {
  const paths = [
    ...(await filesIn(root, 'config', /\.ya?ml$/)),
    ...(await filesIn(root, 'config/strategies', /\.ts$/)),
    ...(await filesIn(root, 'ivr-flows', /\.ya?ml$/)),
  ]
  const recordings: TreeRecording[] = []
  for (const language of await namesIn(join(root, 'sounds'))) {
    for (const name of await namesIn(join(root, 'sounds', language))) {
      const path = `sounds/${language}/${name}`
      if (/^prompts\.ya?ml$/.test(name)) paths.push(path)
      else if (extname(name) === '.wav')
        recordings.push({
          path,
          language,
          key: basename(name, '.wav'),
          sha256: await hashOf(join(root, path)),
        })
    }
  }
  const files = await Promise.all(paths.sort().map(path => readOne(root, path)))
  return { root, files, recordings, hash: versionOf(files, recordings) }
}

/** The version of a tree: depends on its contents only, not on where or when it was read. */
export function versionOf(files: readonly TreeFile[], recordings: readonly TreeRecording[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(JSON.stringify([file.path, file.text, file.unread ?? '']))
  for (const recording of recordings) hash.update(JSON.stringify([recording.path, recording.sha256]))
  return hash.digest('hex').slice(0, 20)
}

async function filesIn(root: string, folder: string, kind: RegExp): Promise<string[]> {
  const names = await namesIn(join(root, folder))
  return names.filter(name => kind.test(name)).map(name => `${folder}/${name}`)
}

/** Names in a folder in a fixed order, without hidden ones (editors leave such). */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(absent)
  return names.filter(name => !name.startsWith('.')).sort()
}

/** A folder that is not there, or a file where a folder is expected, holds nothing. */
function absent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
  throw error
}

async function readOne(root: string, path: string): Promise<TreeFile> {
  const file = join(root, path)
  try {
    const facts = await stat(file)
    if (!facts.isFile()) return { path, text: '', unread: 'unreadable' }
    if (facts.size > MAX_BYTES) return { path, text: '', unread: 'too-big' }
    return decoded(path, await readFile(file))
  } catch {
    // Not ours to stop for: the check names the file.
    return { path, text: '', unread: 'unreadable' }
  }
}

function decoded(path: string, bytes: Buffer): TreeFile {
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    return { path, text: strict.decode(bytes) }
  } catch {
    return { path, text: '', unread: 'bad-encoding', line: firstBadLine(bytes) }
  }
}

/** A replacement character stands where the first bytes could not be read. */
function firstBadLine(bytes: Buffer): number {
  const readable = bytes.toString('utf8')
  const before = readable.slice(0, Math.max(0, readable.indexOf('\uFFFD')))
  return before.split('\n').length
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk)
  } catch {
    return 'unreadable'
  }
  return hash.digest('hex')
}
