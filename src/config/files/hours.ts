// config/hours.yaml: opening hours by name, and lists of holidays that they may keep.
import Type, { type Static } from 'typebox'
import { didYouMean } from '../../flows/did-you-mean.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import { HOTLINE_HOURS } from '../../trunks/hotline.ts'
import type { Exception, Holiday, Hours, OpenSpan, Span } from '../../trunks/hours.ts'
import type { Named } from '../config-types.ts'
import { configFile, named } from './config-file.ts'
import {
  DATES_PATTERN,
  DAYS_PATTERN,
  datesIn,
  dayRuleIn,
  HOLIDAY_PATTERN,
  MONTHS_PATTERN,
  minuteIn,
  monthsIn,
  SEASON_PATTERN,
  SPANS_PATTERN,
  spansIn,
  TIME_PATTERN,
  WEEKDAYS,
  weekdaysIn,
} from './day-words.ts'

const NAME_KEY = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const NAME_SAYING = 'a name of small letters, digits and hyphens'

const TimeSchema = Type.String({
  pattern: TIME_PATTERN,
  saying: 'a time of day such as "08:00", up to "24:00"',
})
const TimesSchema = Type.String({
  pattern: SPANS_PATTERN,
  maxLength: 200,
  saying: 'times of day such as "08:00-12:00, 13:30-17:30"',
})
const OpenSchema = Type.Object(
  {
    days: Type.Optional(
      Type.String({
        pattern: DAYS_PATTERN,
        maxLength: 200,
        saying: `days such as mon-fri or "sat, sun" (${WEEKDAYS})`,
      }),
    ),
    from: Type.Optional(TimeSchema),
    to: Type.Optional(TimeSchema),
    times: Type.Optional(TimesSchema),
    months: Type.Optional(
      Type.String({
        pattern: MONTHS_PATTERN,
        maxLength: 200,
        saying: 'months such as jun-aug or "jan, dec"',
      }),
    ),
    season: Type.Optional(
      Type.String({ pattern: SEASON_PATTERN, saying: 'days of every year such as "05-15..09-15"' }),
    ),
    dates: Type.Optional(
      Type.String({
        pattern: DATES_PATTERN,
        saying: 'a date such as "2026-12-24", or "2026-12-20..2026-12-24"',
      }),
    ),
  },
  { additionalProperties: false },
)
const DayOpenSchema = Type.String({
  pattern: `^closed$|${SPANS_PATTERN}`,
  maxLength: 200,
  saying: 'closed, or times of day such as "08:00-12:00, 13:30-17:30"',
})
const ExceptionSchema = Type.Union(
  [
    DayOpenSchema,
    Type.Object(
      { open: DayOpenSchema, name: Type.Optional(Type.String({ maxLength: 200 })) },
      { additionalProperties: false },
    ),
  ],
  { saying: 'closed, times of day such as "08:00-12:00", or { open: "08:00-12:00", name: Làm bù }' },
)
const HoursSchema = Type.Object(
  {
    title: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.String({ minLength: 1, maxLength: 200 }), {
        additionalProperties: false,
        saying: 'a title for each language, such as { vi: Văn phòng, en: Office }',
      }),
    ),
    open: Type.Array(OpenSchema, { maxItems: 100, saying: 'a list of { days, from, to }' }),
    holidays: Type.Optional(
      Type.Union([NameSchema, Type.Array(NameSchema, { minItems: 1, maxItems: 20 })], {
        saying: 'the name of a list of holidays, or a list of such names',
      }),
    ),
    exceptions: Type.Optional(
      Type.Record(Type.String({ pattern: DATES_PATTERN }), ExceptionSchema, {
        additionalProperties: false,
        saying: 'a date, such as "2026-08-22": "08:00-12:00"',
      }),
    ),
  },
  { additionalProperties: false },
)
const schema = Type.Object(
  {
    hours: Type.Record(NAME_KEY, HoursSchema, { additionalProperties: false, saying: NAME_SAYING }),
    holidays: Type.Optional(
      Type.Record(
        NAME_KEY,
        Type.Record(
          Type.String({ pattern: HOLIDAY_PATTERN }),
          Type.String({ minLength: 1, maxLength: 200, saying: 'what the day is called' }),
          {
            additionalProperties: false,
            saying:
              'a day with its name, such as "09-02": Quốc khánh, "2026-09-01": Quốc khánh or "lunar 03-10": Giỗ Tổ',
          },
        ),
        { additionalProperties: false, saying: NAME_SAYING },
      ),
    ),
  },
  { additionalProperties: false },
)

const RESERVED = told`Flows mean the hours of their hotline by it.`

type Written = Static<typeof HoursSchema>
type Tell = (path: Path, sentence: Told, hint: Told, more?: Partial<Problem>) => void

