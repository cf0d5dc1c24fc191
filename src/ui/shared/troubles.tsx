// What is wrong with the house now, and what to do, on every page of those who look after it; it goes by itself.
import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Trouble } from '../../http/published.ts'
import { ApiProblem, get } from './client.ts'
import { useLanguage, useText } from './text.ts'

export function Troubles() {
  const t = useText()
  const language = useLanguage()
  const { data, error } = useQuery({
    // Its sentences come in the reader's language.
    queryKey: ['troubles', language],
    queryFn: ({ signal }) => get<Trouble[]>('/troubles', signal),
    refetchInterval: 5_000,
    retry: false,
  })
  const troubles = error ? troublesOf(error) : (data ?? [])
  if (troubles.length === 0) return null
  const isBad = troubles.some(({ verdict }) => verdict === 'bad')
  return (
    <Alert
      color={isBad ? 'red' : 'yellow'}
      role="alert"
      mb="md"
      icon={<IconAlertTriangle />}
      title={t('troubles.title')}
      data-troubles={troubles.map(({ name }) => name).join(' ')}
    >
      <List size="sm" spacing="xs">
        {troubles.map(({ name, sentence, hint }) => (
          <List.Item key={`${name} ${sentence}`}>
            <Text size="sm" fw={600}>
              {sentence}
            </Text>
            {hint && <Text size="sm">{hint}</Text>}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** Who asks is looked up in PostgreSQL: with it away the answer is that it is. */
function troublesOf(error: Error): Trouble[] {
  if (!(error instanceof ApiProblem) || error.body.status !== 503) return []
  return [{ name: error.body.code, verdict: 'bad', sentence: error.body.detail }]
}
