// The queues that a person serves: at which level, and in which order among their agents.
import { Group, MultiSelect, NumberInput, Stack, Text } from '@mantine/core'
import type { PersonView } from '../../http/published.ts'
import { useQueues, useQueueTitles } from '../shared/names.ts'
import { useText } from '../shared/text.ts'

type Seat = NonNullable<PersonView['agent']>['queues'][number]

/** The queues that there are, and those chosen before that are no more. */
export function useQueueChoice(chosen: readonly string[]): { value: string; label: string }[] {
  const titleOf = useQueueTitles()
  const queues = useQueues().data ?? []
  const names = [...new Set([...queues.map(({ queue }) => queue), ...chosen])]
  return names.map(value => ({ value, label: titleOf(value) }))
}

type Props = { queues: readonly Seat[]; set(queues: Seat[]): void }

/** His queues, his level and his rank in each. A new seat comes first in turn. */
export function Seats({ queues, set }: Props) {
  const t = useText()
  const titleOf = useQueueTitles()
  const names = queues.map(({ queue }) => queue)
  const seatOf = (queue: string): Seat => queues.find(seat => seat.queue === queue) ?? { queue, rank: 0 }
  const setSeat = (queue: string, change: Partial<Seat>) =>
    set(queues.map(seat => (seat.queue === queue ? { ...seat, ...change } : seat)))
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t('people.queues')}
        description={t('people.rank-hint')}
        data={useQueueChoice(names)}
        value={names}
        onChange={value => set(value.map(seatOf))}
      />
      {queues.length > 0 && (
        <div>
          <Text size="sm">
            {t('people.level')}, {t('people.rank').toLowerCase()}
          </Text>
          <Text size="xs" c="dimmed">
            {t('people.level-hint')} {t('people.seat-rank-hint')}
          </Text>
        </div>
      )}
      {queues.map(({ queue, rank, level = 1 }) => (
        <Group key={queue} justify="space-between" wrap="nowrap">
          <Text size="sm" truncate>
            {titleOf(queue)}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <SeatNumber
              label={`${t('people.level')}: ${titleOf(queue)}`}
              {...{ min: 1, max: 99, value: level }}
              onChange={value => setSeat(queue, { level: value })}
            />
            <SeatNumber
              label={`${t('people.rank')}: ${titleOf(queue)}`}
              {...{ min: 0, max: 9_999, value: rank }}
              onChange={value => setSeat(queue, { rank: value })}
            />
          </Group>
        </Group>
      ))}
    </Stack>
  )
}

type SeatNumberProps = {
  label: string
  min: number
  max: number
  value: number
  onChange(value: number): void
}

function SeatNumber({ label, min, max, value, onChange }: SeatNumberProps) {
  return (
    <NumberInput
      aria-label={label}
      w={90}
      size="xs"
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      value={value}
      onChange={given => onChange(typeof given === 'number' ? given : min)}
    />
  )
}
