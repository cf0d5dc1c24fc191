// The sliders: what is changed about the day.
import {
  Button,
  Card,
  NumberInput,
  SegmentedControl,
  Select,
  Slider,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useText, useWord } from '../shared/text.ts'
import { type Imagined, UNCHANGED, type Wish } from './what-if-wish.ts'

type Props = {
  wish: Wish
  choose(change: Partial<Wish>): void
  queues: readonly { queue: string; title: string }[]
  strategies: readonly string[]
}

export function WhatIfControls({ wish, choose, queues, strategies }: Props) {
  const t = useText()
  const say = useWord()
  const asIs = t('whatif.as-is')
  const signed = (value: number) => (value === 0 ? asIs : value > 0 ? `+${value}` : `−${-value}`)
  return (
    <Card withBorder p="md">
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('whatif.source')}
          data={(['recorded', 'imagined'] as const).map(value => ({ value, label: t(`whatif.${value}`) }))}
          value={wish.source}
          onChange={value => choose({ source: value === 'imagined' ? 'imagined' : 'recorded' })}
        />
        {wish.source === 'recorded' ? (
          <TextInput
            type="date"
            label={t('whatif.day')}
            description={t('whatif.day-hint')}
            value={wish.day}
            onChange={event => choose({ day: event.currentTarget.value })}
          />
        ) : (
          <ImaginedFields imagined={wish.imagined} choose={imagined => choose({ imagined })} />
        )}
        <Select
          label={t('whatif.queue')}
          placeholder={t('whatif.all-queues')}
          data={queues.map(({ queue, title }) => ({ value: queue, label: title }))}
          value={wish.queue}
          onChange={queue => choose({ queue })}
          clearable
        />
        <Knob
          label={t('whatif.agents')}
          shown={signed(wish.agents)}
          range={[-10, 10, 1]}
          value={wish.agents}
          isUnchanged={wish.agents === 0}
          choose={agents => choose({ agents })}
        />
        <Knob
          label={t('whatif.volume')}
          shown={wish.volume === 100 ? asIs : `${wish.volume} %`}
          range={[50, 200, 5]}
          value={wish.volume}
          isUnchanged={wish.volume === 100}
          choose={volume => choose({ volume })}
        />
        <Knob
          label={t('whatif.wrap-up')}
          shown={wish.wrapUpS === undefined ? asIs : `${wish.wrapUpS} s`}
          range={[0, 180, 5]}
          value={wish.wrapUpS}
          isUnchanged={wish.wrapUpS === undefined}
          choose={wrapUpS => choose({ wrapUpS })}
        />
        <Knob
          label={t('whatif.ring')}
          shown={wish.ringS === undefined ? asIs : `${wish.ringS} s`}
          range={[5, 60, 5]}
          value={wish.ringS}
          isUnchanged={wish.ringS === undefined}
          choose={ringS => choose({ ringS })}
        />
        <Select
          label={t('whatif.strategy')}
          placeholder={asIs}
          data={strategies.map(value => ({ value, label: say('strategy', value) }))}
          value={wish.strategy}
          onChange={strategy => choose({ strategy })}
          clearable
        />
        <Button variant="default" leftSection={<IconRestore size={18} />} onClick={() => choose(UNCHANGED)}>
          {t('whatif.reset')}
        </Button>
      </Stack>
    </Card>
  )
}

type KnobProps = {
  label: string
  shown: string
  range: readonly [least: number, most: number, step: number]
  value: number | undefined
  isUnchanged: boolean
  choose(value: number): void
}

function Knob({ label, shown, range: [min, max, step], value, isUnchanged, choose }: KnobProps) {
  return (
    <div>
      <Text
        size="sm"
        fw={500}
        component="div"
        mb={4}
        style={{ display: 'flex', justifyContent: 'space-between' }}
      >
        <span>{label}</span>
        <span className="figures">{shown}</span>
      </Text>
      <Slider
        thumbLabel={label}
        thumbProps={{ 'aria-valuetext': shown }}
        label={null}
        {...{ min, max, step }}
        // Nothing chosen: the thumb stands in the middle, and the word says that nothing is changed.
        value={value ?? Math.round((min + max) / 2 / step) * step}
        onChange={choose}
        color={isUnchanged ? 'gray' : undefined}
      />
    </div>
  )
}

const FIELDS = [
  ['callsPerHour', 'whatif.calls-per-hour', 1, 5_000],
  ['hours', 'whatif.hours', 1, 24],
  ['talkS', 'whatif.talk', 5, 7_200],
  ['patienceS', 'whatif.patience', 0, 7_200],
  ['staff', 'whatif.staff', 1, 500],
] as const

function ImaginedFields({ imagined, choose }: { imagined: Imagined; choose(imagined: Imagined): void }) {
  const t = useText()
  return FIELDS.map(([name, label, min, max]) => (
    <NumberInput
      key={name}
      label={t(label)}
      description={name === 'patienceS' ? t('whatif.patience-hint') : undefined}
      {...{ min, max }}
      clampBehavior="strict"
      allowDecimal={false}
      value={imagined[name]}
      onChange={value => typeof value === 'number' && choose({ ...imagined, [name]: value })}
    />
  ))
}
