// The tree of files that we ship, and variations of it.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { readTree, type Tree } from '../../src/config.ts'

export const checkout = join(import.meta.dirname, '../..')
export const shipped = await readTree(checkout)

/** Flows that only show how it is done. Nothing else names them, and to check them takes twice as long as the rest. */
const isExample = (path: string): boolean =>
  /^ivr-flows\/(bank|shop|clinic|service|customer-number)\.yaml$/.test(path)

/** The shipped tree with some of its texts replaced, without those examples that are not among them. */
export function treeWith(texts: Record<string, string | ((text: string) => string)>): Tree {
  const needed = shipped.files.filter(({ path }) => !isExample(path) || path in texts)
  const files = new Map(needed.map(file => [file.path, file]))
  for (const [path, change] of Object.entries(texts)) {
    const text = typeof change === 'string' ? change : change(files.get(path)?.text ?? '')
    files.set(path, { path, text })
  }
  return { ...shipped, files: [...files.values()] }
}

/** An empty folder for this test, removed after it. */
export async function emptyFolder(t: Test): Promise<string> {
  await mkdir(join(checkout, '.tongdai/test'), { recursive: true })
  const root = await mkdtemp(join(checkout, '.tongdai/test/config-'))
  t.teardown(() => rm(root, { recursive: true, force: true }))
  return root
}

/** A copy of the shipped files. */
export async function copyOfShipped(t: Test): Promise<string> {
  const root = await emptyFolder(t)
  for (const folder of ['config', 'ivr-flows', 'sounds'])
    await cp(join(checkout, folder), join(root, folder), { recursive: true })
  return root
}

/** Time that this process worked: what waiting for a busy machine does not change. */
export function cpuMsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1000
}
