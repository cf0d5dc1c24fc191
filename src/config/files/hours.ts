// config/hours.yaml: opening hours by name, and lists of holidays that they may keep.
import Type from 'typebox'
import { didYouMean } from '../../flows/did-you-mean.ts'
import type { Problem } from '../../flows/problem.ts'
import { NameSchema } from '../../flows/written.ts'
import type { Holidays, Hours, OpenInterval, Weekday } from '../../trunks/hours.ts'
import type { Named } from '../config-types.ts'
import { configFile, named } from './config-file.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const DAY = `(${DAYS.join('|')})`

const TimeSchema = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$',
  saying: 'a time of day such as "08:00", up to "24:00"',
})
const DaysSchema = Type.String({
  pattern: `^${DAY}(-${DAY})?( *, *${DAY}(-${DAY})?)*$`,
  saying: `days such as mon-fri or "sat, sun" (${DAYS.join(' ')})`,
})

const schema = Type.Object(
  {
    hours: Type.Record(
      Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
      Type.Object(
        {
          open: Type.Array(
            Type.Object(
              { days: DaysSchema, from: TimeSchema, to: TimeSchema },
              { additionalProperties: false },
            ),
            { maxItems: 100, saying: 'a list of { days, from, to }' },
          ),
          holidays: Type.Optional(NameSchema),
        },
        { additionalProperties: false },
      ),
      { additionalProperties: false, saying: 'a name of small letters, digits and hyphens' },
    ),
    holidays: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
        Type.Record(
          Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
          Type.String({ maxLength: 200 }),
          {
            additionalProperties: false,
            saying: 'a date with the name of its day, such as "2026-09-02": Quốc khánh',
          },
        ),
        { additionalProperties: false, saying: 'a name of small letters, digits and hyphens' },
      ),
    ),
  },
  { additionalProperties: false },
)

type Times = { hours: Named<Hours>; holidays: Named<Holidays> }

export const hoursFile = configFile({
  path: 'config/hours.yaml',
  schema,
  whenEmpty: { hours: {} },
  entryDepth: 2,
  read(written): { value: Times; problems: Problem[] } {
    const problems: Problem[] = []
    const lists = Object.entries(written.holidays ?? {})
    for (const [list, days] of lists)
      for (const date of Object.keys(days))
        if (!isDate(date))
          problems.push({
            code: 'wrong-value',
            path: ['holidays', list, date],
            at: 'key',
            sentence: `There is no day ${date}.`,
            hint: 'Write it as year-month-day.',
          })
    const hours = Object.entries(written.hours).map(([name, { open, holidays }]): [string, Hours] => {
      if (holidays !== undefined && !lists.some(([list]) => list === holidays))
        problems.push({
          code: 'unknown-holidays',
          path: ['hours', name, 'holidays'],
          sentence: `There is no list of holidays "${holidays}" in this file.`,
          hint: didYouMean(
            holidays,
            lists.map(([list]) => list),
          ),
        })
      const intervals = open.map(
        ({ days, from, to }): OpenInterval => ({
          days: daysOf(days),
          fromMinute: minuteOf(from),
          toMinute: minuteOf(to),
        }),
      )
      return [name, { name, open: intervals, ...(holidays === undefined ? {} : { holidays }) }]
    })
    return {
      value: {
        hours: named(hours),
        holidays: named(lists.map(([name, days]) => [name, named(Object.entries(days))])),
      },
      problems,
    }
  },
})

/** `mon-fri, sun` → 1 2 3 4 5 0; a span may go over the week's end (`fri-mon`). */
function daysOf(text: string): Weekday[] {
  const days = new Set<Weekday>()
  for (const span of text.split(',')) {
    const [first = '', last = first] = span.trim().split('-')
    const end = DAYS.indexOf(last as (typeof DAYS)[number])
    let day = DAYS.indexOf(first as (typeof DAYS)[number])
    days.add(day as Weekday)
    while (day !== end) {
      day = (day + 1) % 7
      days.add(day as Weekday)
    }
  }
  return [...days]
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
