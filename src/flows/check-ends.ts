// Can every caller get out? A section from which no way leads to an end keeps him for ever, whatever he presses; a
// queue without an end keeps him as long as nobody is there.

import { told } from '../told/told.ts'
import type { Flow } from './flow.ts'
import type { Problem } from './problem.ts'
import { mentionsOf, type Step, waysOf } from './verbs/verbs.ts'

/** Only for a flow without holes, whose sections all exist. */
export function checkEnds(flow: Flow): Problem[] {
  return [...noWayOut(flow), ...unboundedWaits(flow)]
}

function noWayOut(flow: Flow): Problem[] {
  const exits = new Map<string, readonly string[]>()
  const canEnd = new Set<string>()
  for (const [section, steps] of Object.entries(flow.sections)) {
    const { ends, leads } = leadsOf(steps)
    exits.set(section, leads)
    if (ends) canEnd.add(section)
  }
  // Whoever leads to a section that ends, ends: until nothing is added.
  for (let size = -1; size !== canEnd.size; ) {
    size = canEnd.size
    for (const [section, leads] of exits) if (leads.some(name => canEnd.has(name))) canEnd.add(section)
  }
  const caught = [...exits.keys()].filter(section => !canEnd.has(section))
  const [first] = caught
  if (first === undefined) return []
  return [
    {
      code: 'no-way-out',
      path: [first],
      at: 'key',
      sentence: told`Whoever comes to "${first}" never gets out again: every way leads to ${caught.join(', ')}.`,
      hint: told`Let one of the ways lead to a queue, a voicemail or hangup.`,
    },
  ]
}

/** Can the call end within these steps, and to which sections do they lead for good? */
function leadsOf(steps: readonly Step[]): { ends: boolean; leads: string[] } {
  const leads: string[] = []
  for (const step of steps) {
    const ways = waysOf(step)
    if (ways.ends) return { ends: true, leads }
    if (step.verb !== 'call')
      for (const { kind, name } of mentionsOf(step)) if (kind === 'section') leads.push(name)
    if (!ways.next) return { ends: false, leads }
  }
  // Falling off the last step ends the call, or leads back to whoever sent him here.
  return { ends: true, leads }
}

function unboundedWaits(flow: Flow): Problem[] {
  return Object.entries(flow.sections).flatMap(([section, steps]) =>
    steps.flatMap((step, index): Problem[] => {
      if (step.verb !== 'queue' || step.maxWait || step.after.length > 0 || step.keys.size > 0) return []
      return [
        {
          severity: 'warning',
          code: 'unbounded-wait',
          path: [section, index, 'queue'],
          sentence: told`When nobody answers in "${step.queue}", the caller waits without an end.`,
          hint: told`Add max-wait: 20m with too-long: and a section, or keys: that let him leave a message.`,
        },
      ]
    }),
  )
}
