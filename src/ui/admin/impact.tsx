// What a draft would have changed for those who called in the last day: how many, where, and which conversations.
import { Alert, Anchor, Group, Loader, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { ConfigurationFile, ImpactView } from '../../http/published.ts'
import { send } from '../shared/client.ts'
import { sentenceOf } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'

/** As long as the dialog is open, the draft stays as it is: asked once. */
export function Impact({ files }: { files: readonly ConfigurationFile[] }) {
  const t = useText()
  const { data, error } = useQuery({
    queryKey: ['impact', files],
    queryFn: () => send<ImpactView>('POST', '/configuration/impact', { files }),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error) return <Text size="sm">{t('impact.unknown', { why: sentenceOf(error, t) })}</Text>
  if (!data)
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">{t('impact.asking')}</Text>
      </Group>
    )
  const { calls = 0, changed = 0, unknown = 0, partings = [] } = data
  if (data.calls === undefined) return null
  return (
    <Alert color={changed > 0 ? 'yellow' : 'gray'} data-impact={changed}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {calls === 0 ? t('impact.no-calls') : t('impact.changed', { calls, changed })}
        </Text>
        {unknown > 0 && <Text size="xs">{t('impact.not-known', { count: unknown })}</Text>}
        {partings.length > 0 && (
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                {(['where', 'before', 'after', 'calls', 'listen'] as const).map(head => (
                  <Table.Th key={head}>{t(`impact.${head}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {partings.map(({ flow, section, before, after, calls, examples }) => (
                <Table.Tr key={`${flow} ${section} ${before} ${after}`}>
                  <Table.Td>
                    {flow} · {section}
                  </Table.Td>
                  <Table.Td className="wrap">{before}</Table.Td>
                  <Table.Td className="wrap">{after}</Table.Td>
                  <Table.Td className="figures">{calls}</Table.Td>
                  <Table.Td>
                    <Group gap={6}>
                      {examples.map((id, n) => (
                        <Anchor
                          key={id}
                          component={Link}
                          href={`/calls/${id}`}
                          target="_blank"
                          size="sm"
                          c="inherit"
                          td="underline"
                          aria-label={t('impact.conversation', { n: n + 1 })}
                        >
                          {n + 1}
                        </Anchor>
                      ))}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Alert>
  )
}
