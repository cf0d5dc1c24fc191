// A short form in a dialog: it closes once what was asked has worked; until then it says what went wrong.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Failure } from './states.tsx'
import { useText } from './text.ts'

type Form = {
  title: string
  close(): void
  /** Throws what is to be shown. */
  save(): Promise<void>
  /** Beside saving: taking away what the form is about. Throws as well. */
  remove?: { label: string; act(): Promise<void> }
  children: ReactNode
}

export function FormDialog({ title, close, save, remove, children }: Form) {
  const t = useText()
  const [error, setError] = useState<unknown>()
  const attempt = async (act: () => Promise<void>) => {
    setError(undefined)
    try {
      await act()
      close()
    } catch (mistake) {
      setError(mistake)
    }
  }
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void attempt(save)
        }}
      >
        <Stack>
          {children}
          {error !== undefined && <Failure error={error} />}
          <Group justify={remove ? 'space-between' : 'flex-end'}>
            {remove && (
              <Button variant="subtle" color="red" onClick={() => void attempt(remove.act)}>
                {remove.label}
              </Button>
            )}
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
