// One's own password: the present one, and a new one.
import { PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from './client.ts'
import { FormDialog } from './form-dialog.tsx'
import { usePerson } from './session.tsx'
import { useText } from './text.ts'

export function OwnPassword({ close }: { close(): void }) {
  const t = useText()
  const { id } = usePerson()
  const cache = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = async () => {
    await send('POST', `/people/${encodeURIComponent(id)}/password`, { current, password })
    await cache.invalidateQueries({ queryKey: ['session'] })
    notifications.show({ message: t('me.password-changed') })
  }
  return (
    <FormDialog title={t('me.password')} close={close} save={save}>
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
    </FormDialog>
  )
}
