// Asterisk of our own, with the configuration that the caller wrote.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type PortClaim, refuseTakenPort } from './ports.ts'
import { handOver, stepDown } from './run-as.ts'
import { runCommand } from './run-command.ts'
import type { Runtime } from './runtime.ts'
import { type RunningServer, runServer } from './server-process.ts'

export type AsteriskOptions = {
  runtime: Runtime
  /** Holds asterisk.conf, which names all other folders of Asterisk. */
  etcFolder: string
  /** Holds log and pid file, and is handed over to the user that Asterisk runs as. */
  folder: string
  /** Further folders that Asterisk writes into, if they lie outside `folder`. */
  folders?: readonly string[]
  /** What it will listen on: refused with a sentence if taken. */
  ports?: readonly PortClaim[]
  /** After so long a stop becomes a SIGKILL. */
  stopMs?: number
}

export type RunningAsterisk = RunningServer & {
  /** Call it after rewriting files in `etcFolder`, before a reload: Asterisk may run as another user. */
  handOverEtc: () => Promise<void>
}

/** Starts or adopts it; ready when Asterisk itself says that it has booted. @throws RuntimeProblem */
export async function startAsterisk(options: AsteriskOptions): Promise<RunningAsterisk> {
  const { runtime, folders = [], ports = [], stopMs = 20_000 } = options
  const [folder, etcFolder] = [resolve(options.folder), resolve(options.etcFolder)]
  const configuration = join(etcFolder, 'asterisk.conf')
  const program = runtime.program('asterisk')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = [folder, etcFolder, ...folders.map(path => resolve(path))]
  const runAs = await stepDown([...own, program.command], false)
  const handOverEtc = () => handOver(runAs, [etcFolder])
  // Also for one that runs already, since the caller has probably just written its files anew.
  await handOverEtc()
  const server = await runServer({
    name: 'Asterisk',
    folder,
    program,
    // In the foreground: it is a process of ours, not a daemon that escapes.
    args: ['-f', '-C', configuration],
    mark: configuration,
    runAs,
    prepare: async () => {
      for (const claim of ports) await refuseTakenPort(claim)
      await handOver(runAs, own)
    },
    isReady: async () => {
      const asked = ['-C', configuration, '-r', '-x', 'core waitfullybooted']
      const { code, stdout } = await runCommand(program.command, [...program.args, ...asked])
      return code === 0 && stdout.includes('fully booted')
    },
    readyMs: 30_000,
    stopSignal: 'SIGTERM',
    stopMs,
  })
  return { ...server, handOverEtc }
}
