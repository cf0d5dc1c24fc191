// hours: goes on with the next step while it is open, and to the section `closed` while it is not.
//
//   - hours: office              # config/hours.yaml
//     closed: after-hours
//     holiday: tet-greeting      # instead of `closed` while a holiday closes it; default: `closed`
import Type from 'typebox'
import { handingOn, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type HoursStep = {
  readonly verb: 'hours'
  readonly hours: string
  readonly closed: string
  readonly holiday?: string
}

const schema = Type.Object(
  { hours: NameSchema, closed: NameSchema, holiday: Type.Optional(NameSchema) },
  { additionalProperties: false },
)

export const hours = verb({
  schema,
  read: ({ holiday, ...written }): HoursStep => ({
    verb: 'hours',
    ...written,
    ...(holiday ? { holiday } : {}),
  }),
  step(step, _heard, standing): Turn {
    const ahead = handingOn(standing.typed)
    return standing.world.isOpen(step.hours)
      ? { to: 'next', wishes: NO_WISHES, ...ahead }
      : { to: 'section', section: whereTo(step, standing), wishes: NO_WISHES, ...ahead }
  },
  mentions: ({ hours: name, closed, holiday }) => [
    { kind: 'hours', name, path: ['hours'] },
    { kind: 'section', name: closed, path: ['closed'] },
    ...(holiday ? [{ kind: 'section', name: holiday, path: ['holiday'] } as const] : []),
  ],
  ways: ({ closed, holiday }) => ({
    waits: false,
    next: true,
    silent: holiday ? [closed, holiday] : [closed],
  }),
})

function whereTo({ hours: name, closed, holiday }: HoursStep, { world }: Standing): string {
  return holiday !== undefined && world.closedBecause?.(name) === 'holiday' ? holiday : closed
}
