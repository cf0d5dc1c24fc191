// Where somebody is logged in: one's own page, with one's second factor; and a part of each person's drawer for admins.
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionRow } from '../../http/published.ts'
import { useAsking } from './asking.tsx'
import { get, send, withQuery } from './client.ts'
import { deviceOf } from './device.ts'
import { moment } from './format.ts'
import { PageHead } from './marks.tsx'
import { SecondFactor } from './second-factor.tsx'
import { usePerson, useSession } from './session.tsx'
import { Failure, Loading } from './states.tsx'
import { useLanguage, useText } from './text.ts'

export default function Sessions() {
  const t = useText()
  const { id } = usePerson()
  return (
    <>
      <PageHead title={t('sessions.title')} />
      <Stack maw={760}>
        <Text c="dimmed">{t('sessions.lead')}</Text>
        <SessionList person={id} />
        <SecondFactor />
      </Stack>
    </>
  )
}

/** A part of a person's drawer. */
export function SessionsOf({ person }: { person: string }) {
  const t = useText()
  return (
    <section>
      <Title order={2} size="h5" lh={1.5} mb="xs">
        {t('sessions.of-person')}
      </Title>
      <SessionList person={person} />
    </section>
  )
}

/** @param person everybody but admins gets his own, whoever is named */
function SessionList({ person }: { person: string }) {
  const t = useText()
  const cache = useQueryClient()
  const { ask, dialog } = useAsking()
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions', person],
    queryFn: ({ signal }) => get<SessionRow[]>(withQuery('/sessions', { person }), signal),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={2} />
  if (data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('sessions.none')}
      </Text>
    )
  const ordered = data.toSorted((a, b) => Number(b.current) - Number(a.current))
  const others = data.filter(({ current }) => !current)
  const all = others.length === data.length
  const end = async (sessions: readonly SessionRow[]) => {
    for (const { id } of sessions) await send('DELETE', `/sessions/${encodeURIComponent(id)}`)
    await cache.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <Stack gap="xs">
      {ordered.map(session => (
        <One key={session.id} session={session} end={() => end([session])} ask={ask} />
      ))}
      {others.length > 1 && (
        <Button
          variant="default"
          w="fit-content"
          onClick={() =>
            ask({
              title: t(all ? 'sessions.end-all' : 'sessions.end-others'),
              text: t(all ? 'sessions.end-all-ask' : 'sessions.end-others-ask', { count: others.length }),
              button: t(all ? 'sessions.end-all' : 'sessions.end-others'),
              danger: true,
              run: () => end(others),
              done: t('sessions.others-ended'),
            })
          }
        >
          {t(all ? 'sessions.end-all' : 'sessions.end-others')}
        </Button>
      )}
      {dialog}
    </Stack>
  )
}

type OneProps = { session: SessionRow; end(): Promise<void>; ask: ReturnType<typeof useAsking>['ask'] }

function One({ session, end, ask }: OneProps) {
  const t = useText()
  const language = useLanguage()
  const { logOut } = useSession()
  const { address, createdAt, seenAt, current } = session
  const device = deviceOf(session.browser) ?? t('sessions.unknown-device')
  const times = [
    `${t('sessions.since')} ${moment(createdAt, language)}`,
    `${t('sessions.seen').toLowerCase()} ${moment(seenAt, language)}`,
  ]
  return (
    <Card withBorder p="sm" data-session={session.id}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Text fw={600}>{device}</Text>
            {current && <Badge variant="default">{t('sessions.this')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" className="figures">
            {address} · {times.join(' · ')}
          </Text>
        </div>
        {current ? (
          <Button size="xs" variant="default" flex="none" onClick={() => void logOut()}>
            {t('me.log-out')}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            flex="none"
            aria-label={`${t('sessions.end')}: ${device}, ${address}`}
            onClick={() =>
              ask({
                title: t('sessions.end-title'),
                text: t('sessions.end-ask', { device, address }),
                button: t('sessions.end'),
                danger: true,
                run: end,
                done: t('sessions.ended'),
              })
            }
          >
            {t('sessions.end')}
          </Button>
        )}
      </Group>
    </Card>
  )
}
