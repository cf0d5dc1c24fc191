// Every desk: state, for how long, with whom; supervisors may change it.
import { Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useMemo, useState } from 'react'
import type { AgentView } from '../../http/published.ts'
import { Board } from '../shared/board.tsx'
import { Countdown } from '../shared/countdown.tsx'
import type { Floor } from '../shared/live.ts'
import { Mark, Timer } from '../shared/marks.tsx'
import { useQueueTitles } from '../shared/names.ts'
import { useText, useWord } from '../shared/text.ts'
import { AgentActions } from './agent-actions.tsx'

const MANY = 12

export function AgentsBoard({ floor }: { floor: Floor }) {
  const t = useText()
  const [wanted, setWanted] = useState('')
  const isMany = floor.agents.length > MANY
  const agents = useMemo(
    () => floor.agents.filter(agent => !isMany || matches(agent, wanted)).toSorted(inOrder),
    [floor.agents, wanted, isMany],
  )
  const columns = [
    { title: t('col.agent') },
    { title: t('col.state'), width: '33%' },
    { title: t('col.since'), width: 60, isRight: true },
    { title: <VisuallyHidden>{t('actions')}</VisuallyHidden>, width: 44 },
  ]
  return (
    <>
      {isMany && (
        <TextInput
          aria-label={t('floor.find-agent')}
          placeholder={t('floor.find-agent')}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
          mb="xs"
        />
      )}
      <Board
        rows={agents}
        idOf={idOf}
        columns={columns}
        maxHeight="62vh"
        minWidth={300}
        cells={agent => <Cells agent={agent} />}
      />
    </>
  )
}

const idOf = (agent: AgentView) => agent.id

function matches({ id, name }: AgentView, wanted: string): boolean {
  return `${id} ${name}`.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())
}

const byName = new Intl.Collator('vi').compare
const order = ['offered', 'busy', 'wrap-up', 'ready', 'paused', 'unknown', 'offline']
function inOrder(a: AgentView, b: AgentView): number {
  return (
    Number(b.reachable) - Number(a.reachable) ||
    order.indexOf(a.state) - order.indexOf(b.state) ||
    byName(a.name, b.name)
  )
}

/** Drawn when its own agent changes. */
const Cells = memo(function Cells({ agent }: { agent: AgentView }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const say = useWord()
  // Who can't be rung is not "ready" to anybody but himself.
  const isAway = !agent.reachable && agent.state !== 'busy'
  return (
    <>
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
            agent.misses !== undefined && t('floor.misses', { count: agent.misses }),
            agent.queue && titleOf(agent.queue),
            agent.next && t(agent.next === 'offline' ? 'floor.then-offline' : 'floor.then-paused'),
          ]
            .filter(Boolean)
            .join(' · ')}
          {agent.until && (
            <>
              {' · '}
              {t('floor.until')} <Countdown until={agent.until} />
            </>
          )}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Timer since={agent.since} />
      </Table.Td>
      <Table.Td>
        <AgentActions agent={agent} />
      </Table.Td>
    </>
  )
})
