// The numbers side by side: as it was, simulated as it was, and with the change; with how sure each is.
import { Card, Group, SimpleGrid, Table, Text } from '@mantine/core'
import type { SimulationView } from '../../http/published.ts'
import { useLanguage, useText } from '../shared/text.ts'
import { shownValue } from './report-value.ts'

const NUMBERS = [
  { name: 'serviceLevel', title: 'whatif.service-level', unit: 'percent', good: 1 },
  { name: 'averageWaitMs', title: 'whatif.average-wait', unit: 'ms', good: -1 },
  { name: 'abandonRate', title: 'whatif.abandon-rate', unit: 'percent', good: -1 },
  { name: 'occupancy', title: 'whatif.occupancy', unit: 'percent', good: 0 },
] as const

type Compared = SimulationView['total']
type Sure = { mean: number; low: number; high: number } | undefined

export function WhatIfTiles({ total }: { total: Compared }) {
  const t = useText()
  const language = useLanguage()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm" mb="md">
      {NUMBERS.map(({ name, title, unit, good }) => (
        <Card withBorder p="md" key={name}>
          <Text size="sm" c="dimmed">
            {t(title)}
          </Text>
          <Text fz={28} fw={700} className="figures" lh={1.3}>
            {shownValue(total.changed[name]?.mean ?? null, unit, language)}
          </Text>
          <Text size="xs" c="dimmed" className="figures">
            {t('whatif.base')}: {shownValue(total.base[name]?.mean ?? null, unit, language)}
          </Text>
          {total.real && (
            <Text size="xs" c="dimmed" className="figures">
              {t('whatif.real')}: {shownValue(total.real[name], unit, language)}
            </Text>
          )}
          <Verdict difference={total.difference[name]} good={good} />
        </Card>
      ))}
    </SimpleGrid>
  )
}

/** Told in words: a difference whose interval holds zero may be chance. */
function Verdict({ difference, good }: { difference: Sure; good: number }) {
  const t = useText()
  if (!difference || good === 0 || (difference.low === 0 && difference.high === 0)) return null
  const isSure = Math.sign(difference.low) === Math.sign(difference.high) && difference.low !== 0
  const isBetter = Math.sign(difference.mean) === good
  const word = !isSure ? 'unclear' : isBetter ? 'better' : 'worse'
  const colour = { unclear: 'var(--paused)', better: 'var(--ready)', worse: 'var(--trouble)' }[word]
  return (
    <Group gap={6} mt={6} wrap="nowrap">
      <span aria-hidden style={{ width: 8, height: 8, borderRadius: 4, background: colour, flex: 'none' }} />
      <Text size="xs" fw={600} component="span">
        {t(`whatif.${word}`)}
      </Text>
    </Group>
  )
}

export function WhatIfTable({ view }: { view: SimulationView }) {
  const t = useText()
  const queues = view.queues.map(one => ({ ...one, label: one.title ?? one.queue }))
  const rows = queues.length > 1 ? [{ ...view.total, label: t('whatif.total') }, ...queues] : []
  const shown = rows.length > 0 ? rows : queues.map(one => ({ ...one, ...view.total, label: one.label }))
  return (
    <Card withBorder p={0}>
      <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('by.queue')}</Table.Th>
              <Table.Th>{t('whatif.number')}</Table.Th>
              {view.total.real && <Table.Th ta="right">{t('whatif.real')}</Table.Th>}
              <Table.Th ta="right">{t('whatif.base')}</Table.Th>
              <Table.Th ta="right">{t('whatif.changed')}</Table.Th>
              <Table.Th ta="right">{t('whatif.difference')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(row => (
              <QueueRows key={row.label} row={row} label={row.label} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

function QueueRows({ row, label }: { row: Compared; label: string }) {
  const t = useText()
  const language = useLanguage()
  const known = NUMBERS.filter(({ name }) => row.base[name] || row.changed[name])
  return known.map(({ name, title, unit }, index) => {
    const sure = (value: Sure, isSigned = false) => (
      <Confident value={value} unit={unit} isSigned={isSigned} />
    )
    return (
      <Table.Tr key={name}>
        {index === 0 && (
          <Table.Th scope="rowgroup" rowSpan={known.length} style={{ verticalAlign: 'top' }}>
            {label}
          </Table.Th>
        )}
        <Table.Td>{t(title)}</Table.Td>
        {row.real && (
          <Table.Td ta="right" className="figures">
            {shownValue(row.real[name], unit, language)}
          </Table.Td>
        )}
        <Table.Td ta="right">{sure(row.base[name])}</Table.Td>
        <Table.Td ta="right">{sure(row.changed[name])}</Table.Td>
        <Table.Td ta="right">{sure(row.difference[name], true)}</Table.Td>
      </Table.Tr>
    )
  })
}

function Confident({ value, unit, isSigned }: { value: Sure; unit: string; isSigned: boolean }) {
  const language = useLanguage()
  if (!value) return '–'
  const shown = (number: number) =>
    isSigned
      ? `${number < 0 ? '−' : number > 0 ? '+' : ''}${shownValue(Math.abs(number), unit, language)}`
      : shownValue(number, unit, language)
  return (
    <span className="figures">
      {shown(value.mean)}
      {value.low !== value.high && (
        <Text component="span" size="xs" c="dimmed" display="block" style={{ whiteSpace: 'nowrap' }}>
          {shown(value.low).replace(' %', '')} … {shown(value.high)}
        </Text>
      )}
    </span>
  )
}
