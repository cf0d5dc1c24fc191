// The PIN for recording prompts by telephone: one's own, with one's password, or somebody else's.
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { send } from './client.ts'
import { usePerson } from './session.tsx'
import { Failure } from './states.tsx'
import { useText } from './text.ts'

export function StudioPin({ person, close }: { person: string; close(): void }) {
  const t = useText()
  const isOwn = usePerson().id === person
  const [current, setCurrent] = useState('')
  const [pin, setPin] = useState('')
  const [error, setError] = useState<unknown>()
  const change = async (to: string | null) => {
    setError(undefined)
    try {
      const body = { pin: to, ...(isOwn && { current }) }
      await send('PUT', `/people/${encodeURIComponent(person)}/pin`, body)
      notifications.show({ message: t(to === null ? 'pin.removed' : 'pin.changed') })
      close()
    } catch (mistake) {
      setError(mistake)
    }
  }
  return (
    <Modal opened onClose={close} title={t('pin.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void change(pin)
        }}
      >
        <Stack>
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
          {error !== undefined && <Failure error={error} />}
          <Group justify="space-between">
            <Button variant="subtle" color="red" onClick={() => void change(null)}>
              {t('pin.remove')}
            </Button>
            <Group>
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button type="submit">{t('save')}</Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
