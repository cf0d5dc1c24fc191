// Opens or closes hours, or one hotline, against the calendar; or lets them follow it again.
import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HoursSwitch } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { useText } from '../shared/text.ts'

export type Target = {
  kind: 'hours' | 'hotline'
  name: string
  title: string
  switch: HoursSwitch | undefined
}

type Position = 'closed' | 'open' | 'automatic'

export function HoursDialog({ target, close }: { target: Target; close(): void }) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const [position, setPosition] = useState<Position>(target.switch ? 'automatic' : 'closed')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [running, setRunning] = useState(false)
  const go = async () => {
    setRunning(true)
    const more = position === 'automatic' ? {} : { ...(until && { until }), ...(note && { note }) }
    const path = `/${target.kind === 'hours' ? 'hours' : 'hotlines'}/${encodeURIComponent(target.name)}/switch`
    const done = await act(
      () => send('POST', path, { position, ...more }),
      t(`hours.done-${position}`, { what: target.title }),
    )
    await cache.invalidateQueries({ queryKey: ['hours'] })
    setRunning(false)
    if (done) close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t('hours.switch', { what: target.title })}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <SegmentedControl
          aria-label={t('hours.position')}
          value={position}
          onChange={value => setPosition(value as Position)}
          data={[
            { value: 'closed', label: t('hours.choose-closed') },
            { value: 'open', label: t('hours.choose-open') },
            { value: 'automatic', label: t('hours.choose-automatic') },
          ]}
        />
        {position !== 'automatic' && (
          <>
            <TextInput
              label={t('hours.until-field')}
              type="time"
              value={until}
              onChange={event => setUntil(event.currentTarget.value)}
            />
            <TextInput
              label={t('hours.note')}
              maxLength={200}
              value={note}
              onChange={event => setNote(event.currentTarget.value)}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button loading={running} onClick={() => void go()}>
            {t('hours.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
