// The opening hours of each hotline: they must exist, and be named where its flow asks for them.
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Flow } from '../flows/flow.ts'
import type { Problem } from '../flows/problem.ts'
import { mentionsOf } from '../flows/verbs/verbs.ts'
import { told } from '../told/told.ts'
import { HOTLINE_HOURS } from '../trunks/hotline.ts'
import { hotlinesFile } from './files/hotlines.ts'
import type { Inspection } from './inspection.ts'
import type { Parts } from './references.ts'

export function checkHotlineHours({ hotlines, flows, names }: Parts, inspection: Inspection): void {
  const problems = (hotlines ?? []).flatMap(({ name, hours, flow }, index): Problem[] => {
    if (hours !== undefined && names.hours && !names.hours.includes(hours))
      return [
        {
          code: 'unknown-hours',
          path: [index, 'hours'],
          sentence: told`There are no hours "${hours}" in config/hours.yaml.`,
          hint: didYouMean(hours, names.hours),
        },
      ]
    if (hours !== undefined || !asksForHotlineHours(flow, flows)) return []
    return [
      {
        code: 'missing-hours',
        path: [index],
        sentence: told`The flow "${flow}" asks for the hours of its hotline, and "${name}" names none.`,
        hint: told`Add hours: and a name from config/hours.yaml.`,
      },
    ]
  })
  inspection.add(hotlinesFile.path, problems)
}

/** In this flow, or in one that it calls. */
function asksForHotlineHours(name: string, flows: ReadonlyMap<string, Flow>): boolean {
  const reached = new Set([name])
  for (const one of reached) {
    const steps = Object.values(flows.get(one)?.sections ?? {}).flat()
    for (const mention of steps.flatMap(step => (step ? mentionsOf(step) : []))) {
      if (mention.kind === 'hours' && mention.name === HOTLINE_HOURS) return true
      if (mention.kind === 'flow') reached.add(mention.name)
    }
  }
  return false
}
