// What the owner writes and what the environment says → one checked, frozen Config. The only file that reads
// process.env (besides bootstrap.mjs).
//
//   readTree(folder) ──▶ Tree (raw texts, one hash) ──▶ checkTree(tree, environment) ──▶ Config, or findings
import { dirname } from 'node:path'
import { type Environment, type EnvironmentProblem, readEnvironment } from './config/environment.ts'

export { checkTree } from './config/check-tree.ts'
export type * from './config/config-types.ts'
export {
  type Environment,
  type EnvironmentProblem,
  environmentInWords,
  readEnvironment,
} from './config/environment.ts'
export { type Finding, hasErrors, inReadingOrder, inWords } from './config/finding.ts'
export { readTree, type Tree, versionOf } from './config/tree.ts'

/** The environment of this process, with this checkout as the default place of everything. */
export function ownEnvironment(): { environment: Environment; problems: readonly EnvironmentProblem[] } {
  return readEnvironment(process.env, dirname(import.meta.dirname))
}
