// The PIN for recording prompts by telephone: one's own, with one's password, or somebody else's.
import { PasswordInput, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { send } from './client.ts'
import { FormDialog } from './form-dialog.tsx'
import { usePerson } from './session.tsx'
import { useText } from './text.ts'

export function StudioPin({ person, close }: { person: string; close(): void }) {
  const t = useText()
  const isOwn = usePerson().id === person
  const [current, setCurrent] = useState('')
  const [pin, setPin] = useState('')
  const change = async (to: string | null) => {
    const body = { pin: to, ...(isOwn && { current }) }
    await send('PUT', `/people/${encodeURIComponent(person)}/pin`, body)
    notifications.show({ message: t(to === null ? 'pin.removed' : 'pin.changed') })
  }
  return (
    <FormDialog
      title={t('pin.title')}
      close={close}
      save={() => change(pin)}
      remove={{ label: t('pin.remove'), act: () => change(null) }}
    >
      <Text size="sm" c="dimmed">
        {t('pin.lead')}
      </Text>
      {isOwn && (
        <PasswordInput
          label={t('me.password-old')}
          value={current}
          onChange={event => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
      )}
      <PasswordInput
        label={t('pin.new')}
        value={pin}
        onChange={event => setPin(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 8))}
        inputMode="numeric"
        autoComplete="off"
        minLength={4}
        maxLength={8}
        required
      />
    </FormDialog>
  )
}
