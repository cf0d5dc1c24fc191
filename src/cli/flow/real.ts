// "tongdai flow test --real": the tests as real calls, in a house of its own, so that nothing of it can reach the
// queues, records or other systems of the one that runs. It lives with the test ring, whose phones it needs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { flowFile } from '../../config/flow-places.ts'
import { readTree } from '../../config.ts'
import { told } from '../../told/told.ts'
import { CliProblem } from '../office-client.ts'
import { noSuchFlow } from './no-such-flow.ts'

const PROGRAM = join(import.meta.dirname, '../../../test/rehearsal/real.ts')

/**
 * @param flow without it: all of them.
 * @param program what places the calls. @returns the exit code
 */
export async function testForReal(
  root: string,
  flow: string | undefined,
  isJson: boolean,
  program = PROGRAM,
): Promise<number> {
  if (!existsSync(program)) {
    const hint = told`Run it in a clone of Tongdai's repository, with TONGDAI_CONFIG pointing to your files.`
    throw new CliProblem('no-test-ring', told`Real calls need the folder test/, which is not here.`, hint)
  }
  const { files } = await readTree(root)
  if (flow !== undefined && !files.some(({ path }) => path === flowFile(flow))) throw noSuchFlow(flow)
  const args = [program, root, ...(isJson ? ['--json'] : []), ...(flow === undefined ? [] : [flow])]
  const running = spawn(process.execPath, args, { stdio: 'inherit' })
  const [code] = await once(running, 'exit')
  return typeof code === 'number' ? code : 1
}
