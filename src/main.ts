// A process of the house: keeper, switchboard or office. Configuration in, house open, close on a signal.
import { environmentInWords, ownEnvironment } from './config.ts'
import { runKeeper, runOffice, runSwitchboard } from './house.ts'

const processes = { keeper: runKeeper, switchboard: runSwitchboard, office: runOffice } as const

const name = process.argv[2] ?? 'keeper'
const { environment, problems } = ownEnvironment()
for (const problem of problems) console.error(environmentInWords(problem, environment.language))
if (problems.length > 0) process.exit(1)
if (!Object.hasOwn(processes, name)) {
  console.error(`There is no process "${name}"; there are: ${Object.keys(processes).join(', ')}.`)
  process.exit(1)
}

try {
  await processes[name as keyof typeof processes](environment)
  if (name === 'keeper') process.exit(0)
} catch (error) {
  console.error(sentenceOf(error))
  process.exit(1)
}

/** People read sentences; what has none of ours is a fault of ours, with its stack. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!('code' in error)) return error.stack ?? error.message
  const hint = 'hint' in error ? ` ${String(error.hint)}` : ''
  return `${error.message}${hint}`
}
