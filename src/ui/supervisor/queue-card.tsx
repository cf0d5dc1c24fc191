// One queue at a glance: how many wait, for how long, and who could take them.
import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import type { QueueView } from '../../http/published.ts'
import { useNow } from '../shared/clock.ts'
import { useFloor } from '../shared/live.ts'
import { colourOf, Timer } from '../shared/marks.tsx'
import { useQueueTitles } from '../shared/names.ts'
import { useText, useWord } from '../shared/text.ts'

/** From here on a wait is told in the colour of trouble. */
const LONG_WAIT_MS = 60_000

export function QueueCard({ queue }: { queue: QueueView }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const { skewMs } = useFloor()
  const now = useNow() + skewMs
  const first = queue.waiting
    .map(({ since }) => since)
    .filter(since => since !== undefined)
    .sort()[0]
  const isLong = first !== undefined && now - Date.parse(first) >= LONG_WAIT_MS
  return (
    <Card withBorder p="md">
      <Title order={2} size="h4" lh={1.4}>
        {titleOf(queue.queue)}
      </Title>
      <Group gap="xl" align="flex-end" my="xs" wrap="nowrap">
        <Stack gap={0}>
          <Text fz={34} fw={700} lh={1.2} className="figures" c={isLong ? 'var(--trouble)' : undefined}>
            {queue.waiting.length}
          </Text>
          <Text size="sm" c="dimmed">
            {t('floor.waiting')}
          </Text>
        </Stack>
        <Stack gap={0}>
          <Text fz={22} fw={600} lh={1.5} c={isLong ? 'var(--trouble)' : undefined}>
            <Timer since={first} />
          </Text>
          <Text size="sm" c="dimmed">
            {t('floor.longest')}
          </Text>
        </Stack>
      </Group>
      <Desks agents={queue.agents} />
    </Card>
  )
}

function Desks({ agents }: { agents: Readonly<Record<string, number>> }) {
  const say = useWord()
  const all = Object.values(agents).reduce((sum, count) => sum + count, 0)
  const order = ['ready', 'offered', 'busy', 'wrap-up', 'paused', 'unreachable', 'offline', 'unknown']
  const states = order.filter(state => (agents[state] ?? 0) > 0)
  return (
    <Stack gap={6}>
      <Progress.Root size={8} aria-hidden>
        {states.map(state => (
          <Progress.Section
            key={state}
            value={((agents[state] ?? 0) / all) * 100}
            color={colourOf(state)}
            withAria={false}
          />
        ))}
      </Progress.Root>
      <Text size="sm" className="figures">
        {states.map(state => `${say('agent', state)} ${agents[state]}`).join(' · ')}
      </Text>
    </Stack>
  )
}
