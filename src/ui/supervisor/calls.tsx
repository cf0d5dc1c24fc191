// Search of calls. The filters stand in the address, so a search can be sent to somebody, and reports link here.
import { Button, Card, Group, Table, Text, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { CdrHead, CdrPage } from '../../http/published.ts'
import { get, withQuery } from '../shared/client.ts'
import { DialLink } from '../shared/dial.tsx'
import { clockTime, moment } from '../shared/format.ts'
import { Mark, PageHead } from '../shared/marks.tsx'
import { useHotlineTitles, useNames, useQueueTitles } from '../shared/names.ts'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText, useWord } from '../shared/text.ts'
import { CallFilters } from './call-filters.tsx'

const PAGE_SIZE = 50

export default function Calls() {
  const t = useText()
  const [filters] = useSearchParams()
  const asked = filters.toString()
  const found = useInfiniteQuery({
    queryKey: ['cdrs', asked],
    queryFn: ({ pageParam, signal }) =>
      get<CdrPage>(
        withQuery('/cdrs', { ...Object.fromEntries(filters), limit: PAGE_SIZE, cursor: pageParam }),
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
  })
  const cdrs = found.data?.pages.flatMap(page => page.cdrs) ?? []
  const isFiltered = asked !== ''
  return (
    <>
      <PageHead title={t('calls.title')} />
      <Card withBorder mb="md" p="md">
        <CallFilters />
      </Card>
      {found.isPending && <Loading />}
      {found.error && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.data && cdrs.length === 0 && (
        <Empty
          title={t(isFiltered ? 'calls.none' : 'calls.none-ever')}
          hint={t(isFiltered ? 'calls.none-hint' : 'calls.none-ever-hint')}
        />
      )}
      {cdrs.length > 0 && <CallTable cdrs={cdrs} />}
      {cdrs.length > 0 && (
        <Group justify="space-between" mt="md">
          <Text size="sm" c="dimmed" className="figures">
            {t('calls.shown', { count: cdrs.length })}
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
      )}
    </>
  )
}

export function CallTable({ cdrs }: { cdrs: readonly CdrHead[] }) {
  const t = useText()
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table className="dense" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('calls.arrived')}</Table.Th>
            <Table.Th>{t('col.caller')}</Table.Th>
            <Table.Th>{t('col.hotline')}</Table.Th>
            <Table.Th>{t('col.queue')}</Table.Th>
            <Table.Th>{t('col.agent')}</Table.Th>
            <Table.Th ta="right">{t('calls.wait')}</Table.Th>
            <Table.Th ta="right">{t('calls.talk')}</Table.Th>
            <Table.Th>{t('calls.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cdrs.map(cdr => (
            <Row key={cdr.conversation} cdr={cdr} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ cdr }: { cdr: CdrHead }) {
  const hotlineOf = useHotlineTitles()
  const titleOf = useQueueTitles()
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  const nameOf = useNames()
  const [, go] = useLocation()
  const address = `/calls/${encodeURIComponent(cdr.conversation)}`
  return (
    <Table.Tr className="clickable" onClick={() => go(address)}>
      <Table.Td className="figures">
        <Link href={address} className="row-link" onClick={event => event.stopPropagation()}>
          {moment(cdr.arrivedAt, language)}
        </Link>
        {cdr.legalHold && (
          <Tooltip label={t('hold.meaning')}>
            <IconLock size={14} role="img" aria-label={t('hold.held')} style={{ marginLeft: 6 }} />
          </Tooltip>
        )}
      </Table.Td>
      <Table.Td className="figures">
        {cdr.caller ? <DialLink number={cdr.caller} shown={cdr.callerShown ?? cdr.caller} /> : t('anonymous')}
      </Table.Td>
      <Table.Td>{hotlineOf(cdr.hotline)}</Table.Td>
      <Table.Td>{cdr.queue ? titleOf(cdr.queue) : '–'}</Table.Td>
      <Table.Td>{cdr.agent ? nameOf(cdr.agent) : '–'}</Table.Td>
      <Table.Td ta="right" className="figures">
        {cdr.queuedAt ? clockTime(cdr.waitMs) : '–'}
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {cdr.answeredAt ? clockTime(cdr.talkMs) : '–'}
      </Table.Td>
      <Table.Td>
        <Mark kind="result" word={cdr.ending.result} />
        <Text size="xs" c="dimmed">
          {say('reason', cdr.ending.reason)}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
