// Brings Asterisk, PostgreSQL and Redis onto this machine: fetched once, unpacked into a folder of ours.
import { existsSync } from 'node:fs'
import { mkdir, readFile, realpath, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchPackages, keptPackages, type Package } from './fetch-archives.ts'
import { withFileLock } from './file-lock.mjs'
import { type Machine, thisMachine } from './machine.ts'
import { type Progress, silent, step } from './progress.ts'
import { runCommand } from './run-command.ts'
import { type Installed, type Runtime, runtimeOf } from './runtime.ts'
import { RuntimeProblem } from './runtime-problem.ts'
import { pointToOwnLibraries, unpack } from './unpack.ts'
import { isOlder, upstreamVersion } from './version.ts'

export type InstallOptions = {
  /** The state folder of the house (`.tongdai`). */
  home: string
  progress?: Progress
  /** The address of a Debian archive (TONGDAI_ARCHIVE), instead of the one that the host's apt uses. */
  archive?: string | undefined
  /** Fetch the newest versions even if some are kept. */
  upgrade?: boolean
}

/** Earlier ones lack what we drive them by: REST over the event WebSocket and its fixes. */
const oldestAsterisk = '22.10.1'
/** Raise it whenever unpacking changes, so that older runtimes are made anew (from the kept packages). */
const recipe = 3
const neededBytes = { fetch: 1_000_000_000, unpack: 650_000_000 }

/** Returns at once when the runtime is there (a few milliseconds). @throws RuntimeProblem */
export async function installRuntime(options: InstallOptions): Promise<Runtime> {
  // By its real path: reached through a link, the same folder must not look like one that was moved.
  await mkdir(options.home, { recursive: true })
  const home = await realpath(options.home)
  const installed = options.upgrade ? undefined : await installedIn(home)
  if (installed) return runtimeOf(installed)
  const machine = thisMachine()
  const { progress = silent } = options
  const lock = join(home, 'runtime.lock')
  const wait = () => progress({ sentence: 'Another process is bringing up the runtime; waiting for it' })
  return withFileLock(
    lock,
    async () => {
      const meanwhile = options.upgrade ? undefined : await installedIn(home)
      return runtimeOf(meanwhile ?? (await install({ ...options, home, progress }, machine)), machine)
    },
    wait,
  )
}

async function installedIn(home: string): Promise<Installed | undefined> {
  const file = join(home, 'runtime', 'installed.json')
  if (!existsSync(file)) return undefined
  const installed: Installed = JSON.parse(await readFile(file, 'utf8'))
  const fits = installed.recipe === recipe && installed.root === join(home, 'runtime', 'root')
  return fits ? installed : undefined
}

async function install(
  { home, progress = silent, archive, upgrade }: InstallOptions,
  machine: Machine,
): Promise<Installed> {
  await refuseWithoutDpkg()
  const archives = join(home, 'archives')
  const kept = upgrade ? undefined : await keptPackages(archives)
  await refuseFullDisk(home, kept ? neededBytes.unpack : neededBytes.fetch)
  const final = join(home, 'runtime')
  const fresh = join(home, 'runtime.new')
  // Whoever was killed in the middle of it may have left a dpkg that still writes for a moment.
  await rm(fresh, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  const root = join(fresh, 'root')
  await mkdir(root, { recursive: true })
  const packages = kept ?? (await fetchPackages({ archives, scratch: join(fresh, 'apt'), archive, progress }))
  const installed = describe(packages, join(final, 'root'))
  if (isOlder(installed.asteriskVersion, oldestAsterisk)) {
    throw new RuntimeProblem(
      'asterisk-too-old',
      `The archive's Asterisk is ${installed.asteriskVersion}; Tongdai needs ${oldestAsterisk} or newer.`,
      'Name a newer Debian archive by TONGDAI_ARCHIVE, or use the compose file in docker/.',
    )
  }
  try {
    await unpack(archives, packages, root, progress)
    await step(progress, 'Fitting the programs to this machine', () =>
      pointToOwnLibraries(root, installed.root, installed.postgresMajor, machine),
    )
  } catch (cause) {
    await refuseFullDisk(home, 50_000_000)
    throw cause
  }
  await rm(join(fresh, 'apt'), { recursive: true, force: true })
  await writeFile(join(fresh, 'installed.json'), JSON.stringify(installed, null, 1))
  // Servers that run from the old root keep their open files; it is removed only when the new one stands.
  const old = join(home, 'runtime.old')
  await rm(old, { recursive: true, force: true })
  if (existsSync(final)) await rename(final, old)
  await rename(fresh, final)
  await rm(old, { recursive: true, force: true })
  return installed
}

function describe(packages: readonly Package[], root: string): Installed {
  const versions = Object.fromEntries(packages.map(({ name, version }) => [name, version]))
  const major = packages.flatMap(({ name }) => /^postgresql-(\d+)$/.exec(name)?.[1] ?? [])[0] ?? ''
  return {
    recipe,
    root,
    asteriskVersion: upstreamVersion(versions.asterisk ?? ''),
    redisVersion: upstreamVersion(versions['redis-server'] ?? ''),
    postgresVersion: upstreamVersion(versions[`postgresql-${major}`] ?? ''),
    postgresMajor: major,
    packages: versions,
  }
}

async function refuseWithoutDpkg(): Promise<void> {
  if ((await runCommand('dpkg', ['--version'])).code === 0) return
  throw new RuntimeProblem(
    'not-debian',
    'This machine has no dpkg, so the private runtime cannot be built: it is made of Debian packages.',
    'Use the compose file in docker/, or set DATABASE_URL and REDIS_URL and bring your own Asterisk.',
  )
}

/** @param bytes what must be free */
async function refuseFullDisk(home: string, bytes: number): Promise<void> {
  await mkdir(home, { recursive: true })
  const { bavail, bsize } = await statfs(home)
  if (bavail * bsize >= bytes) return
  const inMB = (count: number) => Math.round(count / 1e6)
  throw new RuntimeProblem(
    'disk-full',
    `Only ${inMB(bavail * bsize)} MB are free where ${home} lies; the servers need ${inMB(bytes)} MB.`,
    'Free some space, or move the state folder to another disk.',
  )
}
