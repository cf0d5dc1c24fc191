// Who may know which keys a caller presses at a step. Digits that a discreet step asks for are none of the
// journal's business, also when they are typed ahead; the digits of a secret never even reach the flow.
import type { Flow } from './flow.ts'
import { isDiscreet, type Step, waysOf } from './verbs/verbs.ts'

/** `discreet`: not for the journal. `secret`: the key is dropped, since the next question is a secret. */
export type Discretion = 'open' | 'discreet' | 'secret'

/** Flows never change, so what was found of one holds. */
const found = new WeakMap<Flow, Map<string, Discretion>>()

/** What holds for the keys pressed at this step. */
export function discretionAt(flow: Flow | undefined, section: string, step: number): Discretion {
  const here = flow && Object.hasOwn(flow.sections, section) ? flow.sections[section]?.[step] : undefined
  if (!flow || !here) return 'open'
  if (here.verb === 'secret') return 'discreet'
  if (!keepsKeys(here)) return isDiscreet(here) ? 'discreet' : 'open'
  const known = found.get(flow) ?? new Map<string, Discretion>()
  found.set(flow, known)
  const place = `${section}/${step}`
  const before = known.get(place)
  if (before) return before
  const discretion = ahead(flow, section, step)
  known.set(place, discretion)
  return discretion
}

/** Of all questions that may come next, the most discreet rules. */
function ahead(flow: Flow, section: string, step: number): Discretion {
  const seen = new Set<string>()
  const open: [section: string, step: number][] = [[section, step]]
  let discretion: Discretion = 'open'
  for (let at = open.pop(); at; at = open.pop()) {
    const here = Object.hasOwn(flow.sections, at[0]) ? flow.sections[at[0]]?.[at[1]] : undefined
    if (!here || seen.has(at.join('/'))) continue
    seen.add(at.join('/'))
    if (here.verb === 'secret') return 'secret'
    if (isDiscreet(here)) discretion = 'discreet'
    if (!handsKeysOn(here)) continue
    const { next, silent } = waysOf(here)
    for (const to of silent) open.push([to, 0])
    if (here.verb === 'call' && here.flow === undefined) open.push([here.section, 0])
    if (next) open.push([at[0], at[1] + 1])
  }
  return discretion
}

/** Verbs that say something and keep what is typed meanwhile for the verb that asks next. */
const KEEPING: ReadonlySet<Step['verb']> = new Set(['say', 'notice', 'wait', 'lookup'])

/** Verbs that take no time and hand on what was typed. */
const PASSING: ReadonlySet<Step['verb']> = new Set([
  ...(['hours', 'language', 'set', 'when', 'split', 'send', 'note', 'go', 'call', 'return'] as const),
])

const keepsKeys = (step: Step): boolean => KEEPING.has(step.verb)
const handsKeysOn = (step: Step): boolean => keepsKeys(step) || PASSING.has(step.verb)
