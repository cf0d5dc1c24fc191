// Where in its file a part of a flow stands.
import type { Path } from '../flows/problem.ts'
import type { Tree } from './tree.ts'
import { readYaml } from './yaml.ts'

export type PlaceOf = (path: Path, at?: 'key') => { readonly line: number; readonly column: number }

export const flowFile = (flow: string): string => `ivr-flows/${flow}.yaml`

/** @returns a function that tells; of a file that is not there or can't be read, its beginning */
export function placesOf(tree: Tree, flow: string): PlaceOf {
  const path = flowFile(flow)
  const file = tree.files.find(one => one.path === path)
  const { source } = file ? readYaml(path, file.text) : {}
  return (part, at) => source?.place(part, at) ?? { line: 1, column: 1 }
}
