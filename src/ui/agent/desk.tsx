// An agent's own desk: the state big and clear, who is calling, and today's calls.
import { Alert, Button, Card, Grid, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { IconCoffee, IconHeadsetOff, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AgentView, CdrPage } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { get, send, withQuery } from '../shared/client.ts'
import { localDay, startOfDay } from '../shared/format.ts'
import { type Floor, useFloor } from '../shared/live.ts'
import { colourOf, PageHead, Timer } from '../shared/marks.tsx'
import { PAUSE_REASONS } from '../shared/pause-reasons.ts'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useText, useWord } from '../shared/text.ts'
import { CallTable } from '../supervisor/calls.tsx'
import { NowCalling } from './now-calling.tsx'

export default function Desk() {
  const t = useText()
  const { agent: id } = usePerson()
  const floor = useFloor()
  const agent = floor.agents.find(one => one.id === id)
  if (!id)
    return <Empty icon={<IconHeadsetOff size={24} />} title={t('desk.none')} hint={t('desk.none-hint')} />
  return (
    <>
      <PageHead title={t('desk.title')} />
      {floor.link === 'lost' && (
        <Alert color="yellow" mb="md" role="status">
          {t('state.reconnecting')}
        </Alert>
      )}
      {agent ? <AtWork agent={agent} floor={floor} /> : <Loading rows={3} />}
      <Title order={2} size="h4" mt="xl" mb="xs" lh={1.4}>
        {t('desk.my-calls')}
      </Title>
      <MyCalls agent={id} />
    </>
  )
}

function AtWork({ agent, floor }: { agent: AgentView; floor: Floor }) {
  const t = useText()
  const say = useWord()
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Card withBorder p="xl" h="100%" style={{ borderLeft: `6px solid ${colourOf(agent.state)}` }}>
          <Stack gap="md" justify="space-between" h="100%">
            <div aria-live="polite">
              <Text fz={34} fw={700} lh={1.35}>
                {say('agent', agent.state)}
              </Text>
              <Group gap="sm">
                <Text fz={22}>
                  <Timer since={agent.since} />
                </Text>
                {agent.reason && <Text c="dimmed">{say('pause', agent.reason)}</Text>}
              </Group>
            </div>
            <Switches agent={agent} />
            {agent.reachable ? (
              <Text size="sm" c="dimmed">
                {t('desk.phone-here', { phone: agent.phone })}
              </Text>
            ) : (
              <Alert color="red">{t('desk.phone-away', { phone: agent.phone })}</Alert>
            )}
          </Stack>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <NowCalling agent={agent} floor={floor} />
      </Grid.Col>
    </Grid>
  )
}

function Switches({ agent }: { agent: AgentView }) {
  const t = useText()
  const say = useWord()
  const act = useAct()
  const path = `/agents/${encodeURIComponent(agent.id)}`
  const isReady = agent.state === 'ready'
  const isTalking = agent.state === 'busy' || agent.state === 'offered'
  return (
    <Group>
      <Button
        size="lg"
        leftSection={<IconPlayerPlay size={20} />}
        disabled={isReady || isTalking}
        onClick={() => void act(() => send('POST', `${path}/ready`), say('agent', 'ready'))}
      >
        {t('desk.be-ready')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button size="lg" variant="default" leftSection={<IconCoffee size={20} />}>
            {t('desk.take-break')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PAUSE_REASONS.map(reason => (
            <Menu.Item
              key={reason}
              onClick={() =>
                void act(
                  () => send('POST', `${path}/pause`, { reason }),
                  t(isTalking ? 'desk.break-later' : 'desk.break-now', { reason: say('pause', reason) }),
                )
              }
            >
              {say('pause', reason)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

function MyCalls({ agent }: { agent: string }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['my-calls', agent],
    queryFn: ({ signal }) =>
      get<CdrPage>(withQuery('/cdrs', { agent, from: startOfDay(localDay(new Date())), limit: 50 }), signal),
    refetchInterval: 15_000,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={3} />
  return data.cdrs.length > 0 ? <CallTable cdrs={data.cdrs} /> : <Empty title={t('desk.no-calls')} />
}
