// Every call that lives now, the longest first; supervisors may steer it.
import { Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useMemo, useState } from 'react'
import type { CallView } from '../../http/published.ts'
import { Board } from '../shared/board.tsx'
import type { Floor } from '../shared/live.ts'
import { Mark, Timer } from '../shared/marks.tsx'
import { useHotlineTitles, useQueueTitles } from '../shared/names.ts'
import { useText } from '../shared/text.ts'
import { CallActions } from './call-actions.tsx'

/** More than can be seen at once. */
const MANY = 12

export function CallsBoard({ floor }: { floor: Floor }) {
  const t = useText()
  const [wanted, setWanted] = useState('')
  const names = useMemo(() => new Map(floor.agents.map(({ id, name }) => [id, name])), [floor.agents])
  const queueNames = floor.queues.map(({ queue }) => queue).join()
  // The same list as long as it names the same queues, so that rows which did not change are not drawn again.
  const queues = useMemo(() => queueNames.split(',').filter(Boolean), [queueNames])
  const isMany = floor.calls.length > MANY
  const calls = useMemo(
    () => floor.calls.filter(call => !isMany || matches(call, wanted)).toSorted(byArrival),
    [floor.calls, wanted, isMany],
  )
  const columns = [
    { title: t('col.caller') },
    { title: t('col.where'), width: '24%' },
    { title: t('col.with'), width: '30%' },
    { title: t('col.total'), width: 76, isRight: true },
    { title: <VisuallyHidden>{t('actions')}</VisuallyHidden>, width: 44 },
  ]
  return (
    <>
      {isMany && (
        <TextInput
          aria-label={t('floor.find-call')}
          placeholder={t('floor.find-call')}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
          mb="xs"
        />
      )}
      <Board
        rows={calls}
        idOf={idOf}
        columns={columns}
        maxHeight="66vh"
        minWidth={520}
        cells={call => (
          <Cells call={call} agent={call.agent && (names.get(call.agent) ?? call.agent)} queues={queues} />
        )}
      />
    </>
  )
}

const idOf = (call: CallView) => call.conversation

function byArrival({ arrivedAt: a = '' }: CallView, { arrivedAt: b = '' }: CallView): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** By digits of the number, as people read it to each other: with or without spaces. */
function matches({ callerShown }: CallView, wanted: string): boolean {
  const digits = wanted.replace(/\D/g, '')
  return digits === '' || (callerShown ?? '').replace(/\D/g, '').includes(digits)
}

/** Drawn when its own call changes: with hundreds of them all at once would take longer than the news is new. */
const Cells = memo(function Cells({
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
    <>
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
      <Table.Td>
        {agent}
        <Text size="xs" c="dimmed">
          {call.queue && titleOf(call.queue)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Timer since={call.arrivedAt} />
      </Table.Td>
      <Table.Td>
        <CallActions call={call} queues={queues} />
      </Table.Td>
    </>
  )
})
