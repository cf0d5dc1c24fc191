// Every morning: yesterday by queue, by e-mail.
import type { Database } from '../../postgres/database.ts'
import { runReport } from '../../postgres/reports.ts'
import { metricsWith } from '../../reports/metrics/metrics.ts'
import { daysFrom, momentOf } from '../calendar.ts'
import type { Job } from '../job.ts'
import { sendMail } from '../mail.ts'
import { reportMail } from './daily-report-text.ts'

/** A week of missed mornings is made up for; who was away longer looks into the reports. */
const CATCH_UP_DAYS = 7

export type DailyReportParts = {
  home: string
  /** Part of the message's id, so that a repeated one is known for what it is. */
  house: string
  db: Database
}

export function dailyReport({ home, house, db }: DailyReportParts): Job {
  return {
    name: 'daily-report',
    at: ({ mail }) => mail?.at,
    catchUpDays: CATCH_UP_DAYS,
    async run({ day, config }) {
      const { mail, server, queues } = config
      if (!mail) return {}
      const yesterday = daysFrom(day, -1)
      const { timezone } = server
      const { rows, totals } = await runReport(db, {
        metrics: metricsWith(),
        by: 'queue',
        from: momentOf(yesterday, '00:00', timezone),
        to: momentOf(day, '00:00', timezone),
        timezone,
      })
      const titleOf = (queue: string) => queues[queue]?.title[mail.language] ?? queue
      const text = reportMail({ day: yesterday, language: mail.language, rows, totals, titleOf })
      const messageId = `<daily-report.${yesterday}@${house}>`
      await sendMail(home, mail, { ...text, to: mail.to, messageId })
      return { day: yesterday, to: mail.to.length, queues: rows.length }
    },
  }
}
