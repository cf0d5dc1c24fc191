// A table of customers comes in, whole or not at all; all mistakes are told at once with their place.
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sendText } from '../shared/client.ts'
import { TableInput } from '../shared/table-input.tsx'
import { TableMistakes } from '../shared/table-mistakes.tsx'
import { useText } from '../shared/text.ts'

export function ImportCustomers({ close }: { close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>()
  const [running, setRunning] = useState(false)
  const change = (value: string) => {
    setText(value)
    setError(undefined)
  }
  const run = async () => {
    setRunning(true)
    setError(undefined)
    try {
      const { customers } = await sendText<{ customers: number }>('/customers/import', text, 'text/csv')
      await cache.invalidateQueries({ queryKey: ['customers'] })
      notifications.show({
        message: t('customers.imported', { count: customers }),
        closeButtonProps: { 'aria-label': t('close') },
      })
      close()
    } catch (mistake) {
      setError(mistake)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('customers.import-title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text size="sm">{t('customers.import-lead')}</Text>
        <TableInput
          text={text}
          change={change}
          example={'number,name,segment,vip\n0901234567,Nguyễn Thị Lan,gold,yes'}
        />
        {error !== undefined && <TableMistakes error={error} />}
        <Group justify="flex-end">
          <Button disabled={text.trim() === ''} loading={running} onClick={() => void run()}>
            {t('import.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
