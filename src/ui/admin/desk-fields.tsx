// A person's desk: his phone, the queues that he serves, what he knows, his own wrap-up and weight.
import { Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { PersonView } from '../../http/published.ts'
import { useText } from '../shared/text.ts'
import { Seats } from './seat-fields.tsx'

const DTMF = ['rfc4733', 'inband', 'info', 'auto'] as const

type Desk = NonNullable<PersonView['agent']>

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
      <Seats queues={desk.queues} set={queues => set({ queues })} />
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
