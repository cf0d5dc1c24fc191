// Finds where in the text a value stands. Walks only when somebody asks: findings are few.
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml'
import type { Path } from '../flows/problem.ts'
import { keyOf, offsetOf, type Values } from './yaml-values.ts'

export type Places = {
  /** Where the value at the path stands, or its key; of a value that is not there: what it should be in. */
  place(path: Path, at?: 'key'): { line: number; column: number }
  /** A scalar as it is written, e.g. `02871099999` where the data says 2871099999. */
  written(path: Path): string | undefined
}

export function placesIn(document: Document.Parsed, lines: LineCounter, values: Values): Places {
  const resolved = (node: unknown) => (isAlias(node) ? values.anchors.get(node.source) : node)
  /** The node at the path, or the nearest one above it; `key`: the node of its last key. */
  const walk = (path: Path) => {
    let node: unknown = resolved(document.contents)
    let key: unknown
    let complete = true
    for (const part of path) {
      const before: unknown = node
      if (isMap(before)) {
        const pair = before.items.findLast(item => keyOf(item.key) === String(part))
        complete = pair !== undefined
        if (!pair) break
        key = pair.key
        node = resolved(pair.value) ?? pair.key
      } else if (isSeq(before) && typeof part === 'number' && before.items[part]) {
        key = undefined
        node = resolved(before.items[part])
      } else {
        complete = false
        break
      }
    }
    return { node, key, complete }
  }
  return {
    place(path, at) {
      const { node, key } = walk(path)
      const { line, col } = lines.linePos(offsetOf(at === 'key' && key ? key : node))
      return { line: Math.max(1, line), column: Math.max(1, col) }
    },
    written(path) {
      const { node, complete } = walk(path)
      return complete && isScalar(node) ? node.source : undefined
    },
  }
}
