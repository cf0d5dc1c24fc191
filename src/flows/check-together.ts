// What only shows when all flows are looked at together: flows that call themselves, sections of other flows, and
// values that nobody ever writes.

import { told } from '../told/told.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Flow } from './flow.ts'
import type { Problem } from './problem.ts'
import { CALL_VALUES } from './value.ts'
import { mentionsOf, type Step } from './verbs/verbs.ts'

/** Only for flows without holes. @returns the problems of each flow that has some, by its name. */
export function checkTogether(flows: ReadonlyMap<string, Flow>): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>()
  const written = valuesWritten(flows)
  for (const [name, flow] of flows) {
    const problems = [
      ...callsItself(flow, flows),
      ...strangeSections(flow, flows),
      ...unwritten(flow, written),
    ]
    if (problems.length > 0) found.set(name, problems)
  }
  return found
}

/** A flow that is called leads back to its caller: called again and again, it never comes to an end. */
function callsItself(flow: Flow, flows: ReadonlyMap<string, Flow>): Problem[] {
  return placed(flow).flatMap(({ step, path }): Problem[] => {
    if (step.verb !== 'call' || step.flow === undefined) return []
    const way = wayBack(step.flow, flow.name, flows)
    if (!way) return []
    const sentence = told`This flow calls itself: ${[flow.name, ...way].join(' → ')}.`
    const hint = told`Use go: { flow: … } for a way that does not come back.`
    return [{ code: 'flow-calls-itself', path: [...path, 'call', 'flow'], sentence, hint }]
  })
}

/** @returns the flows on the way by calls; undefined: there is none. */
function wayBack(from: string, to: string, flows: ReadonlyMap<string, Flow>): string[] | undefined {
  const before = new Map<string, string>()
  const seen = [from]
  for (const name of seen) {
    if (name === to) {
      const way = [to]
      for (let at = before.get(to); at !== undefined; at = before.get(at)) way.unshift(at)
      return way
    }
    for (const { step } of placed(flows.get(name))) {
      if (step.verb !== 'call' || step.flow === undefined || seen.includes(step.flow)) continue
      before.set(step.flow, name)
      seen.push(step.flow)
    }
  }
  return undefined
}

function strangeSections(flow: Flow, flows: ReadonlyMap<string, Flow>): Problem[] {
  return placed(flow).flatMap(({ step, path }): Problem[] => {
    if (step.verb !== 'go' || step.flow === undefined) return []
    const there = flows.get(step.flow)
    if (!there || Object.hasOwn(there.sections, step.section)) return []
    const sentence = told`There is no section "${step.section}" in the flow "${step.flow}".`
    const hint = didYouMean(step.section, Object.keys(there.sections))
    return [{ code: 'unknown-section', path: [...path, 'go', 'section'], sentence, hint }]
  })
}

/** A value that no step of any flow writes is never known: nothing would be said, no row would hold. */
function unwritten(flow: Flow, written: ReadonlySet<string>): Problem[] {
  return placed(flow).flatMap(({ step, path }) =>
    mentionsOf(step).flatMap((mention): Problem[] => {
      const { kind, name } = mention
      // What lookups answer is written in config/lookups.yaml.
      if (kind !== 'uses' || written.has(name) || name.startsWith('lookup.')) return []
      const sentence = told`Nothing ever writes "${name}".`
      return [
        {
          code: 'unknown-value',
          path: [...path, ...mention.path],
          sentence,
          hint: didYouMean(name, [...written]),
        },
      ]
    }),
  )
}

function valuesWritten(flows: ReadonlyMap<string, Flow>): Set<string> {
  const written = new Set<string>(CALL_VALUES)
  for (const flow of flows.values())
    for (const { step } of placed(flow))
      for (const { kind, name } of mentionsOf(step)) if (kind === 'writes') written.add(name)
  return written
}

function placed(flow: Flow | undefined): { step: Step; path: (string | number)[] }[] {
  return Object.entries(flow?.sections ?? {}).flatMap(([section, steps]) =>
    steps.map((step, index) => ({ step, path: [section, index] })),
  )
}
