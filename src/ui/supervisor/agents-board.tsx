// Every desk: state, for how long, with whom; supervisors may change it.
import { ActionIcon, Menu, ScrollArea, Table, Text, TextInput } from '@mantine/core'
import { IconDots, IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { AgentView } from '../../http/published.ts'
import { useAct, useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import type { Floor } from '../shared/live.ts'
import { Mark, Timer } from '../shared/marks.tsx'
import { useQueueTitles } from '../shared/names.ts'
import { PAUSE_REASONS } from '../shared/pause-reasons.ts'
import { useText, useWord } from '../shared/text.ts'

const MANY = 12

export function AgentsBoard({ floor }: { floor: Floor }) {
  const t = useText()
  const [wanted, setWanted] = useState('')
  const matches = (agent: AgentView) =>
    `${agent.id} ${agent.name}`.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())
  const agents = floor.agents.filter(matches).toSorted(inOrder)
  return (
    <>
      {floor.agents.length > MANY && (
        <TextInput
          aria-label={t('floor.find-agent')}
          placeholder={t('floor.find-agent')}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
          mb="xs"
        />
      )}
      <ScrollArea.Autosize mah="62vh" type="auto" scrollbars="y">
        <Table stickyHeader horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('col.agent')}</Table.Th>
              <Table.Th>{t('col.state')}</Table.Th>
              <Table.Th ta="right">{t('col.since')}</Table.Th>
              <Table.Th w={40} aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agents.map(agent => (
              <Row key={agent.id} agent={agent} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </>
  )
}

const order = ['offered', 'busy', 'wrap-up', 'ready', 'paused', 'unknown', 'offline']
function inOrder(a: AgentView, b: AgentView): number {
  return (
    Number(b.reachable) - Number(a.reachable) ||
    order.indexOf(a.state) - order.indexOf(b.state) ||
    a.name.localeCompare(b.name, 'vi')
  )
}

/** Drawn when its own agent changes. */
const Row = memo(function Row({ agent }: { agent: AgentView }) {
  const titleOf = useQueueTitles()
  const say = useWord()
  // Who can't be rung is not "ready" to anybody but himself.
  const isAway = !agent.reachable && agent.state !== 'busy'
  return (
    <Table.Tr>
      <Table.Td>
        {agent.name}
        <Text size="xs" c="dimmed">
          {agent.queues.map(titleOf).join(', ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <Mark kind="agent" word={isAway ? 'unreachable' : agent.state} />
        <Text size="xs" c="dimmed">
          {[
            isAway && say('agent', agent.state),
            agent.reason && say('pause', agent.reason),
            agent.queue && titleOf(agent.queue),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Timer since={agent.since} />
      </Table.Td>
      <Table.Td>
        <Actions agent={agent} />
      </Table.Td>
    </Table.Tr>
  )
})

function Actions({ agent }: { agent: AgentView }) {
  const t = useText()
  const say = useWord()
  const act = useAct()
  const { ask, dialog } = useAsking()
  const force = (state: 'ready' | 'paused', reason: string) =>
    send('POST', `/agents/${encodeURIComponent(agent.id)}/force`, { state, reason })
  const name = agent.name
  // Captured when the menu is used: where he was then.
  const back = wasAway(agent)
    ? () => force('paused', agent.reason ?? 'supervisor')
    : () => force('ready', 'supervisor')
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('act.menu', { what: name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlayerPlay size={16} />}
            disabled={agent.state === 'ready'}
            onClick={() =>
              void act(
                () => force('ready', 'supervisor'),
                t('act.readied', { agent: name }),
                wasAway(agent) ? back : () => force('paused', 'supervisor'),
              )
            }
          >
            {t('act.ready')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPlayerPause size={16} />}
            onClick={() =>
              ask({
                title: t('act.pause'),
                text: t('act.pause-ask', { agent: name }),
                button: t('act.pause'),
                choices: PAUSE_REASONS.map(value => ({ value, label: say('pause', value) })),
                run: reason => force('paused', reason),
                done: t('act.paused', { agent: name }),
                undo: back,
              })
            }
          >
            {t('act.pause')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}

/** Paused by a person; a rest that the floor gave him ends by itself. */
function wasAway({ state, reason }: AgentView): boolean {
  return state === 'paused' && [...PAUSE_REASONS, 'supervisor'].some(one => one === reason)
}
