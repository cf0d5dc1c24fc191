// The block list under the customers: who is on it, one more, one less.
import { Button, Card, Group, Table, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BlockedView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { BlockButton, useBlocked } from '../shared/block-button.tsx'
import { send } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { useLanguage, useText } from '../shared/text.ts'

export function BlockedNumbers() {
  const t = useText()
  const act = useAct()
  const queries = useQueryClient()
  const [number, setNumber] = useState('')
  const { data } = useBlocked()
  if (!data) return null
  const block = async () => {
    await send('PUT', '/blocked-number', { number })
    setNumber('')
    await queries.invalidateQueries({ queryKey: ['blocked'] })
  }
  return (
    <Card withBorder p="md" mt="xl" maw={900}>
      <Title order={2} size="h4" lh={1.4}>
        {t('blocked.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('blocked.lead')}
      </Text>
      <Group mb="sm" align="end">
        <TextInput
          aria-label={t('customers.number')}
          placeholder={t('customers.number-hint')}
          value={number}
          onChange={event => setNumber(event.currentTarget.value)}
          maxLength={40}
        />
        <Button
          variant="default"
          disabled={number.trim() === ''}
          onClick={() => void act(block, t('blocked.blocked'))}
        >
          {t('blocked.block')}
        </Button>
      </Group>
      {data.length === 0 ? <Text size="sm">{t('blocked.none')}</Text> : <Rows blocked={data} />}
    </Card>
  )
}

function Rows({ blocked }: { blocked: readonly BlockedView[] }) {
  const t = useText()
  const language = useLanguage()
  return (
    <Table className="dense">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('customers.number')}</Table.Th>
          <Table.Th>{t('blocked.since')}</Table.Th>
          <Table.Th>{t('blocked.by')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {blocked.map(({ number, shown = number, at, by, byName = by }, index) => (
          <Table.Tr key={number ?? index}>
            <Table.Td className="figures">{shown ?? '–'}</Table.Td>
            <Table.Td className="figures">{moment(at, language)}</Table.Td>
            <Table.Td>{byName}</Table.Td>
            <Table.Td>{number && <BlockButton number={number} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
