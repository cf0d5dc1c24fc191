// Starts and ends SIPp: a child of the test, unlike the runtime's servers, which outlive whoever started them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Program } from '../../../src/runtime/programs.ts'
import type { Runtime } from '../../../src/runtime/runtime.ts'

/** What SIPp's phones need of the runtime. */
export type Programs = Pick<Runtime, 'program'>

/** Its output is not read: SIPp writes files. */
export function startProgram(program: Program, args: string[], cwd?: string): ChildProcess {
  return spawn(program.command, [...program.args, ...args], {
    // A bare environment: nothing of the shell that runs the tests changes anything.
    env: { PATH: '/usr/bin:/bin', TERM: 'xterm', ...program.env },
    stdio: 'ignore',
    ...(cwd ? { cwd } : {}),
  })
}

export const hasEnded = (process: ChildProcess): boolean =>
  process.exitCode !== null || process.signalCode !== null

/** Asks by `signal`, and by SIGKILL where that was not enough. */
export async function endProcess(
  process: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = 5_000,
): Promise<void> {
  if (hasEnded(process)) return
  const gone = once(process, 'exit')
  process.kill(signal)
  const timer = setTimeout(() => process.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
}
