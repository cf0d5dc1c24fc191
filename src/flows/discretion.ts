// Who may know which keys a caller presses at a step. Digits that a discreet step asks for are none of the
// journal's business, also when they are typed ahead; the digits of a secret never even reach the flow.
import type { Flows, Place } from './flow.ts'
import { isDiscreet, type Step, waysOf } from './verbs/verbs.ts'

/** `discreet`: not for the journal. `secret`: the key is dropped, since the next question is a secret. */
export type Discretion = 'open' | 'discreet' | 'secret'

/** What holds for a key pressed at this place. */
export function discretionAt(flows: Flows, place: Place): Discretion {
  const here = stepAt(flows, place)
  if (!here) return 'open'
  return KEEPING.has(here.verb) ? ahead(flows, place) : isDiscreet(here) ? 'discreet' : 'open'
}

type At = Pick<Place, 'flow' | 'section' | 'step'>

/** Of all questions that may come next, the most discreet rules. */
function ahead(flows: Flows, place: Place): Discretion {
  let discretion: Discretion = 'open'
  const frames = [...(place.callers ?? [])]
  const seen = new Set<string>()
  const unseen: At[] = [place]
  for (let at = unseen.pop(); at; at = unseen.pop()) {
    const here = stepAt(flows, at)
    if (!here || here.verb === 'return') {
      // Back to whoever sent him here; at a queue's step no question waits.
      const frame = frames.pop()
      if (frame && !frame.queue) unseen.push({ ...frame, step: frame.step + 1 })
      continue
    }
    const once = `${at.flow}/${at.section}/${at.step}`
    if (seen.has(once)) continue
    seen.add(once)
    if (here.verb === 'secret') return 'secret'
    if (isDiscreet(here)) discretion = 'discreet'
    if (!KEEPING.has(here.verb) && !PASSING.has(here.verb)) continue
    const { flow, section, step } = at
    const { next, silent } = waysOf(here)
    for (const to of silent) unseen.push({ flow, section: to, step: 0 })
    if (here.verb === 'call' || here.verb === 'go')
      unseen.push({ flow: here.flow ?? flow, section: here.section, step: 0 })
    if (next) unseen.push({ flow, section, step: step + 1 })
  }
  return discretion
}

function stepAt(flows: Flows, { flow, section, step }: At): Step | undefined {
  const sections = flows(flow)?.sections
  return sections && Object.hasOwn(sections, section) ? sections[section]?.[step] : undefined
}

/** Verbs that say something and keep what is typed meanwhile for the verb that asks next. */
const KEEPING: ReadonlySet<Step['verb']> = new Set(['say', 'notice', 'wait', 'lookup'])

/** Verbs that take no time and hand on what was typed. */
const PASSING: ReadonlySet<Step['verb']> = new Set([
  ...(['hours', 'language', 'set', 'when', 'split', 'send', 'note', 'go', 'call'] as const),
])
