// A report as a table: sortable, the variant named in the title, each number a link to the calls it counts.
import { Anchor, Card, Table, Text, Tooltip, UnstyledButton } from '@mantine/core'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { ReportView } from '../../http/published.ts'
import { useLanguage, useText } from '../shared/text.ts'
import { shownValue } from './report-value.ts'

type Row = ReportView['rows'][number]
type Column = ReportView['columns'][number]

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })
const helper = createColumnHelper<typeof features, Row>()

export function ReportTable({ report, by }: { report: ReportView; by: string }) {
  const t = useText()
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('label', { header: by, id: 'label' }),
        ...report.columns.map(({ key }) => helper.accessor(row => row.values[key] ?? undefined, { id: key })),
      ]),
    [report, by],
  )
  const table = useTable({ features, columns, data: report.rows })
  const byKey = new Map(report.columns.map(column => [column.key, column]))
  return (
    <Card withBorder p={0}>
      <Table.ScrollContainer minWidth={980}>
        <Table highlightOnHover>
          <Table.Thead>
            {table.getHeaderGroups().map(group => (
              <Table.Tr key={group.id}>
                {group.headers.map(header => {
                  const column = byKey.get(header.column.id)
                  const sorted = header.column.getIsSorted()
                  return (
                    <Table.Th
                      key={header.id}
                      ta={column ? 'right' : 'left'}
                      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                      style={{ verticalAlign: 'bottom' }}
                    >
                      <UnstyledButton onClick={header.column.getToggleSortingHandler()} fz="sm" fw={600}>
                        {column ? <Heading column={column} /> : by}
                        {sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}
                      </UnstyledButton>
                    </Table.Th>
                  )
                })}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody>
            {table.getRowModel().rows.map(({ id, original }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={500} miw={130}>
                  {original.label}
                </Table.Th>
                <Cells columns={report.columns} row={original} />
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot style={{ borderTop: '2px solid var(--mantine-color-default-border)' }}>
            <Table.Tr>
              <Table.Th scope="row">{t('reports.total')}</Table.Th>
              <Cells columns={report.columns} row={report.totals} />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

/** What it counts is told where one looks at it; the variant stands in the title, in parentheses. */
function Heading({ column }: { column: Column }) {
  const language = useLanguage()
  const [, title = '', variant] = /^(.*?)(?: \((.*)\))?$/.exec(column.title[language]) ?? []
  return (
    <Tooltip label={column.definition[language]}>
      <span style={{ display: 'block', textAlign: 'right' }}>
        {title}
        {variant && (
          <Text component="span" size="xs" c="dimmed" display="block">
            {variant}
          </Text>
        )}
      </span>
    </Tooltip>
  )
}

function Cells({
  columns,
  row,
}: {
  columns: readonly Column[]
  row: Pick<Row, 'values' | 'opens' | 'counts'>
}) {
  const t = useText()
  const language = useLanguage()
  return columns.map(({ key, unit }) => {
    const value = row.values[key] ?? null
    const opens = row.opens[key]
    const shown = shownValue(value, unit, language)
    return (
      <Table.Td key={key} ta="right" className="figures">
        {opens && row.counts[key] ? (
          <Anchor
            component={Link}
            href={opens.replace(/^\/cdrs/, '/calls')}
            size="sm"
            aria-label={`${shown}. ${t('reports.open', { count: row.counts[key] })}`}
          >
            {shown}
          </Anchor>
        ) : (
          shown
        )}
      </Table.Td>
    )
  })
}
