// Something wrong in what the owner wrote, before it is known where in which file: `path` says in which value.

import type { Told } from '../told/told.ts'

export type Path = readonly (string | number)[]

export type Problem = {
  readonly severity?: 'warning'
  readonly code: string
  readonly path: Path
  /** Point at the key instead of at its value. */
  readonly at?: 'key'
  readonly sentence: Told
  /** What to do about it. */
  readonly hint: Told
}
