// Runs one test file in a process group of its own and says how it went.
import { spawn } from 'node:child_process'
import { type Outcome, tapReader } from './outcome.ts'

export type FileResult = Outcome & {
  readonly file: string
  readonly tookMs: number
  /** The last lines that it printed beside its TAP. */
  readonly noise: string
}

type Options = {
  /** The checkout; `file` is relative to it. */
  readonly folder: string
  /** What is not over by then is ended, with all that it started in its process group. */
  readonly limitMs: number
  readonly environment: NodeJS.ProcessEnv
  /** What the file is started with, like `--full`. */
  readonly words?: readonly string[]
}

/** How long an ended file may clean up after itself before it is killed. */
const PATIENCE_MS = 5_000
const LAST_LINES = 40

const groups = new Set<number>()

/** Ends the files that are running now, each with its process group: for Ctrl-C. */
export function endRunningFiles(): void {
  for (const group of groups) signalGroup(group, 'SIGTERM')
}

/** Never rejects: a file that crashes, hangs, or ends without a plan is a failure of it. */
export function runFile(
  file: string,
  { folder, limitMs, environment, words = [] }: Options,
): Promise<FileResult> {
  const startedAt = performance.now()
  const tap = tapReader(folder)
  const child = spawn(process.execPath, [file, ...words], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // tap's own limit names the test that hangs; without it that would be 30 seconds for a whole file.
    env: { ...environment, TAP_TIMEOUT: String(limitMs / 1000) },
  })
  const group = child.pid
  if (group) groups.add(group)
  let noise = ''
  child.stdout.setEncoding('utf8').on('data', tap.write)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    noise = (noise + text).slice(-20_000)
  })
  let timedOut = false
  const timers = [
    setTimeout(() => {
      timedOut = true
      if (group) signalGroup(group, 'SIGTERM')
    }, limitMs + PATIENCE_MS),
    setTimeout(() => group && signalGroup(group, 'SIGKILL'), limitMs + 2 * PATIENCE_MS),
  ]
  return new Promise(resolve => {
    let over = false
    const close = (ending: string | undefined) => {
      if (over) return
      over = true
      for (const timer of timers) clearTimeout(timer)
      // Whatever a file leaves running would disturb the next ones; a good file leaves nothing.
      if (group) signalGroup(group, 'SIGKILL')
      if (group) groups.delete(group)
      const { planned } = tap.end()
      const { outcome } = tap
      const tookMs = performance.now() - startedAt
      const reason = timedOut
        ? `was still running after ${Math.round((limitMs + PATIENCE_MS) / 1000)} s and was ended`
        : (ending ?? (planned ? undefined : 'ended before it had run all its tests (no plan)'))
      // An exit code other than 0 is only the sum of failures that are told already.
      const told = outcome.failures.length > 0 && !timedOut && planned
      if (reason && !told) outcome.failures.push({ title: `the file ${reason}` })
      if (outcome.passed + outcome.skipped + outcome.failures.length === 0)
        outcome.failures.push({ title: 'the file ran no test' })
      resolve({ ...outcome, file, tookMs, noise: noise.trim().split('\n').slice(-LAST_LINES).join('\n') })
    }
    child.once('error', error => close(`could not be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      const ending = signal ? `was ended by ${signal}` : code ? `ended with code ${code}` : undefined
      // Pipes may stay open in what it left behind: what it printed is there within a moment.
      const late = setTimeout(() => close(ending), 1_000)
      child.once('close', () => {
        clearTimeout(late)
        close(ending)
      })
    })
  })
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal)
  } catch (error) {
    // Nobody is left in it, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
