// In which languages each step of a flow may be met: a hotline's, and from a step `language: en` on that one, wherever
// it leads: to other sections, into flows that are called, and back from them.
import type { Flow } from './flow.ts'
import { mentionsOf, type Step, waysOf } from './verbs/verbs.ts'

/** Somebody who comes into this flow at its start. */
export type Entry = { readonly flow: string; readonly language: string }

export type SpokenAt = (flow: string, section: string, step: number) => ReadonlySet<string>

/** A section, entered in one language. `exits`: in which he comes to its end, or to that of what it leads to. */
type Visit = {
  readonly flow: string
  readonly section: string
  readonly language: string
  readonly exits: Set<string>
  /** Visits that go on with its exits. */
  readonly waiting: Set<Visit>
}

/** Works on flows with holes too. @returns where nobody comes, no language */
export function languagesOf(flows: ReadonlyMap<string, Flow>, entries: readonly Entry[]): SpokenAt {
  const visits = new Map<string, Visit>()
  const spoken = new Map<string, Set<string>>()
  const due = new Set<Visit>()

  function enter(flow: string, section: string, language: string): Visit {
    const name = `${flow}/${section}/${language}`
    const known = visits.get(name)
    if (known) return known
    const visit: Visit = { flow, section, language, exits: new Set(), waiting: new Set() }
    visits.set(name, visit)
    due.add(visit)
    return visit
  }

  /** Enters it in each language. @returns those in which he comes out, as far as is known by now */
  function through(from: Visit, flow: string, section: string, languages: ReadonlySet<string>): string[] {
    return [...languages].flatMap(language => {
      const there = enter(flow, section, language)
      there.waiting.add(from)
      return [...there.exits]
    })
  }

  function leave(visit: Visit, languages: Iterable<string>): void {
    const before = visit.exits.size
    for (const language of languages) visit.exits.add(language)
    if (visit.exits.size > before) for (const one of visit.waiting) due.add(one)
  }

  function walk(visit: Visit): void {
    const { flow, section } = visit
    let now: Set<string> = new Set([visit.language])
    for (const [index, step] of (flows.get(flow)?.sections[section] ?? []).entries()) {
      if (!step) continue
      const name = `${flow}/${section}/${index}`
      spoken.set(name, new Set([...(spoken.get(name) ?? []), ...now]))
      if (step.verb === 'language') now = new Set([step.language])
      if (step.verb === 'call') now = new Set(through(visit, step.flow ?? flow, step.section, now))
      else if (step.verb === 'queue')
        for (const to of besides(step)) now = new Set([...now, ...through(visit, flow, to, now)])
      if (step.verb !== 'call')
        for (const to of leadsTo(step, flow)) leave(visit, through(visit, to.flow, to.section, now))
      if (step.verb === 'return') leave(visit, now)
      if (!waysOf(step).next) return
    }
    leave(visit, now)
  }

  for (const { flow, language } of entries) enter(flow, 'start', language)
  for (const visit of due) {
    due.delete(visit)
    walk(visit)
  }
  return (flow, section, step) => spoken.get(`${flow}/${section}/${step}`) ?? NONE
}

const NONE: ReadonlySet<string> = new Set()

/** Sections that he comes back from, to go on waiting. */
const besides = (step: Extract<Step, { verb: 'queue' }>): string[] => [
  ...step.keys.values(),
  ...step.after.map(({ section }) => section),
]

/** Where he goes for good. */
function leadsTo(step: Step, flow: string): { flow: string; section: string }[] {
  if (step.verb === 'go') return [{ flow: step.flow ?? flow, section: step.section }]
  // Another flow for good.
  if ('flow' in step && step.flow !== undefined) return [{ flow: step.flow, section: step.section }]
  if (step.verb === 'queue') return step.maxWait ? [{ flow, section: step.maxWait.section }] : []
  return mentionsOf(step).flatMap(({ kind, name }) => (kind === 'section' ? [{ flow, section: name }] : []))
}
