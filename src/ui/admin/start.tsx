// The first-run page: from nothing to the first call. It watches the floor and ticks each step off by itself.
import { Alert, Button, Card, Code, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconConfetti } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { CdrPage, WaysIn } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import { listed } from '../shared/format.ts'
import { useFloor } from '../shared/live.ts'
import { PageHead } from '../shared/marks.tsx'
import { useLanguage, useText, useWord } from '../shared/text.ts'
import { StartPhones } from './start-phones.tsx'

export default function Start() {
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  const act = useAct()
  const floor = useFloor()
  const here = floor.agents.filter(agent => agent.reachable)
  const working = here.filter(agent => ['ready', 'offered', 'busy', 'wrap-up'].includes(agent.state))
  const call = floor.calls[0]
  const first = useFirstCall()
  const ways = useWaysIn()
  const isDone = first !== undefined
  return (
    <>
      <PageHead title={t('start.title')} />
      <Stack maw={860} gap="md">
        <Text c="dimmed">{t('start.lead')}</Text>
        {isDone && <Finished conversation={first.conversation} />}
        <Step number={1} done={isDone || here.length > 0} title={t('start.phone')}>
          <Text size="sm">{t('start.phone-text')}</Text>
          {ways && <StartPhones agents={floor.agents} ways={ways} />}
          <Status done={here.length > 0}>
            {here.length > 0
              ? t('start.registered', {
                  names: listed(
                    here.slice(0, 5).map(({ name }) => name),
                    language,
                  ),
                })
              : t('start.waiting-phone')}
          </Status>
        </Step>
        <Step number={2} done={isDone || working.length > 0} title={t('start.ready')}>
          <Text size="sm">{t('start.ready-text')}</Text>
          <Group gap="xs">
            {here
              .filter(agent => !working.includes(agent))
              .slice(0, 6)
              .map(({ id, name }) => (
                <Button
                  key={id}
                  size="xs"
                  variant="light"
                  onClick={() =>
                    void act(
                      () => send('POST', `/agents/${encodeURIComponent(id)}/ready`),
                      t('act.readied', { agent: name }),
                    )
                  }
                >
                  {name}
                </Button>
              ))}
          </Group>
          <Status done={working.length > 0}>
            {working.length > 0
              ? t('start.is-ready', {
                  names: listed(
                    working.slice(0, 5).map(({ name }) => name),
                    language,
                  ),
                })
              : t('start.waiting-ready')}
          </Status>
        </Step>
        <Step number={3} done={isDone} title={t('start.dial')}>
          <Text size="sm">{t('start.dial-text')}</Text>
          {ways?.hotlines.map(({ number, title }) => (
            <Dial key={number} number={number} what={title} />
          ))}
          {ways && <Dial number={ways.echoNumber} what={t('start.echo')} />}
          <Status done={isDone}>
            {call
              ? t('start.call-here', { phase: say('phase', call.phase) })
              : t(isDone ? 'start.done' : 'start.waiting-call')}
          </Status>
        </Step>
      </Stack>
    </>
  )
}

function useFirstCall() {
  const { data } = useQuery({
    queryKey: ['first-call'],
    queryFn: ({ signal }) => get<CdrPage>('/cdrs?limit=1', signal),
    refetchInterval: 3_000,
  })
  return data?.cdrs[0]
}

function useWaysIn() {
  const { data } = useQuery({
    queryKey: ['ways-in'],
    queryFn: ({ signal }) => get<WaysIn>('/ways-in', signal),
  })
  return data
}

function Dial({ number, what }: { number: string; what: string }) {
  return (
    <Group gap="sm">
      <Code fz="lg">{number}</Code>
      <Text size="sm">{what}</Text>
    </Group>
  )
}

type StepProps = { number: number; title: string; done: boolean; children: ReactNode }

function Step({ number, title, done, children }: StepProps) {
  return (
    <Card withBorder p="lg">
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon
          size={34}
          radius="xl"
          variant={done ? 'filled' : 'light'}
          {...(done && { color: 'green.8' })}
        >
          {done ? <IconCheck size={20} /> : <Text fw={700}>{number}</Text>}
        </ThemeIcon>
        <Stack gap="sm" flex={1} miw={0}>
          <Title order={2} size="h4" lh={1.5}>
            {title}
          </Title>
          {children}
        </Stack>
      </Group>
    </Card>
  )
}

function Status({ done, children }: { done: boolean; children: ReactNode }) {
  return (
    <Text size="sm" role="status" fw={done ? 600 : 400} {...(!done && { c: 'dimmed' })}>
      {children}
    </Text>
  )
}

function Finished({ conversation }: { conversation: string }) {
  const t = useText()
  return (
    <Alert color="green" icon={<IconConfetti />} title={t('start.done')}>
      <Stack gap="sm">
        <Text size="sm">{t('start.done-text')}</Text>
        <Group>
          <Button component={Link} href={`/calls/${encodeURIComponent(conversation)}`} size="xs">
            {t('start.see-call')}
          </Button>
          <Button component={Link} href="/floor" size="xs" variant="default">
            {t('start.see-floor')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
