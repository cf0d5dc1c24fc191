// One's own password: the present one, and a new one.
import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from './client.ts'
import { usePerson } from './session.tsx'
import { Failure } from './states.tsx'
import { useText } from './text.ts'

export function OwnPassword({ close }: { close(): void }) {
  const t = useText()
  const { id } = usePerson()
  const cache = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>()
  const change = async () => {
    setError(undefined)
    try {
      await send('POST', `/people/${encodeURIComponent(id)}/password`, { current, password })
      await cache.invalidateQueries({ queryKey: ['session'] })
      notifications.show({ message: t('me.password-changed') })
      close()
    } catch (mistake) {
      setError(mistake)
    }
  }
  return (
    <Modal opened onClose={close} title={t('me.password')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void change()
        }}
      >
        <Stack>
          <PasswordInput
            label={t('me.password-old')}
            value={current}
            onChange={event => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          <PasswordInput
            label={t('me.password-new')}
            value={password}
            onChange={event => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            required
          />
          {error !== undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit">{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
