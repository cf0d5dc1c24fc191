// Follow-ups: who gave up waiting and is to be called back, by deadline; and who was.
import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { IconPhoneCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { FollowUpPage } from '../../http/published.ts'
import { get, withQuery } from '../shared/client.ts'
import { useFollowUpCounts } from '../shared/late-follow-ups.tsx'
import { PageHead } from '../shared/marks.tsx'
import { useQueues, useQueueTitles } from '../shared/names.ts'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { FollowUpTable } from './follow-up-table.tsx'

const STATES = ['open', 'overdue', 'done'] as const
type State = (typeof STATES)[number]

export default function FollowUps() {
  const t = useText()
  const [search, setSearch] = useSearchParams()
  const state = STATES.find(one => one === search.get('state')) ?? 'open'
  const queue = search.get('queue') ?? undefined
  const choose = (key: string, value: string | null) =>
    setSearch(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(key, value)
      else next.delete(key)
      return next
    })
  return (
    <>
      <PageHead title={t('nav.follow-ups')}>
        <QueueChoice queue={queue} choose={value => choose('queue', value)} />
        <StateChoice state={state} queue={queue} choose={value => choose('state', value)} />
      </PageHead>
      <Text size="sm" c="dimmed" mb="md" maw={760}>
        {t('follow-ups.lead')}
      </Text>
      <Found key={`${state} ${queue}`} state={state} queue={queue} />
    </>
  )
}

function QueueChoice({ queue, choose }: { queue: string | undefined; choose(value: string | null): void }) {
  const t = useText()
  const titleOf = useQueueTitles()
  const { data = [] } = useQueues()
  return (
    <Select
      aria-label={t('col.queue')}
      placeholder={t('follow-ups.all-queues')}
      data={data.map(one => ({ value: one.queue, label: titleOf(one.queue) }))}
      value={queue ?? null}
      onChange={choose}
      clearable
      clearButtonProps={{ 'aria-label': t('follow-ups.all-queues') }}
      w={200}
    />
  )
}

type StateChoiceProps = { state: State; queue: string | undefined; choose(value: string): void }

function StateChoice({ state, queue, choose }: StateChoiceProps) {
  const t = useText()
  const { data } = useFollowUpCounts()
  const counts = queue === undefined ? data : data?.queues.find(one => one.queue === queue)
  const label = (one: State) => {
    const count = one === 'done' ? 0 : (counts?.[one] ?? 0)
    return count > 0 ? `${t(`follow-ups.${one}`)} (${count})` : t(`follow-ups.${one}`)
  }
  return (
    <SegmentedControl
      aria-label={t('follow-ups.show')}
      data={STATES.map(value => ({ value, label: label(value) }))}
      value={state}
      onChange={choose}
    />
  )
}

function Found({ state, queue }: { state: State; queue: string | undefined }) {
  const t = useText()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['follow-ups', state, queue],
    queryFn: ({ pageParam, signal }) =>
      get<FollowUpPage>(withQuery('/follow-ups', { state, queue, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
    refetchInterval: 5_000,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const rows = data.pages.flatMap(page => page.followUps)
  if (rows.length === 0) return <Nobody state={state} />
  return (
    <>
      <FollowUpTable rows={rows} isDone={state === 'done'} />
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

function Nobody({ state }: { state: State }) {
  const t = useText()
  const icon = <IconPhoneCheck size={24} />
  if (state === 'open')
    return <Empty icon={icon} title={t('follow-ups.none')} hint={t('follow-ups.none-hint')} />
  return (
    <Empty icon={icon} title={t(state === 'done' ? 'follow-ups.none-done' : 'follow-ups.none-overdue')} />
  )
}
