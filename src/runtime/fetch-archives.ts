// Gets the packages of the runtime, with all that they need, from the Debian archive into one folder.
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Archive, hostArchives } from './apt-sources.ts'
import { type PrivateApt, privateApt } from './private-apt.ts'
import { packages } from './programs.ts'
import { type Progress, step } from './progress.ts'
import { type CommandResult, lastWords } from './run-command.ts'
import { RuntimeProblem } from './runtime-problem.ts'

/** One fetched package; `file` is its name in the archives folder. */
export type Package = { name: string; version: string; file: string }
export type FetchOptions = {
  /** Where the packages are kept. */
  archives: string
  /** A folder for apt's own lists; may be thrown away afterwards. */
  scratch: string
  /** The address of a Debian archive, instead of the host's own. */
  archive?: string | undefined
  progress: Progress
}

/** The packages that were fetched before, or nothing if any is missing: then they must be fetched. */
export async function keptPackages(archives: string): Promise<Package[] | undefined> {
  const list = join(archives, 'packages.json')
  if (!existsSync(list)) return undefined
  const kept: Package[] = JSON.parse(await readFile(list, 'utf8'))
  return kept.every(({ file }) => existsSync(join(archives, file))) ? kept : undefined
}

/** @throws RuntimeProblem no-archive, archive-unreachable or archive-wrong */
export async function fetchPackages(options: FetchOptions): Promise<Package[]> {
  const { archives, progress } = options
  const apt = await step(progress, 'Reading the package lists of Debian', () => reachableApt(options))
  // The first look-up writes apt's cache; the two that follow only read it, so they can run side by side.
  await apt.run('apt-cache', ['pkgnames', 'asterisk'])
  const [plan, fetched] = await Promise.all([
    apt.run('apt-get', ['install', '--simulate', ...packages]),
    download(apt, progress),
  ])
  for (const result of [plan, fetched]) {
    if (result.code !== 0) throw unreachable(options.archive, lastWords(result))
  }
  const list = plannedPackages(plan.stdout)
  const file = join(archives, 'packages.json')
  await writeFile(`${file}.new`, JSON.stringify(list, null, 1))
  await rename(`${file}.new`, file)
  return list
}

async function download(apt: PrivateApt, progress: Progress): Promise<CommandResult> {
  const startedAt = performance.now()
  let sentence = 'Fetching Asterisk, PostgreSQL and Redis'
  const args = ['install', '--download-only', '--option', 'APT::Status-Fd=1', ...packages]
  const result = await apt.run('apt-get', args, text => {
    const size = /Need to get ([\d.,]+ [kMG]?B)/.exec(text)?.[1]
    if (size) sentence = `Fetching Asterisk, PostgreSQL and Redis: ${size}`
    const percent = [...text.matchAll(/^dlstatus:\d+:([\d.]+):/gm)].at(-1)?.[1]
    if (percent) progress({ sentence, percent: Number(percent) })
  })
  if (result.code === 0) progress({ sentence, doneMs: performance.now() - startedAt })
  return result
}

/** Reads `Inst name (1:version Debian:unstable [amd64])`; in file names apt writes the colon as %3a. */
export function plannedPackages(simulation: string): Package[] {
  return [...simulation.matchAll(/^Inst (\S+) \((\S+) .*?\[(\w+)\]\)/gm)].map(
    ([, name = '', version = '', architecture = '']) => ({
      name,
      version,
      file: `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`,
    }),
  )
}

/** An apt whose lists are read, from the first of the candidates that answers. */
async function reachableApt({ archive, archives, scratch }: FetchOptions): Promise<PrivateApt> {
  const candidates = await candidateArchives(archive)
  let failure = ''
  for (const candidate of candidates) {
    const apt = await privateApt(scratch, archives, candidate)
    const result = await apt.run('apt-get', ['update', '--option', 'APT::Update::Error-Mode=any'])
    if (result.code === 0) return apt
    if (result.code === 127) {
      throw new RuntimeProblem(
        'not-debian',
        'This machine has no apt-get, so the private runtime cannot be built.',
        'Use the compose file in docker/, or set DATABASE_URL and REDIS_URL and bring your own Asterisk.',
      )
    }
    failure ||= lastWords(result)
  }
  throw unreachable(archive, failure)
}

async function candidateArchives(archive: string | undefined): Promise<Archive[]> {
  if (archive !== undefined) {
    if (/^[a-z+]+:\/?\/?[^\s[\]"]+$/.test(archive)) return [{ uri: archive }]
    throw unreachable(archive, 'it is no address like https://… or file:///…')
  }
  const found = await hostArchives()
  const unique = found.filter(({ uri }, index) => found.findIndex(other => other.uri === uri) === index)
  if (unique.length > 0) return unique
  throw new RuntimeProblem(
    'no-archive',
    'No Debian archive is named in /etc/apt, so Asterisk, PostgreSQL and Redis cannot be fetched.',
    'Name one by the environment variable TONGDAI_ARCHIVE, or use the compose file in docker/.',
  )
}

function unreachable(archive: string | undefined, why: string): RuntimeProblem {
  return archive === undefined
    ? new RuntimeProblem(
        'archive-unreachable',
        `The Debian archive of this machine did not give the packages: ${why}.`,
        'Check the network and `apt-get update`, or name another archive by TONGDAI_ARCHIVE.',
      )
    : new RuntimeProblem(
        'archive-wrong',
        `The archive named by TONGDAI_ARCHIVE (${archive}) did not give the packages: ${why}.`,
        'It must be the address of a Debian archive that carries the suite sid; without the variable ' +
          "the machine's own archive is used.",
      )
}
