// One queue at a glance: how many wait, for how long, and who could take them.
import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { memo } from 'react'
import type { QueueView } from '../../http/published.ts'
import { useHasCome } from '../shared/clock.ts'
import { useSkew } from '../shared/live.ts'
import { colourOf, Timer } from '../shared/marks.tsx'
import { useQueueTitles } from '../shared/names.ts'
import { useText, useWord } from '../shared/text.ts'

/** From here on a wait is told in the colour of trouble. */
const LONG_WAIT_MS = 60_000

/** Drawn when its own queue changes. */
export const QueueCard = memo(function QueueCard({ queue, isDense }: { queue: QueueView; isDense: boolean }) {
  const titleOf = useQueueTitles()
  const onTheLine = queue.waiting.filter(({ toBeCalled }) => !toBeCalled)
  const first = onTheLine
    .map(({ since }) => since)
    .filter(since => since !== undefined)
    .sort()[0]
  return (
    <Card withBorder p={isDense ? 'sm' : 'md'}>
      <Title order={2} size={isDense ? 'h5' : 'h4'} lh={1.4}>
        {titleOf(queue.queue)}
      </Title>
      <Waiting count={onTheLine.length} first={first} isDense={isDense} />
      <ToBeCalled count={queue.waiting.length - onTheLine.length} />
      <Desks counts={order.map(state => queue.agents[state] ?? 0).join()} />
    </Card>
  )
})

type WaitingProps = {
  count: number
  /** Since when the first of them waits. */
  first: string | undefined
  isDense: boolean
}

const Waiting = memo(function Waiting({ count, first, isDense }: WaitingProps) {
  const t = useText()
  const skewMs = useSkew()
  const isLong = useHasCome(first === undefined ? undefined : Date.parse(first) + LONG_WAIT_MS - skewMs)
  const colour = isLong ? 'var(--trouble)' : undefined
  return (
    <Group gap={isDense ? 'md' : 'xl'} align="flex-end" my={isDense ? 4 : 'xs'} wrap="nowrap">
      <Stack gap={0}>
        <Text fz={isDense ? 24 : 34} fw={700} lh={1.2} className="figures" c={colour}>
          {count}
        </Text>
        <Text size={isDense ? 'xs' : 'sm'} c="dimmed">
          {t('floor.waiting')}
        </Text>
      </Stack>
      <Stack gap={0}>
        <Text fz={isDense ? 17 : 22} fw={600} lh={1.5} c={colour}>
          <Timer since={first} />
        </Text>
        <Text size={isDense ? 'xs' : 'sm'} c="dimmed">
          {t('floor.longest')}
        </Text>
      </Stack>
    </Group>
  )
})

/** Who was promised a call back keeps his place; nobody is on the line. */
const ToBeCalled = memo(function ToBeCalled({ count }: { count: number }) {
  const t = useText()
  if (count === 0) return null
  return (
    <Text size="sm" className="figures" mb={6}>
      {t('floor.to-be-called', { count })}
    </Text>
  )
})

const order = ['ready', 'offered', 'busy', 'wrap-up', 'paused', 'unreachable', 'offline', 'unknown']

/** @param counts of agents in each state of `order`, joined: the same text is not drawn again */
const Desks = memo(function Desks({ counts }: { counts: string }) {
  const say = useWord()
  const numbers = counts.split(',').map(Number)
  const all = numbers.reduce((sum, count) => sum + count, 0)
  const states = order
    .map((state, at) => ({ state, count: numbers[at] ?? 0 }))
    .filter(({ count }) => count > 0)
  return (
    <Stack gap={6}>
      <Progress.Root size={8} aria-hidden>
        {states.map(({ state, count }) => (
          <Progress.Section
            key={state}
            value={(count / all) * 100}
            color={colourOf(state)}
            withAria={false}
          />
        ))}
      </Progress.Root>
      <Text size="sm" className="figures">
        {states.map(({ state, count }) => `${say('agent', state)} ${count}`).join(' · ')}
      </Text>
    </Stack>
  )
})
