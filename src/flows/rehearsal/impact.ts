// Before a version is published: which of yesterday's callers would go another way with it, and where the ways part.
import type { Flow, Flows, World } from '../flow.ts'
import type { PastCaller } from './past.ts'
import { type Moment, rehearse } from './rehearse.ts'

export type PastCall = PastCaller & {
  readonly conversation: string
  readonly flow: string
  readonly language: string
  world(elapsedMs: number, language: string): World
  /** The sections that he entered before his first queue, where `before` is the version that he met. */
  readonly sections?: readonly string[]
  /** What is otherwise in the version after: his hotline's flow and language, the hours. */
  readonly after?: Pick<PastCall, 'flow' | 'language' | 'world'>
}

export type Impact = {
  /** Calls that were rehearsed in both versions. */
  readonly calls: number
  readonly changed: number
  /** Calls that went another way than they go in a rehearsal: of them nothing can be said. */
  readonly unknown: number
  /** Where ways part, the most frequent first. */
  readonly partings: readonly Parting[]
}

export type Parting = {
  readonly flow: string
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
  const partings = new Map<string, Omit<Parting, 'calls' | 'examples'> & { calls: string[] }>()
  let total = 0
  let changed = 0
  let unknown = 0
  for (const call of calls) {
    const way = wayOf(call, old)
    if (call.sections && !beginsWith(way, call.sections)) {
      unknown++
      continue
    }
    total++
    const parting = part(way, wayOf(call.after ? { ...call, ...call.after } : call, young))
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
    unknown,
    partings: sorted.map(one => ({
      ...one,
      calls: one.calls.length,
      examples: one.calls.slice(0, EXAMPLES),
    })),
  }
}

type Landmark = { readonly flow: string; readonly name: string; readonly isSection: boolean }

/** A way is told by its sections, and by what takes the caller out of the flow. */
function wayOf(call: PastCall, flows: Flows): Landmark[] {
  const answers = call.answers.values()
  const { moments } = rehearse({
    flows,
    flow: call.flow,
    language: call.language,
    world: call.world,
    lookUp: () => ({ outcome: answers.next().value ?? 'failed', values: {} }),
    script: call.script,
  })
  return moments.flatMap(landmark)
}

function landmark({ met, place: { flow } }: Moment): Landmark[] {
  if ('section' in met) return [{ flow, name: met.section, isSection: true }]
  for (const kind of ['queue', 'voicemail', 'hangup'] as const)
    if (kind in met)
      return [{ flow, name: `${kind} ${String((met as Record<string, unknown>)[kind])}`, isSection: false }]
  return []
}

/** Who hung up early is rehearsed as one who pressed nothing more: his way goes on. */
function beginsWith(way: readonly Landmark[], sections: readonly string[]): boolean {
  const entered = way.filter(({ isSection }) => isSection)
  return sections.every((section, index) => entered[index]?.name === section)
}

function part(before: readonly Landmark[], after: readonly Landmark[]) {
  const at = before.findIndex(({ name }, index) => after[index]?.name !== name)
  const where = at < 0 ? before.length : at
  if (at < 0 && after.length === before.length) return undefined
  return {
    flow: before[where - 1]?.flow ?? before[0]?.flow ?? '',
    section: before[where - 1]?.name ?? 'start',
    before: before[where]?.name ?? 'the end',
    after: after[where]?.name ?? 'the end',
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
