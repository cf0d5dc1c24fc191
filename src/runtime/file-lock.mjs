// A lock between processes, held by the kernel: it goes away with its holder, however that one dies.
// Plain JavaScript for Node 20, because bootstrap.mjs needs it before any package is installed.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Waits for the lock on `file`, runs `work`, gives the lock back.
 * flock(1) holds the lock as long as the pipe to it stays open, which it does as long as we live.
 * Without flock(1), which Debian always has, the work runs unguarded.
 */
export async function withFileLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true })
  // Detached: a Ctrl-C for the whole process group must not take the lock away from under the work.
  const holder = spawn('flock', [file, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const waiting = setTimeout(onWait, 1000)
  await new Promise(resolve => {
    holder.once('error', resolve)
    holder.once('exit', resolve)
    holder.stdout.once('data', resolve)
  })
  clearTimeout(waiting)
  try {
    return await work()
  } finally {
    holder.stdin.end()
  }
}
