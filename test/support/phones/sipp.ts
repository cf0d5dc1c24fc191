// Runs SIPp: bounded in calls and time, on ports of its own, its errors told.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freeUdpPort } from './free-port.ts'
import type { Address } from './media.ts'
import { endProcess, hasEnded, type Programs, startProgram } from './program.ts'

export type SippRun = {
  /** A folder for this run's files; made if absent. */
  folder: string
  /** Name of the run's files in it. */
  name: string
  scenario: string
  /** Injected lines, taken in order. */
  lines?: string[]
  server: Address
  listen: Address
  /** Calls to make (callers) and how many a second; a server has neither. */
  calls?: number
  ratePerS?: number
  echo?: boolean
  /** A failed call breaks the run: `done` rejects. */
  isStrict?: boolean
  /** SIPp ends by itself after this long, whatever happens. */
  limitS: number
}

export type Sipp = {
  readonly pid: number
  /** Resolves when SIPp has ended, rejects where it broke (failed calls are not a break: see the log). */
  readonly done: Promise<void>
  /** The `<log>` lines so far. */
  log(): Promise<string[]>
  /** Lets calls finish for a moment, then ends it. */
  stop(): Promise<void>
}

/** All went well; ended with no call at all. 1 = some calls failed: their log says which. */
const FINE_CODES = [0, 97, 99]
const SOME_FAILED = 1

export async function startSipp(programs: Programs, run: SippRun): Promise<Sipp> {
  await mkdir(run.folder, { recursive: true })
  const file = (ending: string) => join(run.folder, `${run.name}${ending}`)
  await writeFile(file('.xml'), run.scenario)
  if (run.lines) await writeFile(file('.csv'), ['SEQUENTIAL', ...run.lines, ''].join('\n'))
  const process = startProgram(
    programs.program('sipp'),
    argumentsOf(run, file, await freeUdpPort('0.0.0.0')),
    run.folder,
  )

  async function watch(): Promise<void> {
    if (!hasEnded(process)) await once(process, 'exit')
    const fine = run.isStrict ? FINE_CODES : [...FINE_CODES, SOME_FAILED]
    if (isStopping || fine.includes(process.exitCode ?? -1)) return
    const errors = await readFile(file('.errors'), 'utf8').catch(() => 'no error file')
    throw new Error(
      `SIPp (${run.name}) ended with ${process.exitCode ?? process.signalCode}:\n${errors.slice(-2_000)}`,
    )
  }

  let isStopping = false
  const done = watch()
  done.catch(() => {}) // whoever awaits `done` or `stop` hears of it; nobody has to be there at once
  return {
    pid: process.pid!,
    done,
    log: async () => (await readFile(file('.log'), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    stop: async () => {
      isStopping = true
      await endProcess(process, 'SIGUSR1', 2_000)
      await done
    },
  }
}

/** @param control port of SIPp's remote control, which nobody uses; it ends where that is taken */
function argumentsOf(run: SippRun, file: (ending: string) => string, control: number): string[] {
  const { server, listen, limitS, calls, ratePerS } = run
  return [
    `${server.address}:${server.port}`,
    ...['-sf', file('.xml'), '-i', listen.address, '-p', String(listen.port), '-bind_local'],
    ...['-mi', listen.address, '-min_rtp_port', mediaPort(), '-cp', String(control), '-nostdin'],
    ...['-trace_logs', '-log_file', file('.log'), '-trace_err', '-error_file', file('.errors')],
    ...['-timeout', `${limitS}s`, '-recv_timeout', `${limitS}s`, '-f', '60'],
    // A busy machine is not a reason to end a run.
    ...['-watchdog_minor_maxtriggers', '1000000', '-watchdog_major_maxtriggers', '1000000'],
    ...(run.lines ? ['-inf', file('.csv')] : []),
    ...(calls ? ['-m', String(calls), '-l', String(calls)] : []),
    ...(ratePerS ? ['-r', String(ratePerS)] : []),
    ...(run.echo ? ['-rtp_echo'] : []),
  ]
}

/** Under the ports that the kernel and Asterisk choose from; SIPp takes the next where one is in use. */
const mediaPort = (): string => String(10_000 + 2 * randomInt(0, 5_000))
