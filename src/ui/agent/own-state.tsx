// An agent's own state, big and clear, with what he may do about it: ready, a break, more time for notes, log out.
import { Alert, Button, Card, Group, Menu, Stack, Text } from '@mantine/core'
import { IconCoffee, IconLogout, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import type { AgentView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { Countdown } from '../shared/countdown.tsx'
import { colourOf, Timer } from '../shared/marks.tsx'
import { PAUSE_REASONS } from '../shared/pause-reasons.ts'
import { useText, useWord } from '../shared/text.ts'

const MORE_S = 60

export function OwnState({ agent }: { agent: AgentView }) {
  const t = useText()
  const say = useWord()
  return (
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
          <Ends agent={agent} />
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
  )
}

/** What comes next by itself, and what does not. */
function Ends({ agent: { state, until, misses, next } }: { agent: AgentView }) {
  const t = useText()
  if (misses !== undefined)
    return <Alert color="orange">{t('desk.paused-by-misses', { count: misses })}</Alert>
  return (
    <>
      {until && (
        <Text>
          {t(state === 'wrap-up' ? 'desk.wrap-up-ends' : 'desk.rest-ends')} <Countdown until={until} />
        </Text>
      )}
      {next && <Text c="dimmed">{t(next === 'offline' ? 'desk.then-offline' : 'desk.then-paused')}</Text>}
    </>
  )
}

/** What "ready" means in his state. */
function readyText({ state, next }: AgentView) {
  if (state === 'offline') return 'desk.log-in'
  if (state === 'wrap-up') return 'desk.wrap-up-done'
  return next ? 'desk.stay' : 'desk.be-ready'
}

function Switches({ agent }: { agent: AgentView }) {
  const t = useText()
  const say = useWord()
  const act = useAct()
  const path = `/agents/${encodeURIComponent(agent.id)}`
  const isTalking = agent.state === 'busy' || agent.state === 'offered'
  const isOffline = agent.state === 'offline'
  const isWrapUp = agent.state === 'wrap-up'
  // In a call it takes a planned break back.
  const isIdle = agent.state === 'ready' || (isTalking && agent.next === undefined)
  return (
    <Group>
      <Button
        size="lg"
        leftSection={<IconPlayerPlay size={20} />}
        disabled={isIdle}
        onClick={() =>
          void act(
            () => send('POST', `${path}/ready`),
            isWrapUp ? t('desk.wrap-up-over') : say('agent', 'ready'),
          )
        }
      >
        {t(readyText(agent))}
      </Button>
      {isWrapUp && (
        <Button
          size="lg"
          variant="default"
          leftSection={<IconPlus size={20} />}
          onClick={() =>
            void act(() => send('POST', `${path}/wrap-up`, { byS: MORE_S }), t('desk.wrap-up-longer'))
          }
        >
          {t('desk.more-time')}
        </Button>
      )}
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
      {!isOffline && (
        <Button
          size="lg"
          variant="subtle"
          leftSection={<IconLogout size={20} />}
          onClick={() =>
            void act(
              () => send('POST', `${path}/log-out`),
              t(isTalking ? 'desk.log-out-later' : 'desk.logged-out'),
            )
          }
        >
          {t('desk.log-out')}
        </Button>
      )}
    </Group>
  )
}
