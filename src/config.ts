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

/** Those variables that we read, as they are set here: for a service that shall run under the same ones. */
export function ownVariables(): Readonly<Record<string, string>> {
  const ours = /^(DATABASE_URL|REDIS_URL|LOG_LEVEL|ASTERISK_URL|ASTERISK_ETC|TONGDAI_[A-Z_]+)$/
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && ours.test(name) ? [[name, value]] : [])),
  )
}

/** The environment of this process, with this checkout as the default place of everything. */
export function ownEnvironment(): { environment: Environment; problems: readonly EnvironmentProblem[] } {
  return readEnvironment(process.env, dirname(import.meta.dirname))
}
