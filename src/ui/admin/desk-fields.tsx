// A person's desk: his phone, the queues that he serves and at which level, what he knows, his own wrap-up and weight.
import { Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import type { PersonView } from '../../http/published.ts'
import { useQueues, useQueueTitles } from '../shared/names.ts'
import { useText } from '../shared/text.ts'

const DTMF = ['rfc4733', 'inband', 'info', 'auto'] as const

type Desk = NonNullable<PersonView['agent']>
type Seat = Desk['queues'][number]

export type DeskForm = Pick<Desk, 'phone' | 'queues'> & {
  dtmf: NonNullable<Desk['dtmf']> | null
  skills: string[]
  /** Seconds; null: as his queues say. */
  wrapUpS: number | null
  weight: number | null
}

export const deskForm = (desk: Desk | undefined): DeskForm => ({
  phone: desk?.phone ?? '',
  dtmf: desk?.dtmf ?? null,
  queues: desk?.queues ?? [],
  skills: desk?.skills ?? [],
  wrapUpS: desk?.wrapUpMs === undefined ? null : desk.wrapUpMs / 1_000,
  weight: desk?.weight ?? null,
})

/** As the API takes it. */
export const deskOf = ({ phone, wrapUpS, ...desk }: DeskForm) => ({
  ...desk,
  ...(phone && { phone }),
  wrapUpMs: wrapUpS === null ? null : Math.round(wrapUpS * 1_000),
})

/** The queues that there are, and those chosen before that are no more. */
export function useQueueChoice(chosen: readonly string[]): { value: string; label: string }[] {
  const titleOf = useQueueTitles()
  const queues = useQueues().data ?? []
  const names = [...new Set([...queues.map(({ queue }) => queue), ...chosen])]
  return names.map(value => ({ value, label: titleOf(value) }))
}

type Props = { desk: DeskForm; set(change: Partial<DeskForm>): void }

/** @param person his id: his phone's name unless another is given */
export function DeskFields({ person, desk, set }: Props & { person: string }) {
  const t = useText()
  return (
    <>
      <TextInput
        label={t('people.phone')}
        value={desk.phone}
        placeholder={person}
        onChange={event => set({ phone: event.currentTarget.value })}
        pattern="[a-z0-9][a-z0-9\-]{0,63}"
      />
      <Select
        label={t('people.dtmf')}
        description={t('people.dtmf-hint')}
        data={DTMF.map(value => ({ value, label: t(`dtmf.${value}`) }))}
        value={desk.dtmf}
        onChange={value => set({ dtmf: value as DeskForm['dtmf'] })}
        placeholder={t('people.dtmf-default')}
        clearable
        clearButtonProps={{ 'aria-label': t('people.dtmf-default') }}
      />
      <Seats desk={desk} set={set} />
      <TagsInput
        label={t('people.skills')}
        description={t('people.skills-hint')}
        value={desk.skills}
        onChange={value => set({ skills: value.map(skill => skill.trim().toLowerCase()) })}
        splitChars={[',', ' ']}
      />
      <Group grow align="end">
        <NumberInput
          label={t('people.wrap-up')}
          description={t('people.wrap-up-hint')}
          suffix=" s"
          min={0}
          max={86_400}
          allowDecimal={false}
          value={desk.wrapUpS ?? ''}
          onChange={value => set({ wrapUpS: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          label={t('people.weight')}
          description={t('people.weight-hint')}
          min={1}
          max={100}
          allowDecimal={false}
          value={desk.weight ?? ''}
          onChange={value => set({ weight: typeof value === 'number' ? value : null })}
        />
      </Group>
    </>
  )
}

/** His queues, and his level in each. A new seat comes first in turn. */
function Seats({ desk: { queues }, set }: Props) {
  const t = useText()
  const titleOf = useQueueTitles()
  const names = queues.map(({ queue }) => queue)
  const seatOf = (queue: string): Seat => queues.find(seat => seat.queue === queue) ?? { queue, rank: 0 }
  const setLevel = (queue: string, level: number) =>
    set({ queues: queues.map(seat => (seat.queue === queue ? { ...seat, level } : seat)) })
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t('people.queues')}
        description={t('people.rank-hint')}
        data={useQueueChoice(names)}
        value={names}
        onChange={value => set({ queues: value.map(seatOf) })}
      />
      {queues.length > 0 && (
        <div>
          <Text size="sm">{t('people.level')}</Text>
          <Text size="xs" c="dimmed">
            {t('people.level-hint')}
          </Text>
        </div>
      )}
      {queues.map(({ queue, level = 1 }) => (
        <Group key={queue} justify="space-between" wrap="nowrap">
          <Text size="sm" truncate>
            {titleOf(queue)}
          </Text>
          <NumberInput
            aria-label={`${t('people.level')}: ${titleOf(queue)}`}
            w={90}
            size="xs"
            min={1}
            max={99}
            allowDecimal={false}
            clampBehavior="strict"
            value={level}
            onChange={value => setLevel(queue, typeof value === 'number' ? value : 1)}
          />
        </Group>
      ))}
    </Stack>
  )
}
