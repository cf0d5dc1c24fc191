// How people look for calls: mostly near today, often by number, sometimes for what hardly ever happened.
import type { CdrQuestion } from '../../src/postgres/cdrs.ts'
import type { Dice } from '../support/random-days.ts'
import {
  agentName,
  contactName,
  hotlineName,
  queueName,
  YEAR_FROM,
  YEAR_TO,
  type YearSize,
} from './year-calls.ts'

const DAY = 86_400_000

export type Search = { what: string; question: (size: YearSize, dice: Dice) => Partial<CdrQuestion> }

const somewhen = (dice: Dice, days: number) => {
  const from = dice.ms(YEAR_FROM, YEAR_TO - days * DAY)
  return { from, to: from + days * DAY }
}
const year = { from: YEAR_FROM, to: YEAR_TO }
const timezone = 'Asia/Ho_Chi_Minh'
const answeredLate = [{ who: 'answered' }] as const

export const SEARCHES: readonly Search[] = [
  { what: 'the latest', question: () => ({}) },
  { what: 'a day', question: (_, dice) => somewhen(dice, 1) },
  {
    what: 'a page far back',
    question: (_, dice) => ({ before: { arrivedAt: somewhen(dice, 1).from, conversation: 'm' } }),
  },
  { what: 'a caller', question: ({ contacts }, dice) => ({ contact: contactName(dice.ms(0, contacts)) }) },
  { what: 'an unknown caller', question: () => ({ contact: 'nobody' }) },
  {
    what: 'a queue in a month',
    question: ({ queues }, dice) => ({ ...somewhen(dice, 30), queue: queueName(dice.ms(0, queues)) }),
  },
  { what: 'an agent', question: ({ agents }, dice) => ({ agent: agentName(dice.ms(0, agents)) }) },
  {
    what: 'an agent in a week',
    question: ({ agents }, dice) => ({ ...somewhen(dice, 7), agent: agentName(dice.ms(0, agents)) }),
  },
  { what: 'an agent who never was', question: () => ({ ...year, agent: 'nobody' }) },
  { what: 'a queue that never was', question: () => ({ queue: 'nothing' }) },
  { what: 'an ending that never was', question: () => ({ ...year, result: 'overflowed' }) },
  {
    what: 'the abandoned of a hotline',
    question: ({ hotlines }, dice) => ({
      ...somewhen(dice, 30),
      hotline: hotlineName(dice.ms(0, hotlines)),
      result: 'abandoned',
    }),
  },
  {
    what: 'an agent and a queue that never met',
    question: () => ({ agent: agentName(0), queue: queueName(15) }),
  },
  {
    what: 'a number of a report',
    question: ({ queues }, dice) => ({
      ...somewhen(dice, 30),
      queue: queueName(dice.ms(0, queues)),
      counted: [{ who: 'answered-within', withinMs: 20_000 }],
    }),
  },
  {
    what: 'a number of an agent, a year',
    question: ({ agents }, dice) => ({
      ...year,
      desk: agentName(dice.ms(0, agents)),
      counted: [{ who: 'abandoned' }],
    }),
  },
  {
    what: 'an hour of a month',
    question: (_, dice) => ({ ...somewhen(dice, 30), hour: '03', timezone, counted: answeredLate }),
  },
  {
    what: 'a day of the year',
    question: () => ({ ...year, day: '2026-07-01', timezone, counted: answeredLate }),
  },
]
