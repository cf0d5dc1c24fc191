// Somebody else published first: what he changed, and the two ways on. Nothing is lost.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { TreeDiff } from '../shared/diff.tsx'
import { useText } from '../shared/text.ts'
import type { Draft } from './use-draft.ts'

export function Conflict({ draft }: { draft: Draft }) {
  const t = useText()
  return (
    <Alert color="yellow" mb="md" role="alert" title={t('settings.conflict')}>
      <Stack>
        <Text size="sm">{t('settings.conflict-text')}</Text>
        <TreeDiff before={draft.base} after={draft.conflict ?? []} />
        <Group>
          <Button onClick={draft.keepMine}>{t('settings.keep-mine')}</Button>
          <Button variant="default" onClick={draft.takeTheirs}>
            {t('settings.take-theirs')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
