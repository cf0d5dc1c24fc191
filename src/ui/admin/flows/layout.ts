// Where the boxes and ways of a drawn flow lie: dagre's layers from top to bottom.
import { Graph, layout } from '@dagrejs/dagre'
import type { DrawnBox, DrawnWay, FlowDrawing } from '../../../http/published.ts'

type Point = { readonly x: number; readonly y: number }

export type PlacedBox = DrawnBox & {
  /** Left upper corner, and size, in px. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
  /** Ways that lead back to this very section. */
  readonly again: readonly DrawnWay[]
}

/** All ways from one box to another are one line. */
export type PlacedWay = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly ways: readonly DrawnWay[]
  readonly label: string
  readonly path: string
  readonly middle: Point
}

export type Placed = { boxes: PlacedBox[]; ways: PlacedWay[]; width: number; height: number }

export const HEAD_HEIGHT = 30
export const LINE_HEIGHT = 18
const BOX_WIDTH = 188
const MAX_LINES = 7
const LETTER_WIDTH = 6.6

export function place({ boxes, ways }: FlowDrawing): Placed {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 26, edgesep: 14, ranksep: 34, marginx: 12, marginy: 12 })
  const known = new Set(boxes.map(({ id }) => id))
  for (const box of boxes) graph.setNode(box.id, { width: BOX_WIDTH, height: heightOf(box) })
  const together = new Map<string, DrawnWay[]>()
  for (const way of ways) {
    if (!known.has(way.to) || way.from === way.to) continue
    const id = `${way.from} ${way.to}`
    together.set(id, [...(together.get(id) ?? []), way])
  }
  for (const [id, group] of together) {
    const [{ from, to } = { from: '', to: '' }] = group
    const label = labelOf(group)
    // A number of callers may come to stand beside it.
    graph.setEdge(from, to, { id, labelpos: 'c', width: (label.length + 5) * LETTER_WIDTH, height: 20 })
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    ...{ width, height },
    boxes: boxes.map(box => {
      const { x, y, width, height } = graph.node(box.id) as Required<Rectangle>
      const again = ways.filter(way => way.from === box.id && way.to === box.id)
      return { ...box, x: x - width / 2, y: y - height / 2, width, height, lines: linesOf(box), again }
    }),
    ways: [...together].map(([id, group]) => {
      const [{ from, to } = { from: '', to: '' }] = group
      const edge = graph.edge(from, to) as { points: Point[]; x?: number; y?: number }
      const points = edge.points
      const half = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 }
      const middle = { x: edge.x ?? half.x, y: edge.y ?? half.y }
      return { id, from, to, ways: group, label: labelOf(group), path: pathOf(points), middle }
    }),
  }
}

type Rectangle = { x: number; y: number; width: number; height: number }

function linesOf({ steps }: DrawnBox): string[] {
  if (steps.length <= MAX_LINES) return [...steps]
  return [...steps.slice(0, MAX_LINES - 1), `… +${steps.length - MAX_LINES + 1}`]
}

function heightOf(box: DrawnBox): number {
  const lines = linesOf(box).length
  return HEAD_HEIGHT + (lines > 0 ? lines * LINE_HEIGHT + 8 : 0)
}

const labelOf = (ways: readonly DrawnWay[]): string =>
  [...new Set(ways.map(way => way.label))].filter(Boolean).join(', ')

/** A line through the points, round at each. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  const bends = rest.slice(0, -1).map((point, n) => {
    const next = rest[n + 1] ?? last
    const end = n === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q ${at(point)} ${at(end)}`
  })
  return bends.length === 0 ? `M ${at(first)} L ${at(last)}` : `M ${at(first)} ${bends.join(' ')}`
}
