// Tokens of programs: what there is, a new one that shows once, and withdrawing.
import { Badge, Button, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role, TokenMade, TokenView } from '../../http/published.ts'
import { useAct, useAsking } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { usePeopleNames } from '../shared/names.ts'
import { ShownOnce } from '../shared/shown-once.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'

const ROLES: readonly Role[] = ['agent', 'supervisor', 'manager', 'admin']
const DAYS = ['30', '90', '365'] as const

export function Tokens() {
  const t = useText()
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => get<TokenView[]>('/tokens', signal),
  })
  return (
    <Stack>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text size="sm" c="dimmed" maw={720}>
          {t('tokens.lead')}
        </Text>
        <Button leftSection={<IconKey size={18} />} onClick={() => setMaking(true)} style={{ flex: 'none' }}>
          {t('tokens.make')}
        </Button>
      </Group>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={3} />}
      {data?.length === 0 && (
        <Empty icon={<IconKey size={24} />} title={t('tokens.none')} hint={t('tokens.none-hint')} />
      )}
      {data && data.length > 0 && <Rows tokens={data} />}
      {making && <NewToken close={() => setMaking(false)} />}
    </Stack>
  )
}

function Rows({ tokens }: { tokens: readonly TokenView[] }) {
  const t = useText()
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table className="dense">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('tokens.name')}</Table.Th>
            <Table.Th>{t('tokens.role')}</Table.Th>
            <Table.Th>{t('tokens.made')}</Table.Th>
            <Table.Th>{t('tokens.made-by')}</Table.Th>
            <Table.Th>{t('tokens.used')}</Table.Th>
            <Table.Th>{t('tokens.expires')}</Table.Th>
            <Table.Th aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map(token => (
            <Row key={token.id} token={token} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ token }: { token: TokenView }) {
  const t = useText()
  const language = useLanguage()
  const nameOf = usePeopleNames()
  const cache = useQueryClient()
  const { ask, dialog } = useAsking()
  const { id, name, role, createdAt, createdBy, usedAt, expiresAt } = token
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500} className="wrap">
          {name}
        </Text>
        <Text size="xs" c="dimmed" className="figures">
          {id}
        </Text>
      </Table.Td>
      <Table.Td>{t(`role.${role}`)}</Table.Td>
      <Table.Td className="figures">{moment(createdAt, language)}</Table.Td>
      <Table.Td>{nameOf(createdBy)}</Table.Td>
      <Table.Td className="figures">{usedAt ? moment(usedAt, language) : t('tokens.never-used')}</Table.Td>
      <Table.Td className="figures">
        {expiresAt ? moment(expiresAt, language) : t('tokens.for-ever')}{' '}
        {isOver && <Badge variant="default">{t('tokens.expired')}</Badge>}
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="xs"
          variant="default"
          aria-label={`${t('tokens.withdraw')}: ${name}`}
          onClick={() =>
            ask({
              title: t('tokens.withdraw-title', { name }),
              text: t('tokens.withdraw-ask', { name }),
              button: t('tokens.withdraw'),
              danger: true,
              run: async () => {
                await send('DELETE', `/tokens/${encodeURIComponent(id)}`)
                await cache.invalidateQueries({ queryKey: ['tokens'] })
              },
              done: t('tokens.withdrawn'),
            })
          }
        >
          {t('tokens.withdraw')}
        </Button>
        {dialog}
      </Table.Td>
    </Table.Tr>
  )
}

function NewToken({ close }: { close(): void }) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<string>('agent')
  const [days, setDays] = useState<string>('90')
  const [token, setToken] = useState<string>()
  const make = () =>
    act(async () => {
      const wanted = { name, role, ...(days !== '' && { days: Number(days) }) }
      setToken((await send<TokenMade>('POST', '/tokens', wanted)).token)
      await cache.invalidateQueries({ queryKey: ['tokens'] })
    }, t('tokens.ready'))
  return (
    <Modal
      opened
      onClose={close}
      title={t('tokens.make')}
      // Shown once: a stray click beside it must not lose it.
      closeOnClickOutside={token === undefined}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {token !== undefined ? (
        <ShownOnce secrets={[{ what: name, secret: token }]} close={close} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            void make()
          }}
        >
          <Stack>
            <TextInput
              label={t('tokens.name')}
              placeholder={t('tokens.name-hint')}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              maxLength={100}
              pattern=".*\S.*"
              required
              data-autofocus
            />
            <Select
              label={t('tokens.role')}
              description={t('tokens.role-hint')}
              data={ROLES.map(value => ({ value, label: t(`role.${value}`) }))}
              value={role}
              onChange={value => value && setRole(value)}
              allowDeselect={false}
            />
            <Select
              label={t('tokens.holds')}
              data={[
                ...DAYS.map(value => ({ value, label: t('tokens.days', { count: Number(value) }) })),
                { value: '', label: t('tokens.for-ever') },
              ]}
              value={days}
              onChange={value => setDays(value ?? '')}
              allowDeselect={false}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button type="submit">{t('tokens.make')}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
