// Before it goes live: what changes, and a word for the record.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { TreeDiff } from '../shared/diff.tsx'
import { Failure } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { Impact } from './impact.tsx'
import type { Draft } from './use-draft.ts'

export function PublishDialog({ draft, close }: { draft: Draft; close(): void }) {
  const t = useText()
  const [comment, setComment] = useState('')
  const [error, setError] = useState<unknown>()
  const [running, setRunning] = useState(false)
  const publish = async () => {
    setRunning(true)
    setError(undefined)
    try {
      if (await draft.publish(comment.trim()))
        notifications.show({
          message: t('settings.published'),
          closeButtonProps: { 'aria-label': t('close') },
        })
      close()
    } catch (mistake) {
      setError(mistake)
      setRunning(false)
    }
  }
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('settings.publish-title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text size="sm">{t('settings.publish-text')}</Text>
        <Impact files={draft.files} />
        <TreeDiff before={draft.base} after={draft.files} />
        <TextInput
          label={t('settings.comment')}
          value={comment}
          onChange={event => setComment(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
        {error !== undefined && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button loading={running} onClick={() => void publish()}>
            {t('settings.publish')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
