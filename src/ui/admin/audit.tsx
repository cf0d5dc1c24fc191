// The audit log: who did what, to what. The filters stand in the address.
import { Anchor, Button, Card, Flex, Group, Select, Table, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { AuditPage, AuditRow } from '../../http/published.ts'
import { get, withQuery } from '../shared/client.ts'
import { dayAway, moment, startOfDay } from '../shared/format.ts'
import { PageHead } from '../shared/marks.tsx'
import { usePeople, usePeopleNames, useQueueTitles } from '../shared/names.ts'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText, useWord } from '../shared/text.ts'
import { DEEDS, type DeedName, detailsOf, pageOf } from './audit-words.ts'

const PAGE_SIZE = 50

export default function Audit() {
  const t = useText()
  const [filters] = useSearchParams()
  const [from, to, deed] = ['from', 'to', 'deed'].map(name => filters.get(name) ?? undefined)
  const question = {
    person: filters.get('person') ?? undefined,
    action: deed && DEEDS[deed as DeedName],
    from: from && startOfDay(from),
    to: to && startOfDay(dayAway(1, new Date(`${to}T00:00:00`))),
  }
  const found = useInfiniteQuery({
    queryKey: ['audit', question],
    queryFn: ({ pageParam, signal }) =>
      get<AuditPage>(withQuery('/audit', { ...question, limit: PAGE_SIZE, before: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <>
      <PageHead title={t('audit.title')} />
      <Text size="sm" c="dimmed" mb="md">
        {t('audit.lead')}
      </Text>
      <Card withBorder mb="md" p="md">
        <Filters />
      </Card>
      {found.isPending && <Loading />}
      {found.error && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <Empty title={t('audit.none')} hint={t('audit.none-hint')} />}
      {rows.length > 0 && (
        <>
          <Rows rows={rows} />
          <Group justify="space-between" mt="md">
            <Text size="sm" c="dimmed" className="figures">
              {t('audit.shown', { count: rows.length })}
            </Text>
            {found.hasNextPage && (
              <Button
                variant="default"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {t('more')}
              </Button>
            )}
          </Group>
        </>
      )}
    </>
  )
}

function Filters() {
  const t = useText()
  const [filters, setFilters] = useSearchParams()
  const people = usePeople().data ?? []
  const change = (name: string, value: string | null) =>
    setFilters(old => {
      const changed = new URLSearchParams(old)
      if (value) changed.set(name, value)
      else changed.delete(name)
      return changed
    })
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`calls.${name}`)}
      value={filters.get(name) ?? ''}
      onChange={event => change(name, event.currentTarget.value)}
      w={148}
    />
  )
  return (
    <Flex gap="sm" wrap="wrap" align="flex-end">
      {day('from')}
      {day('to')}
      <Select
        label={t('audit.person')}
        placeholder={t('audit.anybody')}
        data={[
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: 'api', label: t('audit.house') },
          { value: 'retention', label: t('audit.retention') },
        ]}
        value={filters.get('person')}
        onChange={value => change('person', value)}
        clearable
        clearButtonProps={{ 'aria-label': t('calls.clear') }}
        searchable
        w={220}
      />
      <Select
        label={t('audit.deed')}
        placeholder={t('all')}
        data={(Object.keys(DEEDS) as DeedName[]).map(value => ({ value, label: t(`deeds.${value}`) }))}
        value={filters.get('deed')}
        onChange={value => change('deed', value)}
        clearable
        clearButtonProps={{ 'aria-label': t('calls.clear') }}
        maxDropdownHeight={420}
        w={260}
      />
      {filters.size > 0 && (
        <Button variant="subtle" color="gray" onClick={() => setFilters({})}>
          {t('calls.clear')}
        </Button>
      )}
    </Flex>
  )
}

function Rows({ rows }: { rows: readonly AuditRow[] }) {
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  return (
    <Table.ScrollContainer minWidth={860}>
      <Table className="dense">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('audit.at')}</Table.Th>
            <Table.Th>{t('audit.person')}</Table.Th>
            <Table.Th>{t('audit.deed')}</Table.Th>
            <Table.Th>{t('audit.subject')}</Table.Th>
            <Table.Th>{t('audit.details')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(row => (
            <Table.Tr key={row.id} style={{ verticalAlign: 'baseline' }}>
              <Table.Td className="figures">{moment(row.at, language)}</Table.Td>
              <Table.Td>
                <Who row={row} />
              </Table.Td>
              <Table.Td>{say('deed', row.action)}</Table.Td>
              <Table.Td>
                <Subject subject={row.subject} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'normal' }}>
                <Details row={row} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Who({ row: { person, personName } }: { row: AuditRow }) {
  const t = useText()
  const nameOf = usePeopleNames()
  if (personName) return personName
  if (person === 'api') return t('audit.house')
  if (person === 'retention') return t('audit.retention')
  const [kind, rest = ''] = person.split(':', 2)
  if (kind === 'token') return t('audit.token', { token: rest })
  return kind === 'link' ? t('audit.link', { name: nameOf(rest) }) : person
}

function Subject({ subject }: { subject: AuditRow['subject'] }) {
  const t = useText()
  const { kind, id, name } = subject
  const page = pageOf(subject)
  const shown = {
    conversation: `${t('audit.conversation')} ${id.slice(0, 8)}`,
    person: name ?? id,
    version: t('audit.version', { hash: id.slice(0, 10) }),
    token: t('audit.a-token', { id }),
    other: id,
  }[kind]
  if (page === undefined) return shown
  return (
    <Anchor component={Link} href={page} size="sm" underline="always">
      {shown}
    </Anchor>
  )
}

/** Which words the values of a detail are. */
const VALUES: Readonly<Record<string, string>> = {
  role: 'role',
  state: 'agent',
  reason: 'pause',
  active: 'is',
  by: 'by',
}

function Details({ row }: { row: AuditRow }) {
  const say = useWord()
  const titleOf = useQueueTitles()
  const told = (key: string, value: string) => {
    if (key === 'queue') return titleOf(value)
    const kind = VALUES[key]
    return kind === undefined ? value : say(kind, value)
  }
  return (
    <Text size="xs" c="dimmed" className="wrap figures">
      {detailsOf(row)
        .map(({ key, was, is }) => {
          const before = was === undefined ? '' : `${told(key, was) || '–'} → `
          return `${say('detail', key)}: ${before}${told(key, is)}`
        })
        .join(' · ')}
    </Text>
  )
}
