// The web app, built into the state folder whenever its sources or its packages have changed.
import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Progress, silent } from './progress.ts'
import { lastWords, runCommand } from './run-command.ts'
import { RuntimeProblem } from './runtime-problem.ts'

const src = join(import.meta.dirname, '..')

/** The folder where the pages of these sources stand, or will stand once they are built. */
export async function pagesFolder(home: string): Promise<string> {
  return join(home, 'pages', await hashOfSources())
}

/**
 * Builds the pages unless they are there; takes a few seconds, in a process of its own.
 * @returns their folder, with index.html
 * @throws RuntimeProblem
 */
export async function buildPages(home: string, progress: Progress = silent): Promise<string> {
  const folder = await pagesFolder(home)
  if (existsSync(join(folder, 'index.html'))) return folder
  const making = `${folder}.${process.pid}`
  await mkdir(join(home, 'pages'), { recursive: true })
  await removeOld(join(home, 'pages'))
  const startedAt = performance.now()
  progress({ sentence: 'Building the pages' })
  const { firstLoadBytes } = await bundle(making)
  const size = `first load ${Math.round(firstLoadBytes / 1000)} kB`
  progress({ sentence: `Building the pages (${size})`, doneMs: performance.now() - startedAt })
  // Another process may have been faster: its pages are the same.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }))
  return folder
}

/** @returns gzipped bytes that a browser fetches before it shows the first page */
export async function bundle(folder: string): Promise<{ firstLoadBytes: number }> {
  const result = await runCommand(process.execPath, [join(import.meta.dirname, 'build-pages.ts'), folder])
  if (result.code === 0) return JSON.parse(result.stdout) as { firstLoadBytes: number }
  throw new RuntimeProblem(
    'pages-not-built',
    `The pages could not be built: ${lastWords(result)}.`,
    'Run `npm ci --omit=dev` again; if the sources were changed, `npm run check` names the mistake.',
  )
}

/** Everything the pages are made of: our files, the types aside, and the versions of the packages. */
async function hashOfSources(): Promise<string> {
  const files = globSync('ui/**/*.{ts,tsx,css,html,svg}', { cwd: src }).sort()
  const hash = createHash('sha256')
  for (const file of [...files, 'runtime/build-pages.ts', '../package-lock.json']) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(src, file)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

/** Pages of older sources, once they are a day old: a running office may still show them. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const built = await stat(join(folder, name)).catch(() => undefined)
    if (built && Date.now() - built.mtimeMs > 24 * 3600_000)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