export const hoursFile = configFile({
  path: 'config/hours.yaml',
  schema,
  whenEmpty: { hours: {} },
  entryDepth: 2,
  read(written): { value: Named<Hours>; problems: Problem[] } {
    const problems: Problem[] = []
    const tell: Tell = (path, sentence, hint, more) =>
      problems.push({ code: 'wrong-value', path, sentence, hint, ...more })
    const lists = new Map(
      Object.entries(written.holidays ?? {}).map(([list, days]) => [list, holidaysIn(list, days, tell)]),
    )
    const hours = Object.entries(written.hours).map(([name, one]): [string, Hours] => {
      const path = ['hours', name]
      if (name === HOTLINE_HOURS)
        tell(path, told`No hours can be called "${name}".`, RESERVED, { code: 'reserved-name', at: 'key' })
      return [
        name,
        {
          name,
          ...(one.title ? { title: named(Object.entries(one.title)) } : {}),
          open: one.open.flatMap((span, index) => openSpansIn(span, [...path, 'open', index], tell)),
          holidays: listedIn(one.holidays, [...path, 'holidays'], lists, tell),
          exceptions: exceptionsIn(one.exceptions ?? {}, [...path, 'exceptions'], tell),
        },
      ]
    })
    return { value: named(hours), problems }
  },
})

function holidaysIn(list: string, days: Readonly<Record<string, string>>, tell: Tell): Holiday[] {
  return Object.entries(days).flatMap(([day, name]) => {
    const on = dayRuleIn(day)
    if (on) return [{ on, name }]
    tell(
      ['holidays', list, day],
      told`There is no day ${day}.`,
      told`Write it as year-month-day, month-day, or lunar month-day.`,
      { at: 'key' },
    )
    return []
  })
}

function listedIn(
  written: Written['holidays'],
  path: Path,
  lists: ReadonlyMap<string, Holiday[]>,
  tell: Tell,
): Holiday[] {
  const names = written === undefined ? [] : Array.isArray(written) ? written : [written]
  return names.flatMap((name, place) => {
    const list = lists.get(name)
    if (list) return list
    tell(
      Array.isArray(written) ? [...path, place] : path,
      told`There is no list of holidays "${name}" in this file.`,
      didYouMean(name, [...lists.keys()]),
      { code: 'unknown-holidays' },
    )
    return []
  })
}

function openSpansIn(written: Static<typeof OpenSchema>, path: Path, tell: Tell): OpenSpan[] {
  const { days, months, season, dates } = written
  const spans = timesIn(written, path, tell)
  const choices = [months, season, dates].filter(choice => choice !== undefined)
  if (choices.length > 1)
    tell(path, told`Only one of months, season and dates can stand here.`, told`Write a line for each.`)
  if (days === undefined && choices.length === 0)
    tell(path, told`"days" is missing here.`, told`Write days such as mon-fri; or months, season or dates.`, {
      code: 'missing-key',
    })
  const word = season ?? dates
  const rule = word === undefined ? undefined : dayRuleIn(word)
  if (word !== undefined && !rule)
    tell(
      [...path, season === undefined ? 'dates' : 'season'],
      told`There is no day ${word}.`,
      told`Look at the calendar.`,
    )
  const on = months === undefined ? rule && [rule] : monthsIn(months)
  return spans.map(span => ({ ...span, days: weekdaysIn(days ?? 'mon-sun'), ...(on ? { on } : {}) }))
}

function timesIn({ from, to, times }: Static<typeof OpenSchema>, path: Path, tell: Tell): Span[] {
  if (times !== undefined && from === undefined && to === undefined) return spansIn(times)
  if (times === undefined && from !== undefined && to !== undefined)
    return [{ fromMinute: minuteIn(from), toMinute: minuteIn(to) }]
  const missing = from === undefined ? 'from' : 'to'
  tell(
    path,
    times === undefined ? told`"${missing}" is missing here.` : told`Either from and to, or times: not both.`,
    told`Write from: "08:00", to: "17:30"; or times: "08:00-12:00, 13:30-17:30".`,
    { code: times === undefined ? 'missing-key' : 'wrong-value' },
  )
  return []
}

function exceptionsIn(written: NonNullable<Written['exceptions']>, path: Path, tell: Tell): Exception[] {
  return Object.entries(written).flatMap(([dates, what]) => {
    const span = datesIn(dates)
    if (!span)
      tell([...path, dates], told`There is no day ${dates}.`, told`Write it as year-month-day.`, {
        at: 'key',
      })
    const { open, name } = typeof what === 'string' ? { open: what, name: undefined } : what
    const spans = open === 'closed' ? [] : spansIn(open)
    return span ? [{ ...span, open: spans, ...(name === undefined ? {} : { name }) }] : []
  })
}
