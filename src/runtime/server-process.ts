// A server that outlives us: started in a session of its own, and found again by its pid file.
import { spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine, isProgram, isRunning, signal } from './process-table.ts'
import type { Program } from './programs.ts'
import { identity, type RunAs, wrapper } from './run-as.ts'
import { RuntimeProblem } from './runtime-problem.ts'
import { waitUntil } from './wait-until.ts'

export type ServerName = 'Asterisk' | 'PostgreSQL' | 'Redis'

export type ServerPlan = {
  name: ServerName
  /** Holds the pid file and the log. */
  folder: string
  program: Program
  args: readonly string[]
  /** The one argument, a path of ours, by which the server is known from any other of its kind. */
  mark: string
  runAs: RunAs
  /** Asks whether the server answers. */
  isReady: () => Promise<boolean>
  readyMs: number
  stopSignal: NodeJS.Signals
  /** After so long a stop becomes a SIGKILL. */
  stopMs: number
  /** Called only when the server is not running yet, before it is started. */
  prepare: () => Promise<void>
}

export type RunningServer = {
  name: ServerName
  pid: number
  /** It was running already. */
  adopted: boolean
  /** Settles when the server is gone, for whatever reason. */
  ended: Promise<void>
  stop: () => Promise<void>
}

/** Adopts the running server of this folder, or starts it; returns when it answers. @throws RuntimeProblem */
export async function runServer(plan: ServerPlan): Promise<RunningServer> {
  await mkdir(plan.folder, { recursive: true })
  const found = await findServer(plan)
  if (found === undefined) await plan.prepare()
  const pid = found ?? (await launch(plan))
  const ended = Promise.withResolvers<void>()
  watchEnd(pid, ended.resolve)
  const stop = async (): Promise<void> => {
    await stopServer(plan, pid)
    ended.resolve()
  }
  const server = { name: plan.name, pid, adopted: found !== undefined, ended: ended.promise }
  let alive = true
  const ready = await waitUntil(async () => {
    alive = await isRunning(pid)
    return !alive || (await plan.isReady())
  }, plan.readyMs)
  if (ready && alive) return { ...server, stop }
  await stop()
  throw await failed(plan, alive ? `did not answer within ${plan.readyMs / 1000} s` : 'ended at once')
}

/** The pid of this folder's server, if it runs; one that runs with other settings is stopped first. */
async function findServer(plan: ServerPlan): Promise<number | undefined> {
  const pid = Number(await readFile(pidFile(plan), 'utf8').catch(() => ''))
  if (!pid || !(await isProgram(pid, plan.program.command, plan.mark))) return undefined
  const [, ...args] = (await commandLine(pid)) ?? []
  if (args.join('\0') === plan.args.join('\0')) return pid
  await stopServer(plan, pid)
  return undefined
}

async function launch(plan: ServerPlan): Promise<number> {
  const { program, runAs, folder } = plan
  const log = openSync(rotatedLog(plan), 'a', 0o600)
  const pidTo = openSync(pidFile(plan), 'w')
  // The shell notes its own pid and then becomes the server: there is no moment without a pid file.
  const note = ['-c', 'echo $$ >&3; exec "$@" 3>&-', 'sh']
  const child = spawn('sh', [...note, ...wrapper(runAs), program.command, ...program.args, ...plan.args], {
    cwd: folder,
    // A session of its own: neither our end nor a Ctrl-C at the terminal reaches it.
    detached: true,
    stdio: ['ignore', log, log, pidTo],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
      LANG: 'C.UTF-8',
      HOME: folder,
      ...program.env,
    },
    ...identity(runAs),
  })
  closeSync(log)
  closeSync(pidTo)
  child.unref()
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  }).catch(async cause => {
    throw await failed(plan, `could not be started (${cause.message})`)
  })
  return child.pid!
}

async function stopServer(plan: ServerPlan, pid: number): Promise<void> {
  // By now the number may belong to a stranger, if the server ended long ago.
  if ((await commandLine(pid))?.includes(plan.mark)) {
    signal(pid, plan.stopSignal)
    const gone = async () => !(await isRunning(pid))
    if (!(await waitUntil(gone, plan.stopMs))) {
      signal(pid, 'SIGKILL')
      await waitUntil(gone, 5000)
    }
  }
  await rm(pidFile(plan), { force: true })
}

/** Tells when the process is gone; never keeps us alive for it. */
function watchEnd(pid: number, tell: () => void): void {
  // Not a child of ours once adopted, so there is nothing to be told by: look now and then.
  const look = setInterval(async () => {
    if (await isRunning(pid)) return
    clearInterval(look)
    tell()
  }, 250)
  look.unref()
}

function pidFile({ folder, name }: ServerPlan): string {
  return join(folder, `${name.toLowerCase()}.pid`)
}

/** The log of the last run stays beside the new one once it has grown. */
function rotatedLog({ folder, name }: ServerPlan): string {
  const file = join(folder, `${name.toLowerCase()}.log`)
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > 1_000_000) renameSync(file, `${file}.1`)
  return file
}

async function failed(plan: ServerPlan, what: string): Promise<RuntimeProblem> {
  const log = join(plan.folder, `${plan.name.toLowerCase()}.log`)
  const text = await readFile(log, 'utf8').catch(() => '')
  const last = text.trim().split('\n').slice(-3).join(' / ').slice(-500)
  return new RuntimeProblem(
    'server-failed',
    `${plan.name} ${what}${last ? `; it said last: ${last}` : ''}.`,
    `Look into ${log}.`,
  )
}
