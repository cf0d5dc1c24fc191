// Runs a program to its end and keeps what it said.
import { spawn } from 'node:child_process'

export type CommandResult = { code: number; stdout: string; stderr: string }
export type CommandOptions = {
  /** Added to our own environment. */
  env?: Record<string, string>
  cwd?: string
  /** Written to the program's standard input. */
  input?: string
  uid?: number
  gid?: number
  /** Each piece of standard output as it comes. */
  onOutput?: (text: string) => void
}

/** Never rejects: a program that is not there answers with code 127, one killed by a signal with 128. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise(resolve => {
    const { uid, gid, cwd, env = {} } = options
    const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    // env(1) adds to the environment that we were started with, which only config.ts looks into.
    const [program = command, ...rest] =
      settings.length > 0 ? ['env', ...settings, command, ...args] : [command, ...args]
    const child = spawn(program, rest, {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    const result: CommandResult = { code: 127, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      result.stdout += text
      options.onOutput?.(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      result.stderr += text
    })
    // A program that ends without reading its input is no mistake of ours.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    child.once('error', error => resolve({ ...result, stderr: error.message }))
    child.once('close', code => resolve({ ...result, code: code ?? 128 }))
  })
}

/** The last lines of what a failed program said, in one line. */
export function lastWords({ stdout, stderr }: CommandResult, lines = 3): string {
  return (stderr.trim() || stdout.trim()).split('\n').slice(-lines).join(' / ')
}
