// What a page shows when there is nothing, not yet, or something went wrong: always with what to do.
import { Alert, Button, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconMoodEmpty } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiProblem, NotReached } from './client.ts'
import { type Say, useText } from './text.ts'

export function Empty({ title, hint, children, icon }: EmptyProps) {
  return (
    <Stack align="center" gap={6} py="xl" px="md">
      <ThemeIcon size={44} radius="xl" variant="light" color="gray" aria-hidden>
        {icon ?? <IconMoodEmpty size={24} />}
      </ThemeIcon>
      <Text fw={600} ta="center">
        {title}
      </Text>
      {hint && (
        <Text size="sm" c="dimmed" ta="center" maw={460}>
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  )
}

type EmptyProps = { title: string; hint?: string; children?: ReactNode; icon?: ReactNode }

type FailureProps = {
  error: unknown
  /** Where something was to be shown; without it, something was to be done. */
  retry?: () => void
}

export function Failure({ error, retry }: FailureProps) {
  const t = useText()
  const isFinal = error instanceof ApiProblem && [400, 403, 422].includes(error.body.status)
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle />}
      title={t(retry ? 'state.failed' : 'failed')}
      role="alert"
      data-failure
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" className="wrap">
          {sentenceOf(error, t)}
        </Text>
        {retry && !isFinal && (
          <Button size="xs" variant="default" onClick={retry}>
            {t('state.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** What to tell a person about an error, and what to do. */
export function sentenceOf(error: unknown, t: Say): string {
  if (error instanceof NotReached) return t('state.offline')
  if (error instanceof ApiProblem) {
    const { code, detail, errors = [] } = error.body
    if (code === 'no-such-address') return t('state.missing-route')
    const fields = errors.map(({ field, sentence }) => `${field}: ${sentence}`)
    return [detail, ...fields].join(' · ')
  }
  return error instanceof Error ? error.message : String(error)
}

export function Loading({ rows = 6 }: { rows?: number }) {
  const t = useText()
  return (
    <Stack gap="sm" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these never change places
        <Skeleton key={row} height={34} radius="sm" />
      ))}
    </Stack>
  )
}
