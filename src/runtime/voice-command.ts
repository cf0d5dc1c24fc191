// A voice that is a program of the owner's: text in, sound out.
import { spawn } from 'node:child_process'
import { VoiceProblem } from './speak.ts'

/** Minutes of speech. What is longer is no sentence. */
export const MOST_BYTES = 20_000_000

/** @returns what it wrote to its standard output. @throws VoiceProblem also when it takes longer than it may */
export function soundByCommand(
  { command, timeoutMs }: { command: readonly string[]; timeoutMs: number },
  text: string,
): Promise<Buffer> {
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    // Its own process group, so that what it starts ends with it.
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    const parts: Buffer[] = []
    let bytes = 0
    const giveUp = (why: string) => {
      clearTimeout(timer)
      if (child.pid !== undefined) end(child.pid)
      reject(new VoiceProblem(`The voice ${program} ${why}.`))
    }
    const timer = setTimeout(() => giveUp(`took longer than ${timeoutMs} ms`), timeoutMs)
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > MOST_BYTES) giveUp('does not stop speaking')
      else parts.push(part)
    })
    // A program that ends without reading its input is no mistake of ours.
    child.stdin.on('error', () => {})
    child.stdin.end(text)
    child.once('error', error => giveUp(`does not start (${error.message})`))
    child.once('close', code => {
      if (code !== 0) return giveUp(`ended with ${code ?? 'a signal'}`)
      clearTimeout(timer)
      resolve(Buffer.concat(parts))
    })
  })
}

function end(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself: the group is gone.
  }
}
