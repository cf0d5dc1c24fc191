// Every finding with its place; a click leads there.
import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Finding } from '../../http/published.ts'
import { useText } from '../shared/text.ts'

export function Findings({ findings, open }: { findings: readonly Finding[]; open(finding: Finding): void }) {
  const t = useText()
  return (
    <>
      <Title order={2} size="h5" mb="xs" lh={1.4}>
        {t('settings.findings')}
      </Title>
      {findings.length === 0 && (
        <Group gap="xs">
          <IconCircleCheck size={18} color="var(--ready)" aria-hidden />
          <Text size="sm">{t('settings.no-findings')}</Text>
        </Group>
      )}
      <Stack gap={6}>
        {findings.map(finding => (
          <UnstyledButton
            key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}`}
            onClick={() => open(finding)}
          >
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {finding.severity === 'error' ? (
                <IconCircleX
                  size={18}
                  color="var(--trouble)"
                  style={{ flex: 'none', marginTop: 2 }}
                  aria-hidden
                />
              ) : (
                <IconAlertTriangle
                  size={18}
                  color="var(--offered)"
                  style={{ flex: 'none', marginTop: 2 }}
                  aria-hidden
                />
              )}
              <div>
                <Text size="sm" className="wrap">
                  {finding.sentence} {finding.hint}
                </Text>
                <Text size="xs" c="dimmed" className="figures">
                  {finding.file} · {t('settings.place', { line: finding.line })}
                </Text>
              </div>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
    </>
  )
}
