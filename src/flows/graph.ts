// A flow as a graph: sections as boxes with their steps, and the ways between them with what leads there. For the
// drawn flow on the admin's page and on the command line.
import type { Flow } from './flow.ts'
import type { Mention } from './verb.ts'
import { mentionsOf, type Step } from './verbs/verbs.ts'

export type Graph = { readonly boxes: readonly Box[]; readonly ways: readonly Way[] }

/** `end`: where callers go from the flow: a queue, another flow. */
export type Box = {
  readonly id: string
  readonly kind: 'section' | 'end'
  readonly title: string
  /** One line a step, in the owner's words. */
  readonly steps: readonly string[]
}

export type Way = {
  readonly from: string
  readonly to: string
  /** What leads there: `1`, `no-input`, `after 60s`; empty for `go`. */
  readonly label: string
  /** Which step of the section. */
  readonly step: number
  /** The key, where it is one: what callers took is counted by it. */
  readonly digit?: string
}

/** Works on a flow with holes too: what is there is drawn. */
export function graphOf(flow: Flow): Graph {
  const boxes: Box[] = []
  const ways: Way[] = []
  const ends = new Map<string, Box>()
  for (const [section, steps] of Object.entries(flow.sections)) {
    boxes.push({ id: section, kind: 'section', title: section, steps: [...steps].map(lineOf) })
    for (const [index, step] of steps.entries())
      for (const mention of step ? mentionsOf(step) : []) {
        const way = wayOf(section, index, mention)
        if (!way) continue
        if (mention.kind !== 'section') ends.set(way.to, endOf(way.to, mention))
        ways.push(way)
      }
  }
  return { boxes: [...boxes, ...ends.values()], ways }
}

function wayOf(from: string, step: number, { kind, name, path }: Mention): Way | undefined {
  const last = path.at(-1)
  switch (kind) {
    case 'section': {
      const digit = path[0] === 'keys' && typeof last === 'string' ? { digit: last } : {}
      return { from, to: name, label: labelOf(path), step, ...digit }
    }
    case 'queue':
    case 'number':
    case 'flow':
      return { from, to: `${kind}:${name}`, label: kind === 'flow' ? String(path[0]) : '', step }
    default:
      return undefined
  }
}

function endOf(id: string, { kind, name }: Mention): Box {
  return { id, kind: 'end', title: `${kind} ${name}`, steps: [] }
}

/** `keys 1` is the key 1; `when 0 go` is the first row of the table. */
function labelOf(path: Mention['path']): string {
  const [kind, ...rest] = path
  if (kind === 'keys') return String(rest[0])
  if (kind === 'go') return ''
  if (kind === 'when') return `row ${Number(rest[0]) + 1}`
  if (kind === 'split') return String(rest[0])
  return path.join(' ')
}

/** A step in one line: its verb and what it is about. */
function lineOf(step: Step | undefined): string {
  if (!step) return '…'
  const about = mentionsOf(step).find(({ kind }) => kind !== 'section' && kind !== 'uses')
  if (step.verb === 'go' || step.verb === 'call') return `${step.verb} ${step.flow ?? step.section}`
  if (step.verb === 'wait') return step.verb
  return about ? `${step.verb} ${short(about.name)}` : step.verb
}

const MAX_LINE = 40

const short = (text: string): string => (text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text)

/** As Mermaid, which many editors and wikis draw. */
export function mermaidOf({ boxes, ways }: Graph): string {
  const ids = new Map(boxes.map(({ id }, index) => [id, `n${index}`]))
  const text = (value: string) => value.replaceAll('"', '#quot;')
  const drawn = boxes.map(({ id, kind, title, steps }) => {
    const label = text([title, ...steps].join('<br/>'))
    return kind === 'end' ? `  ${ids.get(id)}(["${label}"])` : `  ${ids.get(id)}["${label}"]`
  })
  const arrows = ways
    .filter(({ to }) => ids.has(to))
    .map(({ from, to, label }) => {
      const arrow = label === '' ? '-->' : `-->|"${text(label)}"|`
      return `  ${ids.get(from)} ${arrow} ${ids.get(to)}`
    })
  return ['flowchart TD', ...drawn, ...arrows, ''].join('\n')
}
