// Before a version is published: which of yesterday's callers would go another way with it, and where the ways part.
import type { Flow, Flows, World } from '../flow.ts'
import type { Met } from './met.ts'
import type { PastCaller } from './past.ts'
import { rehearse } from './rehearse.ts'

export type PastCall = PastCaller & {
  readonly conversation: string
  readonly flow: string
  readonly language: string
  world(elapsedMs: number, language: string): World
}

export type Impact = {
  /** Calls that were rehearsed in both versions. */
  readonly calls: number
  readonly changed: number
  /** Where ways part, the most frequent first. */
  readonly partings: readonly Parting[]
}

export type Parting = {
  readonly section: string
  readonly before: string
  readonly after: string
  readonly calls: number
  /** Some of them, to listen to. */
  readonly examples: readonly string[]
}

const EXAMPLES = 5

export function impactOf(calls: Iterable<PastCall>, before: Flows, after: Flows): Impact {
  const [old, young] = [lenient(before), lenient(after)]
  const partings = new Map<string, { section: string; before: string; after: string; calls: string[] }>()
  let total = 0
  let changed = 0
  for (const call of calls) {
    total++
    const parting = part(wayOf(call, old), wayOf(call, young))
    if (!parting) continue
    changed++
    const name = JSON.stringify(parting)
    const known = partings.get(name) ?? { ...parting, calls: [] }
    known.calls.push(call.conversation)
    partings.set(name, known)
  }
  const sorted = [...partings.values()].sort((a, b) => b.calls.length - a.calls.length)
  return {
    calls: total,
    changed,
    partings: sorted.map(one => ({
      ...one,
      calls: one.calls.length,
      examples: one.calls.slice(0, EXAMPLES),
    })),
  }
}

/** A way is told by its sections, and by what takes the caller out of the flow. */
function wayOf(call: PastCall, flows: Flows): string[] {
  const answers = call.answers.values()
  const { met } = rehearse({
    flows,
    flow: call.flow,
    language: call.language,
    world: call.world,
    lookUp: () => ({ outcome: answers.next().value ?? 'failed', values: {} }),
    script: call.script,
  })
  return met.flatMap(landmark)
}

function landmark(met: Met): string[] {
  if ('section' in met) return [met.section]
  for (const kind of ['queue', 'voicemail', 'hangup'] as const)
    if (kind in met) return [`${kind} ${String((met as Record<string, unknown>)[kind])}`]
  return []
}

function part(before: readonly string[], after: readonly string[]) {
  const at = before.findIndex((landmark, index) => after[index] !== landmark)
  const where = at < 0 ? before.length : at
  if (at < 0 && after.length === before.length) return undefined
  return {
    section: before[where - 1] ?? 'start',
    before: before[where] ?? 'the end',
    after: after[where] ?? 'the end',
  }
}

/** Nobody knows which digits he keyed in, only whether they were right then: so they are right now. */
function lenient(flows: Flows): Flows {
  const known = new Map<string, Flow | undefined>()
  return name => {
    if (!known.has(name)) known.set(name, trusting(flows(name)))
    return known.get(name)
  }
}

function trusting(flow: Flow | undefined): Flow | undefined {
  if (!flow) return undefined
  const sections = Object.entries(flow.sections).map(([name, steps]) => [
    name,
    steps.map(step => {
      if (step.verb !== 'collect' && step.verb !== 'secret') return step
      const keying = { ...step.keying, min: 1, max: 99 }
      if (step.verb === 'secret') return { ...step, keying }
      const { pattern: _, check: __, ...plain } = step
      return { ...plain, keying, confirm: false }
    }),
  ])
  return { ...flow, sections: Object.fromEntries(sections) }
}
