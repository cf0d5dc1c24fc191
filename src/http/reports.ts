// Reports: what there is, and each of them over a time, as an answer, a CSV file or a workbook.
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import { durationMs } from '../flows/duration.ts'
import { audit } from '../postgres/audit.ts'
import { runReport } from '../postgres/reports.ts'
import type { Dimension } from '../reports/dimension.ts'
import { USUAL } from '../reports/metrics/service-level.ts'
import { REPORTS, type Report } from '../reports/reports.ts'
import { currentPerson } from './current-person.ts'
import { epochMs } from './moments.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { csvOf, tableOf, xlsxOf } from './report-files.ts'
import { ReportList, ReportQuestion, ReportView } from './report-schemas.ts'
import { listView, type ReportAnswer, reportView } from './report-views.ts'
import { onlyQueues } from './sight.ts'
import { checkedTimezone } from './timezone.ts'

type Question = Static<typeof ReportQuestion>

export function reportRoutes(app: App, parts: HttpParts): void {
  const config = { may: 'reports.read' } as const
  app.get('/reports', { config, schema: { response: { 200: ReportList } } }, async () => listView(REPORTS))
  for (const report of REPORTS) {
    const schema = { querystring: ReportQuestion }
    app.get(
      `/reports/${report.name}`,
      { config, schema: { ...schema, response: { 200: ReportView } } },
      async request => reportView(await answerTo(parts, report, request)),
    )
    app.get(`/reports/${report.name}.csv`, { config, schema }, async (request, reply) => {
      const { query } = request
      const table = tableOf(await answerTo(parts, report, request), query.language ?? 'vi')
      await noteExport(parts, currentPerson(request).id, report, query)
      reply.header('content-disposition', attachment(report, query, 'csv'))
      return reply.type('text/csv; charset=utf-8').send(csvOf(table))
    })
    app.get(`/reports/${report.name}.xlsx`, { config, schema }, async (request, reply) => {
      const { query } = request
      const table = tableOf(await answerTo(parts, report, request), query.language ?? 'vi')
      await noteExport(parts, currentPerson(request).id, report, query)
      reply.header('content-disposition', attachment(report, query, 'xlsx'))
      return reply.type(XLSX).send(await xlsxOf(table))
    })
  }
  app.get(
    '/reports/:name',
    { config, schema: { params: Type.Object({ name: Type.String() }) } },
    async () => {
      throw new Problem(404, 'no-such-report', 'There is no report of this name; GET /reports lists them.')
    },
  )
}

/** What leaves the house as a file stands in the audit log before it leaves. */
async function noteExport({ db }: HttpParts, who: string, { name }: Report, { by, from, to }: Question) {
  await audit(db, { who, action: 'reports.export', object: name, details: { by, from, to } })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function attachment({ name }: Report, { by, from, to }: Question, ending: string): string {
  const days = [from, to].map(text => text.slice(0, 10)).join('_')
  return `attachment; filename="${name}-${by}-${days}.${ending}"`
}

async function answerTo(
  parts: HttpParts,
  report: Report,
  request: FastifyRequest<{ Querystring: Question }>,
): Promise<ReportAnswer> {
  const { query: question } = request
  const queues = onlyQueues(currentPerson(request))
  const { by, from, to } = question
  const period = { from: epochMs('from', from), to: epochMs('to', to) }
  if (period.from >= period.to) {
    throw new Problem(400, 'empty-range', 'The time ends before it begins: "to" must be later than "from".')
  }
  const timezone = checkedTimezone(question.timezone ?? parts.timezone)
  const { 'service-level': variant = USUAL.variant, within } = question
  const withinMs = within === undefined ? USUAL.withinMs : durationMs(within)
  const metrics = report.metrics({ variant, withinMs })
  const numbers = await runReport(parts.reportDb, { metrics, by, ...period, timezone, queues })
  const label = await labelsOf(parts, by, question.language ?? 'vi')
  return { metrics, by, range: { from, to, timezone }, ...numbers, label }
}

/** What has left the configuration or the team shows its name as it was recorded. */
async function labelsOf(parts: HttpParts, by: Dimension, language: 'vi' | 'en') {
  if (by === 'hour') return (key: string) => `${key}:00`
  if (by === 'day') return (key: string) => key
  if (by === 'agent') {
    const { agents } = await parts.team()
    const names = new Map(agents.map(({ id, name }) => [id, name]))
    return (key: string) => names.get(key) ?? key
  }
  return (key: string) => parts.title(by, key, language) ?? key
}
