// The trunks with their state.
import { Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TrunkView } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { Mark } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import type { TextKey } from '../shared/texts/say.ts'

type Registered = NonNullable<TrunkView['registration']>

const REASONS: Readonly<Record<string, TextKey>> = {
  'no-secret': 'registration.no-secret',
  'no-answer': 'registration.no-answer',
  'wrong-password': 'registration.wrong-password',
  forbidden: 'registration.forbidden',
  'unknown-user': 'registration.unknown-user',
  refused: 'registration.refused',
}

/** A reason that the page has no words for is told as the server says it. */
function Registration({ registration }: { registration: Registered }) {
  const t = useText()
  const { state, reason, sentence, status = 0 } = registration
  const [server = ''] = registration.with.split('@').slice(-1)
  const key = reason === undefined ? undefined : REASONS[reason]
  const why = key ? t(key, { server, status }) : sentence
  return (
    <Stack gap={0} maw={420}>
      <Group gap="xs">
        <Mark kind="registration" word={state} />
        <Text size="xs" c="dimmed">
          {registration.with}
        </Text>
      </Group>
      {why && <Text size="xs">{why}</Text>}
    </Stack>
  )
}

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
              {trunk.registration && <Registration registration={trunk.registration} />}
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
