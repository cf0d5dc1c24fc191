// What a supervisor may do to an agent: make him ready or paused, and take it back.
import { Menu } from '@mantine/core'
import { IconLogout, IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import type { AgentView } from '../../http/published.ts'
import { useAct, useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { PAUSE_REASONS } from '../shared/pause-reasons.ts'
import { RowMenu } from '../shared/row-menu.tsx'
import { useText, useWord } from '../shared/text.ts'

export function AgentActions({ agent }: { agent: AgentView }) {
  const t = useText()
  const say = useWord()
  const act = useAct()
  const { ask, dialog } = useAsking()
  const path = `/agents/${encodeURIComponent(agent.id)}`
  const force = (state: 'ready' | 'paused' | 'offline', reason: string) =>
    send('POST', `${path}/force`, { state, reason })
  const name = agent.name
  // Captured when the menu is used: where he was then.
  const back = wasAway(agent)
    ? () => force('paused', agent.reason ?? 'supervisor')
    : () => force('ready', 'supervisor')
  return (
    <>
      <RowMenu
        label={t('act.menu', { what: name })}
        items={() => (
          <>
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} />}
              disabled={agent.state === 'ready'}
              onClick={() =>
                void act(
                  () => force('ready', 'supervisor'),
                  t('act.readied', { agent: name }),
                  wasAway(agent) ? back : () => force('paused', 'supervisor'),
                )
              }
            >
              {t('act.ready')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlayerPause size={16} />}
              onClick={() =>
                ask({
                  title: t('act.pause'),
                  text: t('act.pause-ask', { agent: name }),
                  button: t('act.pause'),
                  choices: PAUSE_REASONS.map(value => ({ value, label: say('pause', value) })),
                  run: reason => force('paused', reason),
                  done: t('act.paused', { agent: name }),
                  undo: back,
                })
              }
            >
              {t('act.pause')}
            </Menu.Item>
            {agent.state === 'wrap-up' && (
              <Menu.Item
                leftSection={<IconPlus size={16} />}
                onClick={() =>
                  void act(
                    () => send('POST', `${path}/wrap-up`, { byS: 60 }),
                    t('act.more-time-given', { agent: name }),
                  )
                }
              >
                {t('act.more-time')}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconLogout size={16} />}
              disabled={agent.state === 'offline'}
              onClick={() =>
                void act(() => force('offline', 'supervisor'), t('act.logged-out', { agent: name }), back)
              }
            >
              {t('act.log-out')}
            </Menu.Item>
          </>
        )}
      />
      {dialog}
    </>
  )
}

/** Paused by a person; a rest that the floor gave him ends by itself. */
function wasAway({ state, reason }: AgentView): boolean {
  return state === 'paused' && [...PAUSE_REASONS, 'supervisor'].some(one => one === reason)
}
