// A flow that promises to call back, in a house that may call nobody: every caller would be refused.
import type { Flow } from '../flows/flow.ts'
import { mentionsOf } from '../flows/verbs/verbs.ts'
import { told } from '../told/told.ts'
import type { Inspection } from './inspection.ts'

/**
 * @param hotlines what none of them leads to, such as an example, promises nobody anything
 * @param callbacks class of callbacks in config/outbound.yaml
 */
export function checkCallbacks(
  flows: ReadonlyMap<string, Flow>,
  hotlines: readonly { readonly flow: string }[],
  callbacks: string | undefined,
  inspection: Inspection,
): void {
  if (callbacks !== undefined) return
  // A step that could not be read leaves a hole.
  for (const name of reachedFrom(hotlines, flows))
    for (const [section, steps] of Object.entries(flows.get(name)?.sections ?? {}))
      for (const [index, step] of steps.entries())
        if (step?.verb === 'callback')
          inspection.add(`ivr-flows/${name}.yaml`, [
            {
              ...{ severity: 'warning', code: 'no-callbacks', path: [section, index, 'callback'] },
              sentence: told`Nobody can be called back: config/outbound.yaml names no class for callbacks.`,
              hint: told`Add callbacks: and the name of a class.`,
            },
          ])
}

function reachedFrom(
  hotlines: readonly { readonly flow: string }[],
  flows: ReadonlyMap<string, Flow>,
): Set<string> {
  const reached = new Set(hotlines.map(({ flow }) => flow))
  for (const name of reached)
    for (const steps of Object.values(flows.get(name)?.sections ?? {}))
      for (const step of steps)
        for (const mention of step ? mentionsOf(step) : [])
          if (mention.kind === 'flow') reached.add(mention.name)
  return reached
}
