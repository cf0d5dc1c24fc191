// Erasing one number: whoever asks for it sees first what is kept, and then says yes.
import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Erasure, ErasurePreview } from '../../http/published.ts'
import { send } from '../shared/client.ts'
import { Failure } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'

const COUNTED = ['conversations', 'recordings', 'messages', 'notes', 'followUps', 'sendings'] as const

export function EraseNumber({ close }: { close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const [number, setNumber] = useState('')
  const [preview, setPreview] = useState<ErasurePreview>()
  const [error, setError] = useState<unknown>()
  const [working, setWorking] = useState(false)
  const attempt = async (work: () => Promise<void>) => {
    setError(undefined)
    setWorking(true)
    await work().catch(setError)
    setWorking(false)
  }
  const look = async () => setPreview(await send<ErasurePreview>('POST', '/erasures/preview', { number }))
  const erase = async () => {
    const { conversations } = await send<Erasure>('POST', '/erasures', { number })
    await cache.invalidateQueries()
    notifications.show({ message: t('erase.done', { count: conversations }) })
    close()
  }
  return (
    <Modal opened onClose={close} title={t('erase.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void attempt(preview ? erase : look)
        }}
      >
        <Stack>
          <Text size="sm">{t('erase.lead')}</Text>
          <TextInput
            label={t('customers.number')}
            value={number}
            onChange={event => {
              setNumber(event.currentTarget.value)
              setPreview(undefined)
            }}
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            required
            withAsterisk={false}
          />
          {preview && <Kept preview={preview} />}
          {error !== undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            {preview ? (
              <Button type="submit" color="red.8" loading={working} disabled={preview.obstacle !== undefined}>
                {t('erase.do')}
              </Button>
            ) : (
              <Button type="submit" loading={working}>
                {t('erase.look')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Kept({ preview }: { preview: ErasurePreview }) {
  const t = useText()
  const { obstacle, held, customer } = preview
  return (
    <Stack gap="xs" data-kept>
      <List size="sm">
        {COUNTED.map(kind => (
          <List.Item key={kind}>{t(`erase.${kind}`, { count: preview[kind] })}</List.Item>
        ))}
        {customer && <List.Item>{t('erase.customer')}</List.Item>}
      </List>
      {obstacle === undefined ? (
        <Alert color="yellow">{t('erase.for-good')}</Alert>
      ) : (
        <Alert color="red">{held > 0 ? t('erase.held', { count: held }) : t('erase.not-now')}</Alert>
      )}
    </Stack>
  )
}
