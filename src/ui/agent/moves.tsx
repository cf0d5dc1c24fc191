// What an agent does with the call he has: hold, transfer, ask somebody, talk together. The server says what can be
// done now; only that has a button.
import { Button, Group, Menu, Text } from '@mantine/core'
import {
  IconArrowForwardUp,
  IconArrowMerge,
  IconPhoneOutgoing,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserQuestion,
  IconUserShare,
  IconUserX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { CallTargets, CallView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import { useMayDial } from '../shared/dial.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { NumberOutside } from './number-outside.tsx'

const ICONS = {
  hold: <IconPlayerPause size={18} aria-hidden />,
  resume: <IconPlayerPlay size={18} aria-hidden />,
  merge: <IconArrowMerge size={18} aria-hidden />,
  complete: <IconUserShare size={18} aria-hidden />,
  cancel: <IconUserX size={18} aria-hidden />,
} as const

type Simple = keyof typeof ICONS

const SIMPLE = Object.keys(ICONS) as Simple[]

export function CallMoves({ call }: { call: CallView }) {
  const t = useText()
  const act = useAct()
  const moves = call.moves ?? []
  const path = `/calls/${encodeURIComponent(call.conversation)}`
  const wordOf = (move: Simple) => {
    if (call.phase !== 'conference') return t(`move.${move}`)
    return move === 'complete' ? t('move.leave') : t('move.send-away')
  }
  return (
    <Group gap="xs">
      {SIMPLE.filter(move => moves.includes(move)).map(move => (
        <Button
          key={move}
          variant={move === 'cancel' ? 'default' : 'light'}
          leftSection={ICONS[move]}
          onClick={() => void act(() => send('POST', `${path}/${move}`), t(`move.done-${move}`))}
        >
          {wordOf(move)}
        </Button>
      ))}
      {moves.includes('consult') && (
        <Targets
          call={call}
          move="consult"
          icon={<IconUserQuestion size={18} aria-hidden />}
          run={to => void act(() => send('POST', `${path}/consult`, { to }), t('move.done-consult'))}
        />
      )}
      {moves.includes('transfer') && (
        <Targets
          call={call}
          move="transfer"
          icon={<IconArrowForwardUp size={18} aria-hidden />}
          run={to => void act(() => send('POST', `${path}/transfer`, { to }), t('move.done-transfer'))}
        />
      )}
    </Group>
  )
}

/** An agent sees only his own desk on the floor; whom he can call, he sees here. */
const useTargets = () =>
  useQuery({
    queryKey: ['call-targets'],
    queryFn: ({ signal }) => get<CallTargets>('/call-targets', signal),
    refetchInterval: 3_000,
  })

/** Names of colleagues by their ids. */
export function useTargetNames(): (agent: string) => string {
  const { data } = useTargets()
  return agent => data?.agents.find(one => one.agent === agent)?.name ?? agent
}

type Target = { agent: string } | { queue: string } | { number: string }

type TargetsProps = {
  call: CallView
  move: 'consult' | 'transfer'
  icon: ReactNode
  run(to: Target): void
}

function Targets({ call, move, icon, run }: TargetsProps) {
  const t = useText()
  const language = useLanguage()
  const mayDial = useMayDial()
  const [typing, setTyping] = useState(false)
  const { data } = useTargets()
  const agents = (data?.agents ?? []).filter(({ agent }) => agent !== call.agent)
  const isPossible = (state: string) => (move === 'consult' ? state === 'free' : state !== 'away')
  return (
    <>
      <NumberOutside
        move={typing ? move : undefined}
        close={() => setTyping(false)}
        call={number => run({ number })}
      />
      <Menu shadow="md" position="bottom-start">
        <Menu.Target>
          <Button variant="light" leftSection={icon}>
            {t(`move.${move}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <Menu.Label>{t(move === 'consult' ? 'move.whom' : 'move.where')}</Menu.Label>
          {agents.length > 0 && <Menu.Label>{t('move.agents')}</Menu.Label>}
          {agents.map(({ agent, name, state }) => (
            <Choice
              key={agent}
              name={name}
              hint={t(`move.state-${state as 'free' | 'busy' | 'away'}`)}
              isPossible={isPossible(state)}
              choose={() => run({ agent })}
            />
          ))}
          {data && data.queues.length > 0 && <Menu.Label>{t('move.queues')}</Menu.Label>}
          {data?.queues.map(({ queue, title, free }) => (
            <Choice
              key={queue}
              name={title?.[language] ?? queue}
              hint={t('move.free', { count: free })}
              isPossible={move === 'transfer' || free > 0}
              choose={() => run({ queue })}
            />
          ))}
          {data && agents.length + data.queues.length === 0 && (
            <Menu.Item disabled>{t('move.nobody')}</Menu.Item>
          )}
          {mayDial && <Menu.Divider />}
          {mayDial && (
            <Menu.Item
              leftSection={<IconPhoneOutgoing size={16} aria-hidden />}
              onClick={() => setTyping(true)}
            >
              {t('move.outside')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

type ChoiceProps = { name: string; hint: string; isPossible: boolean; choose(): void }

function Choice({ name, hint, isPossible, choose }: ChoiceProps) {
  return (
    <Menu.Item
      disabled={!isPossible}
      rightSection={
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      }
      onClick={choose}
    >
      {name}
    </Menu.Item>
  )
}
