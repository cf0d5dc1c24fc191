// Every call that lives now, the longest first; supervisors may end one or put it back into a queue.
import { ActionIcon, Menu, ScrollArea, Table, Text } from '@mantine/core'
import { IconArrowBackUp, IconDots, IconPhoneX } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import type { CallView } from '../../http/published.ts'
import { useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import type { Floor } from '../shared/live.ts'
import { Mark, Timer } from '../shared/marks.tsx'
import { useHotlineTitles, useQueueTitles } from '../shared/names.ts'
import { useText } from '../shared/text.ts'

export function CallsBoard({ floor }: { floor: Floor }) {
  const t = useText()
  const names = new Map(floor.agents.map(({ id, name }) => [id, name]))
  const queueNames = floor.queues.map(({ queue }) => queue).join()
  // The same list as long as it names the same queues, so that rows which did not change are not drawn again.
  const queues = useMemo(() => queueNames.split(',').filter(Boolean), [queueNames])
  const calls = floor.calls.toSorted((a, b) => (a.arrivedAt ?? '').localeCompare(b.arrivedAt ?? ''))
  return (
    <ScrollArea.Autosize mah="66vh" type="auto" scrollbars="xy">
      <Table className="dense" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('col.caller')}</Table.Th>
            <Table.Th>{t('col.where')}</Table.Th>
            <Table.Th>{t('col.with')}</Table.Th>
            <Table.Th ta="right">{t('col.total')}</Table.Th>
            <Table.Th w={40} aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map(call => (
            <Row
              key={call.conversation}
              call={call}
              agent={call.agent && (names.get(call.agent) ?? call.agent)}
              queues={queues}
            />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

/** Drawn when its own call changes: with hundreds of them all at once would take longer than the news is new. */
const Row = memo(function Row({
  call,
  agent,
  queues,
}: {
  call: CallView
  agent: string | undefined
  queues: readonly string[]
}) {
  const hotlineOf = useHotlineTitles()
  const titleOf = useQueueTitles()
  const t = useText()
  return (
    <Table.Tr>
      <Table.Td>
        <span className="figures">{call.callerShown ?? t('anonymous')}</span>
        <Text size="xs" c="dimmed">
          {call.hotline && hotlineOf(call.hotline)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Mark kind="phase" word={call.phase} />
        <Text size="xs" c="dimmed">
          {call.section}
        </Text>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'normal' }}>
        {agent}
        <Text size="xs" c="dimmed">
          {call.queue && titleOf(call.queue)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Timer since={call.arrivedAt} />
      </Table.Td>
      <Table.Td>
        <Actions call={call} queues={queues} />
      </Table.Td>
    </Table.Tr>
  )
})

function Actions({ call, queues }: { call: CallView; queues: readonly string[] }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const { ask, dialog } = useAsking()
  const caller = call.callerShown ?? t('anonymous')
  const path = `/calls/${encodeURIComponent(call.conversation)}`
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('act.menu', { what: caller })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArrowBackUp size={16} />}
            disabled={queues.length === 0}
            onClick={() =>
              ask({
                title: t('act.requeue'),
                text: t('act.requeue-ask', { caller }),
                button: t('act.requeue'),
                choices: queues.map(value => ({ value, label: titleOf(value) })),
                run: queue => send('POST', `${path}/requeue`, { queue }),
                done: t('act.requeued'),
              })
            }
          >
            {t('act.requeue')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPhoneX size={16} />}
            c="var(--trouble)"
            onClick={() =>
              ask({
                title: t('act.hang-up'),
                text: t('act.hang-up-ask', { caller }),
                button: t('act.hang-up'),
                danger: true,
                run: () => send('POST', `${path}/hang-up`),
                done: t('act.hung-up'),
              })
            }
          >
            {t('act.hang-up')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}
