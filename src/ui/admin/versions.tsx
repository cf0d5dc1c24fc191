// Published versions: who changed what and when, and the way back.
import { Badge, Button, Card, Grid, Group, List, NavLink, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { VersionHead, VersionView } from '../../http/published.ts'
import { useAsking } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import { TreeDiff } from '../shared/diff.tsx'
import { moment } from '../shared/format.ts'
import { usePeopleNames } from '../shared/names.ts'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'

export function Versions() {
  const t = useText()
  const language = useLanguage()
  const nameOf = usePeopleNames()
  const [asked, ask] = useSearchParams()
  const chosen = asked.get('version')
  const { data, error, refetch } = useQuery({
    queryKey: ['versions'],
    queryFn: ({ signal }) => get<VersionHead[]>('/configuration/versions', signal),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const shown = data.findIndex(({ hash }) => hash === chosen)
  const index = shown < 0 ? 0 : shown
  const version = data[index]
  if (!version) return <Empty title={t('versions.none')} />
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 4 }}>
        {data.map(({ hash, author, publishedAt, comment }, at) => (
          <NavLink
            key={`${hash}-${publishedAt}`}
            component="button"
            active={at === index}
            onClick={() => ask({ version: hash }, { replace: true })}
            label={comment ?? hash.slice(0, 10)}
            description={t('versions.by', {
              author: author === 'files' ? t('versions.disk') : nameOf(author),
              at: moment(publishedAt, language),
            })}
            rightSection={at === 0 && <Badge variant="default">{t('versions.current')}</Badge>}
            style={{ borderRadius: 8 }}
          />
        ))}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Version version={version} before={data[index + 1]?.hash} isCurrent={index === 0} />
      </Grid.Col>
    </Grid>
  )
}

function useVersion(hash: string | undefined) {
  return useQuery({
    queryKey: ['version', hash],
    queryFn: ({ signal }) => get<VersionView>(`/configuration/versions/${hash}`, signal),
    enabled: hash !== undefined,
    staleTime: Infinity,
  })
}

function Version({
  version,
  before,
  isCurrent,
}: {
  version: VersionHead
  before?: string | undefined
  isCurrent: boolean
}) {
  const t = useText()
  const { role } = usePerson()
  const cache = useQueryClient()
  const { ask, dialog } = useAsking()
  const mine = useVersion(version.hash)
  const earlier = useVersion(before)
  const hash = version.hash.slice(0, 10)
  const error = mine.error ?? earlier.error
  return (
    <Card withBorder p="md">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4" lh={1.4}>
            {t('versions.diff')}
          </Title>
          {!isCurrent && role === 'admin' && (
            <Button
              variant="default"
              onClick={() =>
                ask({
                  title: t('versions.roll-back'),
                  text: t('versions.roll-back-ask', { hash }),
                  button: t('versions.roll-back'),
                  run: async () => {
                    await send('POST', `/configuration/versions/${version.hash}/roll-back`)
                    await cache.invalidateQueries()
                  },
                  done: t('versions.rolled-back', { hash }),
                })
              }
            >
              {t('versions.roll-back')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="figures wrap">
          {version.hash}
        </Text>
        {error && <Failure error={error} />}
        {!mine.data && !error && <Loading rows={3} />}
        {mine.data && before === undefined && <FirstVersion version={mine.data} />}
        {mine.data && earlier.data && <TreeDiff before={earlier.data.files} after={mine.data.files} />}
      </Stack>
      {dialog}
    </Card>
  )
}

function FirstVersion({ version }: { version: VersionView }) {
  const t = useText()
  return (
    <>
      <Text size="sm">{t('versions.first')}</Text>
      <List size="sm">
        {version.files.map(({ path }) => (
          <List.Item key={path}>{path}</List.Item>
        ))}
      </List>
    </>
  )
}
