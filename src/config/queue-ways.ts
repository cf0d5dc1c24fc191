// A queue that takes not everybody, and a flow that does not say where the others go: they join nevertheless, since
// nobody is hung up on for want of a line in a file. The owner is told.
import type { Flow } from '../flows/flow.ts'
import type { Problem } from '../flows/problem.ts'
import { told } from '../told/told.ts'
import type { QueueConfig } from './files/queues.ts'
import type { Inspection } from './inspection.ts'

export function checkQueueWays(
  queues: readonly QueueConfig[],
  flows: ReadonlyMap<string, Flow>,
  inspection: Inspection,
): void {
  const named = new Map(queues.map(queue => [queue.name, queue]))
  for (const [name, flow] of flows)
    for (const [section, steps] of Object.entries(flow.sections))
      for (const [index, step] of steps.entries()) {
        // A step that could not be read leaves a hole.
        if (step?.verb !== 'queue' || step.maxWait) continue
        const { maxWaiting, emptyWhen } = named.get(step.queue) ?? {}
        const warn = (sentence: Problem['sentence'], hint: Problem['hint']): Problem => ({
          severity: 'warning',
          code: 'no-way-beyond',
          path: [section, index, 'queue'],
          sentence,
          hint,
        })
        const problems: Problem[] = []
        if (maxWaiting !== undefined && !step.full)
          problems.push(
            warn(
              told`The queue "${step.queue}" takes no more than ${maxWaiting}, and this step does not say where the others go: they join nevertheless.`,
              told`Add full: and a section.`,
            ),
          )
        if (emptyWhen && !step.empty)
          problems.push(
            warn(
              told`The queue "${step.queue}" takes nobody while nobody serves it, and this step does not say where callers go then: they wait nevertheless.`,
              told`Add empty: and a section.`,
            ),
          )
        inspection.add(`ivr-flows/${name}.yaml`, problems)
      }
}
