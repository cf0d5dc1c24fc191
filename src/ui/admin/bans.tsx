// Addresses that are shut out because they guessed at phones' accounts, and letting one in again.
import { Button, Table, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { BanView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'

export function Bans() {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['bans'],
    queryFn: ({ signal }) => get<BanView[]>('/bans', signal),
    refetchInterval: 5_000,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={3} />
  if (data.length === 0) return <Empty title={t('bans.none')} hint={t('bans.lead')} />
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('bans.lead')}
      </Text>
      <Rows bans={data} />
    </>
  )
}

function Rows({ bans }: { bans: readonly BanView[] }) {
  const t = useText()
  const language = useLanguage()
  const act = useAct()
  const queries = useQueryClient()
  const lift = async ({ address }: BanView) => {
    await send('DELETE', `/bans/${encodeURIComponent(address)}`)
    await queries.invalidateQueries({ queryKey: ['bans'] })
  }
  return (
    <Table className="dense" maw={900}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('bans.address')}</Table.Th>
          <Table.Th>{t('bans.since')}</Table.Th>
          <Table.Th>{t('bans.until')}</Table.Th>
          <Table.Th>{t('bans.tries')}</Table.Th>
          <Table.Th>{t('bans.times')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bans.map(ban => (
          <Table.Tr key={ban.address}>
            <Table.Td fw={500} className="figures">
              {ban.address}
            </Table.Td>
            <Table.Td className="figures">{moment(ban.since, language)}</Table.Td>
            <Table.Td className="figures">{moment(ban.until, language)}</Table.Td>
            <Table.Td className="figures">{ban.tries}</Table.Td>
            <Table.Td className="figures">{ban.times}</Table.Td>
            <Table.Td>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void act(() => lift(ban), t('bans.lifted'))}
              >
                {t('bans.lift')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
