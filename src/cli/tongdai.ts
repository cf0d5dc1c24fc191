// The command line. `npx tongdai --help`.
import { ownEnvironment } from '../config.ts'
import { runCommand } from './commands.ts'

const { environment } = ownEnvironment()
process.exitCode = await runCommand(process.argv.slice(2), {
  environment,
  width: process.stdout.columns ?? 200,
  out: text => console.log(text),
  err: text => console.error(text),
})
