// Reports: choose what and when; a table whose every number opens its calls, a chart, and files to take away.
import { Button, Card, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core'
import { IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, type MouseEvent, Suspense, useState } from 'react'
import type { ReportList, ReportView } from '../../http/published.ts'
import { api, get, withQuery } from '../shared/client.ts'
import { PageHead } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { RANGES, type RangeName, useReportChoice } from './report-choice.ts'
import { ReportTable } from './report-table.tsx'

const Chart = lazy(() => import('./report-chart.tsx'))

export default function Reports() {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['reports'],
    queryFn: ({ signal }) => get<ReportList>('/reports', signal),
    staleTime: Infinity,
  })
  return (
    <>
      <PageHead title={t('reports.title')} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && <Empty title={t('reports.no-reports')} />}
      {data && data.length > 0 && <Report reports={data} />}
    </>
  )
}

function Report({ reports }: { reports: ReportList }) {
  const t = useText()
  const language = useLanguage()
  const [shape, setShape] = useState<'table' | 'chart'>('table')
  const choice = useReportChoice(reports)
  const { report, by, range, from, to, timezone, question } = choice
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['report', report?.name, question, language],
    queryFn: ({ signal }) =>
      get<ReportView>(withQuery(`/reports/${report?.name}`, { ...question, language }), signal),
    placeholderData: keepPreviousData,
    enabled: report !== undefined && question !== undefined,
  })
  if (!report) return null
  // Nothing to take away where nothing can be counted.
  const off = (error || !question) && { 'data-disabled': true, 'aria-disabled': true, onClick: stay }
  const file = (ending: string) =>
    api + withQuery(`/reports/${report.name}.${ending}`, { ...question, language })
  return (
    <>
      <Card withBorder p="md" mb="md">
        <Group align="flex-end" gap="sm">
          {reports.length > 1 && (
            <Select
              label={t('reports.choose')}
              data={reports.map(one => ({ value: one.name, label: one.title[language] }))}
              value={report.name}
              onChange={value => value && choice.change({ report: value })}
              allowDeselect={false}
              w={240}
            />
          )}
          <Select
            label={t('reports.by')}
            data={report.dimensions.map(one => ({ value: one.by, label: one.title[language] }))}
            value={by}
            onChange={value => value && choice.change({ by: value })}
            allowDeselect={false}
            w={180}
          />
          <Select
            label={t('reports.range')}
            data={RANGES.map(value => ({ value, label: t(`range.${value}`) }))}
            value={range}
            onChange={value => value && choice.chooseRange(value as RangeName)}
            allowDeselect={false}
            w={180}
          />
          {range === 'own' && (
            <>
              <TextInput
                type="date"
                label={t('calls.from')}
                value={from}
                onChange={event => choice.change({ from: event.currentTarget.value })}
              />
              <TextInput
                type="date"
                label={t('calls.to')}
                value={to}
                onChange={event => choice.change({ to: event.currentTarget.value })}
              />
            </>
          )}
          <SegmentedControl
            data={[
              { value: 'table', label: t('reports.table') },
              { value: 'chart', label: t('reports.chart') },
            ]}
            value={shape}
            onChange={value => setShape(value === 'chart' ? 'chart' : 'table')}
          />
          <Group gap="xs" ml="auto">
            <Button
              component="a"
              href={file('csv')}
              download
              {...off}
              variant="default"
              leftSection={<IconFileTypeCsv size={18} />}
            >
              CSV
            </Button>
            <Button
              component="a"
              href={file('xlsx')}
              download
              {...off}
              variant="default"
              leftSection={<IconFileSpreadsheet size={18} />}
            >
              XLSX
            </Button>
          </Group>
        </Group>
        <Text size="xs" c="dimmed" mt="xs">
          {t('reports.timezone', { timezone })} · {t('reports.hint')}
        </Text>
      </Card>
      {!question && <Empty title={t('reports.no-such-time')} />}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {question && !data && !error && <Loading />}
      {question && data && data.rows.length === 0 && (
        <Empty title={t('reports.none')} hint={t('reports.none-hint')} />
      )}
      {question && data && data.rows.length > 0 && (
        <div style={{ opacity: isPlaceholderData ? 0.5 : 1 }}>
          {shape === 'table' ? (
            <ReportTable
              report={data}
              by={report.dimensions.find(one => one.by === by)?.title[language] ?? by}
            />
          ) : (
            <Suspense fallback={<Loading />}>
              <Chart report={data} />
            </Suspense>
          )}
        </div>
      )}
    </>
  )
}

function stay(event: MouseEvent): void {
  event.preventDefault()
}
