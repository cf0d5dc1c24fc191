// hours: goes on with the next step while it is open, and to the section `closed` while it is not.
//
//   - hours: office              # config/hours.yaml
//     closed: after-hours
import Type from 'typebox'
import { handingOn, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type HoursStep = { readonly verb: 'hours'; readonly hours: string; readonly closed: string }

const schema = Type.Object({ hours: NameSchema, closed: NameSchema }, { additionalProperties: false })

export const hours = verb({
  schema,
  read: (written): HoursStep => ({ verb: 'hours', hours: written.hours, closed: written.closed }),
  step(step, _heard, { world, typed }): Turn {
    return world.isOpen(step.hours)
      ? { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
      : { to: 'section', section: step.closed, wishes: NO_WISHES, ...handingOn(typed) }
  },
  mentions: step => [
    { kind: 'hours', name: step.hours, path: ['hours'] },
    { kind: 'section', name: step.closed, path: ['closed'] },
  ],
  ways: step => ({ waits: false, next: true, silent: [step.closed] }),
})
