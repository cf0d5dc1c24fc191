// People: a table to find somebody in, a drawer to change him, CSV in and out.
import { Button, Table, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconDownload, IconSearch, IconUpload, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { PersonView } from '../../http/published.ts'
import { api, get } from '../shared/client.ts'
import { listed } from '../shared/format.ts'
import { PageHead } from '../shared/marks.tsx'
import { useQueueTitles } from '../shared/names.ts'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { ImportPeople } from './import-people.tsx'
import { PersonDrawer } from './person-drawer.tsx'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })
const helper = createColumnHelper<typeof features, PersonView>()
const columns = helper.columns([
  helper.accessor('name', {}),
  helper.accessor('id', {}),
  helper.accessor('role', {}),
  helper.accessor(person => person.agent?.phone ?? '', { id: 'phone' }),
  helper.accessor(person => queuesOf(person), { id: 'queues' }),
  helper.accessor(person => (person.active ? 0 : 1), { id: 'state' }),
])

function queuesOf({ agent }: PersonView): string {
  return agent?.queues.map(({ queue }) => queue).join(', ') ?? ''
}

export default function People() {
  const t = useText()
  const { role } = usePerson()
  const [wanted, setWanted] = useState('')
  const [edited, setEdited] = useState<PersonView | 'new'>()
  // The audit log leads to a person by the address.
  const [asked, setAsked] = useSearchParams()
  const [importing, setImporting] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get<PersonView[]>('/people', signal),
  })
  const found = useMemo(() => (data ?? []).filter(person => matches(person, wanted)), [data, wanted])
  const mayChange = role === 'admin'
  const shown = edited ?? (mayChange ? data?.find(({ id }) => id === asked.get('person')) : undefined)
  const close = () => {
    setEdited(undefined)
    if (asked.size > 0) setAsked({}, { replace: true })
  }
  return (
    <>
      <PageHead title={t('people.title')}>
        <Button
          component="a"
          href={`${api}/people.csv`}
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          {t('people.export')}
        </Button>
        {mayChange && (
          <>
            <Button
              variant="default"
              leftSection={<IconUpload size={18} />}
              onClick={() => setImporting(true)}
            >
              {t('people.import')}
            </Button>
            <Button leftSection={<IconUserPlus size={18} />} onClick={() => setEdited('new')}>
              {t('people.add')}
            </Button>
          </>
        )}
      </PageHead>
      <TextInput
        aria-label={t('people.find')}
        placeholder={t('people.find')}
        leftSection={<IconSearch size={16} />}
        value={wanted}
        onChange={event => setWanted(event.currentTarget.value)}
        mb="md"
        maw={360}
      />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && found.length === 0 && <Empty title={t('people.none')} hint={t('people.none-hint')} />}
      {found.length > 0 && <Rows people={found} {...(mayChange && { edit: setEdited })} />}
      {shown && <PersonDrawer key={shown === 'new' ? '' : shown.id} person={shown} close={close} />}
      {importing && <ImportPeople close={() => setImporting(false)} />}
    </>
  )
}

/** Without regard to case and marks: "nguyen" finds Nguyễn. */
function matches(person: PersonView, wanted: string): boolean {
  return plain(`${person.name} ${person.id} ${queuesOf(person)}`).includes(plain(wanted.trim()))
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()
}

const titles = ['name', 'id', 'role', 'phone', 'queues', 'state'] as const

function Rows({ people, edit }: { people: PersonView[]; edit?: (person: PersonView) => void }) {
  const t = useText()
  const language = useLanguage()
  const titleOf = useQueueTitles()
  const table = useTable({ features, columns, data: people })
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table className="dense" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {headers.map((header, index) => {
              const sorted = header.column.getIsSorted()
              return (
                <Table.Th
                  key={header.id}
                  aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                >
                  <UnstyledButton onClick={header.column.getToggleSortingHandler()} fz="sm" fw={600}>
                    {t(`people.${titles[index] ?? 'name'}`)}
                    {sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}
                  </UnstyledButton>
                </Table.Th>
              )
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.getRowModel().rows.map(({ original: person }) => (
            <Table.Tr key={person.id} {...(edit && { className: 'clickable', onClick: () => edit(person) })}>
              <Table.Td>
                {edit ? (
                  <UnstyledButton fz="sm" fw={500} aria-label={t('people.edit', { name: person.name })}>
                    {person.name}
                  </UnstyledButton>
                ) : (
                  person.name
                )}
              </Table.Td>
              <Table.Td>{person.id}</Table.Td>
              <Table.Td>{t(`role.${person.role}`)}</Table.Td>
              <Table.Td>{person.agent?.phone ?? '–'}</Table.Td>
              <Table.Td>
                {listed(person.agent?.queues.map(({ queue }) => titleOf(queue)) ?? [], language) || '–'}
              </Table.Td>
              <Table.Td>
                <Text size="sm" {...(!person.active && { c: 'dimmed' })}>
                  {t(person.active ? 'people.active' : 'people.inactive')}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
