// A keeper of one child, to be killed by a test. Arguments: the child's manner and its file.
import { join } from 'node:path'
import { Keeper } from '../../src/runtime/keeper.ts'
import { stopOnSignal } from '../../src/runtime/keeper-signals.ts'

const args = [join(import.meta.dirname, 'kept-child.ts'), ...process.argv.slice(2)]
const keeper = new Keeper({
  servers: [],
  children: [{ name: 'child', command: process.execPath, args }],
  drainMs: 60_000,
  tell: () => {},
})
const stopped = stopOnSignal(keeper, signal => process.stdout.write(`${signal}\n`))
await keeper.start()
process.stdout.write('ready\n')
await stopped
process.exit(0)
