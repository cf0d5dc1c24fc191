// "tongdai flow test --real": the tests as real calls, in a house of its own, so that nothing of it can reach the
// queues, records or other systems of the one that runs. It lives with the test ring, whose phones it needs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, '../../../test/rehearsal/real.ts')

/** @param flow without it: all of them. @returns the exit code */
export async function testForReal(root: string, flow: string | undefined): Promise<number> {
  const args = [PROGRAM, root, ...(flow === undefined ? [] : [flow])]
  const running = spawn(process.execPath, args, { stdio: 'inherit' })
  const [code] = await once(running, 'exit')
  return typeof code === 'number' ? code : 1
}
