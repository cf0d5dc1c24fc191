// notice: says something on some days only, a promotion or a holiday to come, and goes on at once on all others.
// Times are on the house's wall clock.
//
//   - notice: tet-promotion      # or several things to say as in `say`
//     from: "2026-02-10"         # a day, or a moment such as "2026-02-10T08:00"
//     until: "2026-02-20"        # a day counts whole; at a moment it is over
//     weekdays: [mon, fri]       # default: every day
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import type { Problem } from '../problem.ts'
import { mentionsIn, readSpoken, SpokenSchema, speak, type Utterance } from '../spoken.ts'
import { handingOn, NO_WISHES, type Turn, typedAhead, verb } from '../verb.ts'
import { isDay, WEEKDAYS, type Weekday, weekdayOf } from '../wall-clock.ts'

export type NoticeStep = {
  readonly verb: 'notice'
  readonly say: readonly Utterance[]
  readonly from?: string
  readonly until?: string
  readonly weekdays?: readonly Weekday[]
}

const MomentSchema = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9])?$',
  saying: 'a day such as "2026-02-10" or a moment such as "2026-02-10T08:00"',
})

const schema = Type.Object(
  {
    notice: SpokenSchema,
    from: Type.Optional(MomentSchema),
    until: Type.Optional(MomentSchema),
    weekdays: Type.Optional(
      Type.Array(
        Type.Union(
          WEEKDAYS.map(day => Type.Literal(day)),
          { saying: WEEKDAYS.join(', ') },
        ),
        {
          minItems: 1,
          maxItems: 7,
          saying: 'a list of days such as [mon, fri]',
        },
      ),
    ),
  },
  { additionalProperties: false },
)

export const notice = verb({
  schema,
  read: readNotice,
  flaws: momentFlaws,
  step(step, heard, standing): Turn {
    const { typed, world } = standing
    const on: Turn = { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
    if (heard.type === 'entered' && !isDue(step, world.localTime)) return on
    switch (heard.type) {
      case 'entered':
      // It was due when it began.
      case 'resumed': {
        const say = speak(step.say, standing)
        if (say.length === 0) return on
        return { to: 'same', wishes: [{ type: 'play', say }], ...handingOn(typed) }
      }
      case 'played':
      case 'play-failed':
        return on
      case 'key':
        return { to: 'same', wishes: NO_WISHES, ...typedAhead(typed, heard.digit) }
      default:
        return { to: 'same', wishes: NO_WISHES, ...handingOn(typed) }
    }
  },
  mentions: ({ say }) => mentionsIn(say, ['notice'], say.length > 1),
  // On most days it says nothing, so a circle through it must wait elsewhere.
  ways: () => ({ waits: false, next: true, silent: [] }),
})

function readNotice({ notice: say, from, until, weekdays }: Static<typeof schema>): NoticeStep {
  return {
    verb: 'notice',
    say: readSpoken(say),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(weekdays ? { weekdays } : {}),
  }
}

/** `localTime` as `2026-03-02T09:00`: such texts sort like the moments that they name. */
function isDue({ from, until, weekdays }: NoticeStep, localTime: string): boolean {
  if (from !== undefined && localTime < from) return false
  if (until !== undefined) {
    const isWholeDay = !until.includes('T')
    if (isWholeDay ? localTime.slice(0, until.length) > until : localTime >= until) return false
  }
  return weekdays === undefined || weekdays.includes(weekdayOf(localTime))
}

function momentFlaws({ from, until, weekdays }: Static<typeof schema>): Problem[] {
  const problems: Problem[] = []
  for (const [name, moment] of Object.entries({ from, until }))
    if (moment !== undefined && !isDay(moment.slice(0, 10)))
      problems.push({
        code: 'wrong-value',
        path: [name],
        sentence: told`There is no day ${moment.slice(0, 10)}.`,
        hint: told`Write year, month and day, such as "2026-02-28".`,
      })
  if (from === undefined && until === undefined && weekdays === undefined)
    problems.push({
      code: 'missing-key',
      path: ['notice'],
      at: 'key',
      sentence: told`This notice is never switched on or off.`,
      hint: told`Add from:, until: or weekdays:, or make it a say.`,
    })
  if (from !== undefined && until !== undefined && until.slice(0, from.length) < from.slice(0, until.length))
    problems.push({
      code: 'wrong-value',
      path: ['until'],
      sentence: told`It is over (${until}) before it begins (${from}).`,
      hint: told`Let until be the later one.`,
    })
  return problems
}
