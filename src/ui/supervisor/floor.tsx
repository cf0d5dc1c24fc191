// The live floor: queues on top, then who works and who calls.

import { Alert, Badge, Card, Grid, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { IconPhoneOff, IconUsersGroup } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Floor as LiveFloor, useFloor } from '../shared/live.ts'
import { PageHead } from '../shared/marks.tsx'
import { Empty, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { AgentsBoard } from './agents-board.tsx'
import { CallsBoard } from './calls-board.tsx'
import { HoursPanel } from './hours-panel.tsx'
import { QueueCard } from './queue-card.tsx'

/** More queues than this are drawn small, so that calls and agents are not far below them. */
const MOST_LARGE = 8
const DENSE = { base: 2, sm: 3, lg: 5, xl: 6 }

export default function Floor() {
  const t = useText()
  const floor = useFloor()
  if (floor.link === 'asking') {
    return (
      <>
        <PageHead title={t('floor.title')} />
        <Loading />
      </>
    )
  }
  const isDense = floor.queues.length > MOST_LARGE
  return (
    <>
      <PageHead title={t('floor.title')}>
        <Link floor={floor} />
      </PageHead>
      <Troubles floor={floor} />
      <HoursPanel />
      {floor.queues.length === 0 ? (
        <Empty title={t('floor.no-queues')} hint={t('floor.no-queues-hint')} />
      ) : (
        <SimpleGrid
          cols={isDense ? DENSE : { base: 1, xs: 2, lg: 3, xl: 4 }}
          spacing={isDense ? 'xs' : 'md'}
          mb="lg"
        >
          {floor.queues.map(queue => (
            <QueueCard key={queue.queue} queue={queue} isDense={isDense} />
          ))}
        </SimpleGrid>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Board title={t('floor.calls')} count={floor.calls.length}>
            {floor.calls.length === 0 ? (
              <Empty
                icon={<IconPhoneOff size={24} />}
                title={t('floor.no-calls')}
                hint={t('floor.no-calls-hint')}
              />
            ) : (
              <CallsBoard floor={floor} />
            )}
          </Board>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Board title={t('floor.agents')} count={floor.agents.length}>
            {floor.agents.length === 0 ? (
              <Empty
                icon={<IconUsersGroup size={24} />}
                title={t('floor.no-agents')}
                hint={t('floor.no-agents-hint')}
              />
            ) : (
              <AgentsBoard floor={floor} />
            )}
          </Board>
        </Grid.Col>
      </Grid>
    </>
  )
}

function Board({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <Card withBorder p="md">
      <Group gap="xs" mb="xs">
        <Title order={2} size="h4" lh={1.4}>
          {title}
        </Title>
        <Text c="dimmed" className="figures">
          {count}
        </Text>
      </Group>
      {children}
    </Card>
  )
}

function Link({ floor }: { floor: LiveFloor }) {
  const t = useText()
  if (floor.link === 'lost') return null
  return (
    <Badge variant="default" leftSection={<Dot />}>
      {t(floor.link === 'live' ? 'floor.live' : 'floor.polling')}
    </Badge>
  )
}

const Dot = () => (
  <span
    aria-hidden
    style={{ display: 'block', width: 8, height: 8, borderRadius: 4, background: 'var(--ready)' }}
  />
)

function Troubles({ floor }: { floor: LiveFloor }) {
  const t = useText()
  const isBlind = floor.agents.length > 0 && floor.agents.every(agent => agent.state === 'unknown')
  const trouble = floor.link === 'lost' ? 'state.reconnecting' : isBlind ? 'state.no-switchboard' : undefined
  return trouble ? (
    <Alert color="yellow" mb="md" role="status">
      {t(trouble)}
    </Alert>
  ) : null
}
