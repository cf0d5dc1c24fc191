// Every morning: yesterday by queue, by e-mail.
import { createTransport } from 'nodemailer'
import type { MailConfig } from '../../config.ts'
import type { Database } from '../../postgres/database.ts'
import { runReport } from '../../postgres/reports.ts'
import { metricsWith } from '../../reports/metrics/metrics.ts'
import { readNamedSecret } from '../../secrets/named-secret.ts'
import { daysFrom, momentOf } from '../calendar.ts'
import type { Job } from '../job.ts'
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
      await send(home, mail, { ...text, messageId })
      return { day: yesterday, to: mail.to.length, queues: rows.length }
    },
  }
}

/** @throws what the mail server said, or that the secret is missing */
async function send(
  home: string,
  { smtp, from, to }: MailConfig,
  message: { subject: string; text: string; html: string; messageId: string },
): Promise<void> {
  const pass = smtp.secret === undefined ? undefined : await readNamedSecret(home, smtp.secret)
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: pass ?? '' } }),
  })
  try {
    await transport.sendMail({ from, to: [...to], ...message })
  } finally {
    transport.close()
  }
}
