// The opening hours of this moment, why and until when; and the switch by which a supervisor goes before them.
import { type Static, Type } from 'typebox'
import { readSwitches } from '../redis/switches.ts'
import { opennessFor } from '../trunks/opening.ts'
import { type HoursSwitch, rulingSwitch, type Switches, type SwitchTarget } from '../trunks/switches.ts'
import { nextTime } from '../trunks/wall-clock.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { epochMs } from './moments.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { onlyQueues } from './sight.ts'
import { told } from './told.ts'
import { given, iso, Time } from './views.ts'

const Switch = Type.Object({
  position: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  until: Type.Optional(Time),
  note: Type.Optional(Type.String()),
  by: Type.String(),
  byName: Type.String(),
  at: Time,
})
const openness = {
  open: Type.Boolean(),
  because: Type.String({ description: 'schedule, holiday, exception or switch' }),
  reason: Type.Optional(Type.String({ description: 'name of the holiday or exception; note of the switch' })),
  nextChangeAt: Type.Optional(Time),
  switch: Type.Optional(Switch),
}
export const HoursView = Type.Object({
  timezone: Type.String(),
  hours: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'language → title' })),
      ...openness,
    }),
  ),
  hotlines: Type.Array(
    Type.Object({
      hotline: Type.String(),
      title: Type.String(),
      number: Type.String(),
      hours: Type.Optional(Type.String({ description: 'that the hotline names' })),
      switch: Type.Optional(Switch),
    }),
  ),
})

const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const NameParams = Type.Object({ name: Name })
const Turn = Type.Object(
  {
    position: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('automatic')]),
    until: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'HH:MM, the next on the house’s wall; or RFC 3339. Missing: until somebody switches back',
      }),
    ),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
const Done = Type.Object({ done: Type.Literal(true), until: Type.Optional(Time) })

export function hoursRoutes(app: App, parts: HttpParts): void {
  app.get('/hours', { config: { may: 'hours.watch' }, schema: { response: { 200: HoursView } } }, async () =>
    hoursView(parts),
  )
  const turning = { params: NameParams, body: Turn, response: { 200: Done } }
  app.post('/hours/:name/switch', { config: { may: 'hours.switch' }, schema: turning }, async request =>
    turn(parts, currentPerson(request), { kind: 'hours', name: request.params.name }, request.body),
  )
  app.post('/hotlines/:name/switch', { config: { may: 'hours.switch' }, schema: turning }, async request =>
    turn(parts, currentPerson(request), { kind: 'hotline', name: request.params.name }, request.body),
  )
}

async function hoursView({ redis, keys, calendar }: HttpParts): Promise<Static<typeof HoursView>> {
  const config = calendar()
  const switches = await readSwitches(redis, keys)
  const now = Date.now()
  return {
    timezone: config.server.timezone,
    hours: Object.values(config.hours).map(({ name, title }) => {
      const told = opennessFor(config, switches, { name, hotline: '' }, now)
      return {
        name,
        open: told?.open ?? false,
        because: told?.because ?? 'schedule',
        ...given({
          title: title && { ...title },
          reason: told?.name,
          nextChangeAt: told?.nextChangeAt === undefined ? undefined : iso(told.nextChangeAt),
          switch: switchView(switches, { hours: name }, now),
        }),
      }
    }),
    hotlines: config.hotlines.map(({ name: hotline, title, number, hours }) => ({
      ...{ hotline, title, number },
      ...given({ hours, switch: switchView(switches, { hotline }, now) }),
    })),
  }
}

function switchView(switches: Switches, place: { hours?: string; hotline?: string }, now: number) {
  const found: HoursSwitch | undefined = rulingSwitch(switches, place, now)
  if (!found) return undefined
  const { position, until, note, by, byName, at } = found
  return {
    ...{ position, by, byName, at: iso(at) },
    ...given({ note, until: until === undefined ? undefined : iso(until) }),
  }
}

/** What a supervisor of some queues looks after is less than a whole hotline. */
async function turn(
  parts: HttpParts,
  person: CurrentPerson,
  target: SwitchTarget,
  { position, until: written, note }: Static<typeof Turn>,
): Promise<Static<typeof Done>> {
  if (onlyQueues(person))
    throw new Problem(403, 'not-your-hours', 'You look after some queues; the hours are for all of them.')
  if (position === 'automatic' && (written !== undefined || note !== undefined))
    throw new Problem(400, 'nothing-to-add', 'Back to the calendar needs neither a time nor a note.')
  const until = written === undefined ? undefined : momentOf(parts, written)
  const { id: by, name: byName } = person
  const more = { ...(until !== undefined && { until }), ...(note !== undefined && { note }) }
  await carryOut(parts, { type: 'switch-hours', target, position, by, byName, ...more })
  const untilTold = given({ until: until === undefined ? undefined : iso(until) })
  await noteDeed(parts, {
    who: by,
    action: target.kind === 'hours' ? 'hours.switch' : 'hotlines.switch',
    object: target.name,
    details: { position, ...untilTold, ...given({ note }) },
  })
  return { done: true, ...untilTold }
}

/** @throws Problem for a time that is over or none */
function momentOf({ calendar }: HttpParts, written: string): number {
  const now = Date.now()
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(written)
  if (clock) {
    const { server } = calendar()
    return nextTime(now, Number(clock[1]) * 60 + Number(clock[2]), server.timezone)
  }
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(written))
    throw new Problem(
      400,
      'no-such-time',
      told`"${written}" is no time: write 14:00, or 2026-03-02T14:00:00+07:00.`,
    )
  const until = epochMs('until', written)
  if (until <= now) throw new Problem(422, 'time-over', told`"${written}" is over already.`)
  return until
}
