// What flows sent to other systems and people, and once more for what was not taken.
import { Anchor, Button, Group, Switch, Table, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { SendingsView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { get, send, withQuery } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { Mark } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'

type Sending = SendingsView['sendings'][number]

export function Sendings() {
  const t = useText()
  const [troubled, setTroubled] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['sendings', troubled],
    queryFn: ({ signal }) =>
      get<SendingsView>(withQuery('/sendings', { troubled: troubled ? 'true' : undefined }), signal),
    refetchInterval: 5_000,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={3} />
  return (
    <>
      <Group mb="sm" gap="lg">
        <Text size="sm">{t('sendings.waiting', { count: data.waiting })}</Text>
        <Text size="sm" {...(data.failed > 0 && { c: 'red', fw: 600 })}>
          {t('sendings.failed', { count: data.failed })}
        </Text>
        <Switch
          label={t('sendings.troubled')}
          checked={troubled}
          onChange={event => setTroubled(event.currentTarget.checked)}
        />
      </Group>
      {data.sendings.length > 0 ? (
        <Rows sendings={data.sendings} />
      ) : troubled ? (
        <Empty title={t('sendings.fine')} />
      ) : (
        <Empty title={t('sendings.none')} hint={t('sendings.none-hint')} />
      )}
    </>
  )
}

function Rows({ sendings }: { sendings: readonly Sending[] }) {
  const t = useText()
  const language = useLanguage()
  const act = useAct()
  const queries = useQueryClient()
  const retry = async ({ id }: Sending) => {
    await send('POST', `/sendings/${encodeURIComponent(id)}/retry`)
    await queries.invalidateQueries({ queryKey: ['sendings'] })
  }
  return (
    <Table className="dense" maw={1_000}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('sendings.asked')}</Table.Th>
          <Table.Th>{t('sendings.send')}</Table.Th>
          <Table.Th>{t('sendings.state')}</Table.Th>
          <Table.Th>{t('sendings.tries')}</Table.Th>
          <Table.Th>{t('sendings.why')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sendings.map(sending => (
          <Table.Tr key={sending.id}>
            <Table.Td className="figures">
              {sending.conversation ? (
                <Anchor
                  component={Link}
                  href={`/calls/${encodeURIComponent(sending.conversation)}`}
                  size="sm"
                >
                  {moment(sending.askedAt, language)}
                </Anchor>
              ) : (
                moment(sending.askedAt, language)
              )}
            </Table.Td>
            <Table.Td>{sending.send}</Table.Td>
            <Table.Td>
              <Mark kind="sending" word={sending.state} />
            </Table.Td>
            <Table.Td className="figures">{sending.attempts}</Table.Td>
            <Table.Td>{sending.failure ?? ''}</Table.Td>
            <Table.Td>
              {sending.state !== 'sent' && sending.failure !== undefined && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => void act(() => retry(sending), t('sendings.retrying'))}
                >
                  {t('sendings.retry')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
