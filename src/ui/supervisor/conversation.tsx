// One conversation: what happened when, as a picture; what was said; who was rung and why.
import { Alert, Anchor, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'wouter'
import type { CdrWhole } from '../../http/published.ts'
import { BlockButton } from '../shared/block-button.tsx'
import { ApiProblem, get } from '../shared/client.ts'
import { DialLink, useMayDial } from '../shared/dial.tsx'
import { clockTime, moment } from '../shared/format.ts'
import { useFloor } from '../shared/live.ts'
import { Mark, PageHead } from '../shared/marks.tsx'
import { useHotlineTitles, useNames, useQueueTitles } from '../shared/names.ts'
import { Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText, useWord } from '../shared/text.ts'
import { Held, HoldButton } from './hold.tsx'
import { Notes, Spoken, spokenIn } from './notes.tsx'
import { Offers } from './offers.tsx'
import { isOnItsWay, Player } from './player.tsx'
import { TimeLine } from './time-line.tsx'

export default function Conversation() {
  const { id = '' } = useParams<{ id: string }>()
  const t = useText()
  // Its reasons come in the reader's words.
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['cdr', id, language],
    queryFn: ({ signal }) => get<CdrWhole>(`/cdrs/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (state.data && isWhole(state.data) ? false : 2_000),
  })
  return (
    <>
      <Anchor component="button" type="button" size="sm" onClick={() => history.back()} mb={4}>
        <IconArrowLeft size={14} aria-hidden /> {t('call.back')}
      </Anchor>
      {data ? (
        <Whole cdr={data} />
      ) : error ? (
        <NotYet id={id} error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </>
  )
}

/** Whether nothing is to come: tracks are fetched a moment after the call has ended. */
function isWhole({ recordings }: CdrWhole): boolean {
  return !recordings.some(isOnItsWay)
}

function NotYet({ id, error, retry }: { id: string; error: Error; retry(): void }) {
  const t = useText()
  const { calls } = useFloor()
  const isLive = calls.some(call => call.conversation === id)
  if (!isLive || !(error instanceof ApiProblem)) return <Failure error={error} retry={retry} />
  return <Alert title={t('call.live')}>{t('call.live-hint')}</Alert>
}

function Whole({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  // Who can't sees the number in the title already.
  const mayDial = useMayDial()
  return (
    <>
      <PageHead
        title={cdr.callerShown ? t('call.title', { caller: cdr.callerShown }) : t('call.title-anonymous')}
      >
        {cdr.caller && mayDial && <DialLink number={cdr.caller} shown={cdr.callerShown ?? cdr.caller} />}
        <Mark kind="result" word={cdr.ending.result} strong />
        {cdr.caller && <BlockButton number={cdr.caller} />}
        <HoldButton cdr={cdr} />
      </PageHead>
      <Stack gap="md">
        <Held cdr={cdr} />
        <Facts cdr={cdr} />
        {cdr.callback && <OtherCall id={cdr.callback} text={t('call.callback')} />}
        {cdr.callbackOf && <OtherCall id={cdr.callbackOf} text={t('call.callback-of')} />}
        <Part title={t('call.line')} hint={t('call.line-hint')}>
          <TimeLine cdr={cdr} />
        </Part>
        <Part title={t('call.recording')}>
          <Player cdr={cdr} />
        </Part>
        {spokenIn(cdr).length > 0 && (
          <Part title={t('call.messages')}>
            <Spoken cdr={cdr} />
          </Part>
        )}
        {cdr.notes.length > 0 && (
          <Part title={t('call.notes')}>
            <Notes cdr={cdr} />
          </Part>
        )}
        <Part title={t('call.offers')}>
          <Offers offers={cdr.offers} waits={cdr.waits} />
        </Part>
      </Stack>
    </>
  )
}

/** The call in which he asked for it, or the one in which he was called. */
function OtherCall({ id, text }: { id: string; text: string }) {
  return (
    <Anchor component={Link} href={`/calls/${encodeURIComponent(id)}`} size="sm">
      {text}
    </Anchor>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <Card withBorder p="md">
      <Title order={2} size="h4" lh={1.4}>
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed" mb="sm">
          {hint}
        </Text>
      )}
      {children}
    </Card>
  )
}

function Facts({ cdr }: { cdr: CdrWhole }) {
  const hotlineOf = useHotlineTitles()
  const titleOf = useQueueTitles()
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  const nameOf = useNames()
  const facts: readonly [string, string][] = [
    [t('calls.arrived'), moment(cdr.arrivedAt, language)],
    [t('col.hotline'), hotlineOf(cdr.hotline)],
    [t('col.queue'), cdr.queue ? titleOf(cdr.queue) : '–'],
    [t('col.agent'), cdr.agent ? nameOf(cdr.agent) : '–'],
    [t('calls.wait'), cdr.queuedAt ? clockTime(cdr.waitMs) : '–'],
    [t('calls.talk'), cdr.answeredAt ? clockTime(cdr.talkMs) : '–'],
    [t('call.wrap-up'), cdr.wrapUpMs > 0 ? clockTime(cdr.wrapUpMs) : '–'],
    [t('calls.result'), say('reason', cdr.ending.reason)],
    [t('call.flow'), cdr.flow],
    [t('call.via'), cdr.via],
    [t('call.version'), cdr.version.slice(0, 10)],
    [t('call.id'), cdr.conversation],
  ]
  return (
    <Card withBorder p="md">
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} spacing="md" verticalSpacing="sm" m={0}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} className="figures wrap">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Card>
  )
}
