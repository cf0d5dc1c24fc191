// Customers: those whom somebody wrote down, found by a part of what is known of them; changed one by one or as a table.
import { Badge, Button, Group, Table, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconAddressBook,
  IconDownload,
  IconEraser,
  IconSearch,
  IconUpload,
  IconUserPlus,
} from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustomerPage, CustomerView } from '../../http/published.ts'
import { api, get, withQuery } from '../shared/client.ts'
import { DialLink } from '../shared/dial.tsx'
import { PageHead } from '../shared/marks.tsx'
import { useNames } from '../shared/names.ts'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { BlockedNumbers } from './blocked-numbers.tsx'
import { CustomerForm } from './customer-form.tsx'
import { EraseNumber } from './erase-number.tsx'
import { ImportCustomers } from './import-customers.tsx'

const PAGE_SIZE = 50
/** Between two letters of somebody who writes. */
const WRITING_MS = 300

export default function Customers() {
  const t = useText()
  const { role } = usePerson()
  const mayChange = role === 'admin' || role === 'manager'
  const [wanted, setWanted] = useState('')
  const [search] = useDebouncedValue(wanted.trim(), WRITING_MS)
  const [edited, setEdited] = useState<CustomerView | 'new'>()
  const [importing, setImporting] = useState(false)
  const [erasing, setErasing] = useState(false)
  return (
    <>
      <PageHead title={t('nav.customers')}>
        {mayChange && (
          <>
            <Button
              component="a"
              href={`${api}/customers.csv`}
              download
              variant="default"
              leftSection={<IconDownload size={18} />}
            >
              {t('customers.export')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUpload size={18} />}
              onClick={() => setImporting(true)}
            >
              {t('customers.import')}
            </Button>
            <Button variant="default" leftSection={<IconEraser size={18} />} onClick={() => setErasing(true)}>
              {t('erase.title')}
            </Button>
            <Button leftSection={<IconUserPlus size={18} />} onClick={() => setEdited('new')}>
              {t('customers.add')}
            </Button>
          </>
        )}
      </PageHead>
      <TextInput
        aria-label={t('customers.find')}
        placeholder={t('customers.find')}
        leftSection={<IconSearch size={16} />}
        value={wanted}
        onChange={event => setWanted(event.currentTarget.value)}
        maxLength={100}
        mb="md"
        maw={360}
      />
      <Found search={search} {...(mayChange && { edit: setEdited })} />
      <BlockedNumbers />
      {edited && <CustomerForm customer={edited} close={() => setEdited(undefined)} />}
      {erasing && <EraseNumber close={() => setErasing(false)} />}
      {importing && <ImportCustomers close={() => setImporting(false)} />}
    </>
  )
}

type Edit = { edit?: (customer: CustomerView) => void }

function Found({ search, edit }: { search: string } & Edit) {
  const t = useText()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['customers', search],
    queryFn: ({ pageParam, signal }) =>
      get<CustomerPage>(withQuery('/customers', { search, after: pageParam, limit: PAGE_SIZE }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const customers = data.pages.flatMap(page => page.customers)
  return (
    <>
      {customers.length > 0 ? (
        <Rows customers={customers} {...(edit && { edit })} />
      ) : search === '' ? (
        <Empty
          icon={<IconAddressBook size={24} />}
          title={t('customers.none')}
          hint={t(edit ? 'customers.none-hint' : 'customers.none-read')}
        />
      ) : (
        !hasNextPage && <Empty title={t('customers.not-found')} hint={t('customers.not-found-hint')} />
      )}
      {hasNextPage && (
        <Group mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
    </>
  )
}

function Rows({ customers, edit }: { customers: readonly CustomerView[] } & Edit) {
  const t = useText()
  return (
    <Table.ScrollContainer minWidth={700}>
      <Table className="dense" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('customers.name')}</Table.Th>
            <Table.Th>{t('customers.number')}</Table.Th>
            <Table.Th>{t('customers.segment')}</Table.Th>
            <Table.Th>{t('customers.vip')}</Table.Th>
            <Table.Th>{t('customers.last-agent')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {customers.map((customer, index) => (
            <Row key={customer.number ?? index} customer={customer} {...(edit && { edit })} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ customer, edit }: { customer: CustomerView } & Edit) {
  const t = useText()
  const nameOf = useNames()
  const { number, shown = number, name, segment, vip, lastAgent } = customer
  const called = name ?? t('customers.nameless')
  const mayEdit = edit && number !== undefined
  return (
    <Table.Tr {...(mayEdit && { className: 'clickable', onClick: () => edit(customer) })}>
      <Table.Td className="wrap" style={{ whiteSpace: 'normal' }} maw={320}>
        {mayEdit ? (
          <UnstyledButton
            fz="sm"
            fw={500}
            {...(!name && { c: 'dimmed' })}
            aria-label={t('customers.edit', { name: name ?? shown ?? called })}
          >
            {called}
          </UnstyledButton>
        ) : (
          called
        )}
      </Table.Td>
      <Table.Td>{number && shown ? <DialLink number={number} shown={shown} /> : '–'}</Table.Td>
      <Table.Td>{segment ?? '–'}</Table.Td>
      <Table.Td>
        {vip ? (
          <Badge size="sm" color="yellow.4" autoContrast>
            {t('customers.vip')}
          </Badge>
        ) : (
          '–'
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{lastAgent ? nameOf(lastAgent) : '–'}</Text>
      </Table.Td>
    </Table.Tr>
  )
}
