// Secrets that show once: to be copied now.
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useText } from './text.ts'

export type Secret = { what: string; secret: string }

export function ShownOnce({ secrets, close }: { secrets: readonly Secret[]; close(): void }) {
  const t = useText()
  return (
    <Stack>
      <Alert color="yellow" title={t('people.shown-once')} />
      {secrets.map(({ what, secret }) => (
        <div key={what}>
          <Text size="sm" fw={600}>
            {what}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Code fz="md" className="wrap">
              {secret}
            </Code>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" flex="none" onClick={copy}>
                  {t(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </div>
      ))}
      <Button onClick={close}>{t('done')}</Button>
    </Stack>
  )
}
