// The trunks with their state.
import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TrunkView } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { Mark } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'

export function Trunks() {
  const t = useText()
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['trunks'],
    queryFn: ({ signal }) => get<TrunkView[]>('/trunks', signal),
    refetchInterval: 10_000,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={3} />
  if (data.length === 0) return <Empty title={t('trunks.none')} hint={t('trunks.none-hint')} />
  return (
    <Table className="dense" maw={900}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('trunks.name')}</Table.Th>
          <Table.Th>{t('trunks.match')}</Table.Th>
          <Table.Th>{t('trunks.state')}</Table.Th>
          <Table.Th>{t('trunks.last')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.map(trunk => (
          <Table.Tr key={trunk.name}>
            <Table.Td fw={500}>{trunk.name}</Table.Td>
            <Table.Td className="figures">{trunk.match.join(', ')}</Table.Td>
            <Table.Td>
              <Mark kind="trunk" word={trunk.state} />
            </Table.Td>
            <Table.Td className="figures">
              {trunk.lastCallAt ? moment(trunk.lastCallAt, language) : '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
