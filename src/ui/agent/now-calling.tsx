// Who is calling this agent now, or whom he talks to; and how full his queues are.
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconPhoneIncoming } from '@tabler/icons-react'
import type { AgentView, CallView } from '../../http/published.ts'
import type { Floor } from '../shared/live.ts'
import { colourOf, Timer } from '../shared/marks.tsx'
import { useHotlineTitles, useQueueTitles } from '../shared/names.ts'
import { useText, useWord } from '../shared/text.ts'
import type { TextKey } from '../shared/texts/say.ts'
import { CallMoves, useTargetNames } from './moves.tsx'

const NOBODY: Readonly<Record<string, TextKey>> = {
  ready: 'desk.nobody-ready',
  'wrap-up': 'desk.nobody-wrap-up',
  offline: 'desk.nobody-offline',
}

export function NowCalling({ agent, floor }: { agent: AgentView; floor: Floor }) {
  const hotlineOf = useHotlineTitles()
  const titleOf = useQueueTitles()
  const t = useText()
  const call =
    floor.calls.find(one => one.conversation === agent.conversation) ??
    floor.calls.find(one => one.agent === agent.id)
  const isMine = call?.agent === agent.id && call.phase !== 'ringing'
  const rings = agent.state === 'offered' || call?.phase === 'ringing'
  return (
    <Card
      withBorder
      p="xl"
      h="100%"
      {...(rings && { style: { outline: `3px solid ${colourOf('offered')}`, outlineOffset: -1 } })}
    >
      <Stack justify="space-between" h="100%" gap="lg">
        <div aria-live="assertive">
          {call ? (
            <>
              <Group gap="xs" c="dimmed">
                <IconPhoneIncoming size={20} aria-hidden />
                <Text>{t(rings ? 'desk.calling' : 'desk.with')}</Text>
              </Group>
              <Text fz={34} fw={700} lh={1.35} className="figures wrap">
                {call.callerShown ?? t('anonymous')}
              </Text>
              <Text>
                {[call.hotline && hotlineOf(call.hotline), call.queue && titleOf(call.queue)]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                · <Timer since={call.arrivedAt} />
              </Text>
              {call.phase !== 'talking' && !rings && <HowItStands call={call} isMine={isMine} />}
              {rings && (
                <Text size="sm" mt={4}>
                  {t('desk.pick-up')}
                </Text>
              )}
            </>
          ) : (
            <>
              <Text fz={22} fw={600} lh={1.4}>
                {t('desk.nobody')}
              </Text>
              <Text c="dimmed">{t(NOBODY[agent.state] ?? 'desk.nobody-paused')}</Text>
            </>
          )}
        </div>
        {call && isMine && <CallMoves call={call} />}
        <div>
          <Title order={2} size="h5" lh={1.4}>
            {t('desk.my-queues')}
          </Title>
          {floor.queues
            .filter(({ queue }) => agent.queues.includes(queue))
            .map(queue => (
              <Group key={queue.queue} justify="space-between">
                <Text>{titleOf(queue.queue)}</Text>
                <Text className="figures">{t('desk.waiting', { count: queue.waiting.length })}</Text>
              </Group>
            ))}
        </div>
      </Stack>
    </Card>
  )
}

/** On hold, asking somebody, asked by somebody, three together. */
function HowItStands({ call, isMine }: { call: CallView; isMine: boolean }) {
  const t = useText()
  const nameOf = useTargetNames()
  const say = useWord()
  const who = isMine && call.outside ? call.outside : nameOf((isMine ? call.party : call.agent) ?? '')
  return (
    <Text fw={600} mt={4}>
      {call.phase === 'holding' && t('desk.on-hold')}
      {call.inVain && ` · ${say('in-vain', call.inVain)}`}
      {call.phase === 'conference' && t('desk.three', { who })}
      {call.phase === 'consulting' &&
        (isMine
          ? t(CONSULTING[call.partyState ?? ''] ?? 'desk.looking', { who })
          : t('desk.asked-by', { who }))}
    </Text>
  )
}

const CONSULTING: Readonly<Record<string, 'desk.looking' | 'desk.asking' | 'desk.asks'>> = {
  looking: 'desk.looking',
  ringing: 'desk.asking',
  here: 'desk.asks',
  calling: 'desk.asking',
  outside: 'desk.asks',
}
