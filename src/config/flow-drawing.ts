// A flow drawn while it is written: whatever can be read of it, with the line of each section and step.
import { type Box, type Graph, graphOf, type Way } from '../flows/graph.ts'
import { readFlow } from '../flows/read-flow.ts'
import { flowFile } from './flow-places.ts'
import type { Tree } from './tree.ts'
import { problemsOf } from './validate.ts'
import { readYaml } from './yaml.ts'

export type DrawnBox = Box & {
  /** Of a section; its steps' lines beside it, in their order. */
  readonly line?: number
  readonly stepLines: readonly number[]
}

/** `line`: of the step that leads there. */
export type DrawnWay = Way & { readonly line: number }

export type Drawing = { readonly boxes: readonly DrawnBox[]; readonly ways: readonly DrawnWay[] }

/** @returns undefined when there is no such file, or nothing in it can be drawn */
export function drawFlow(tree: Tree, name: string): (Drawing & { graph: Graph }) | undefined {
  const path = flowFile(name)
  const file = tree.files.find(one => one.path === path)
  if (!file) return undefined
  const { source } = readYaml(path, file.text)
  if (!source) return undefined
  const { flow } = readFlow(name, source.data, (schema, value, at) => problemsOf(schema, value, at, source))
  if (!flow) return undefined
  const graph = graphOf(flow)
  const line = (section: string, step: number) => source.place([section, step]).line
  return {
    graph,
    boxes: graph.boxes.map(box =>
      box.kind === 'end'
        ? { ...box, stepLines: [] }
        : {
            ...box,
            line: source.place([box.id], 'key').line,
            stepLines: box.steps.map((_, index) => line(box.id, index)),
          },
    ),
    ways: graph.ways.map(way => ({ ...way, line: line(way.from, way.step) })),
  }
}
