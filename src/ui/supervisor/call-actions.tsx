// What a supervisor may ask of a call and do to it: why it waits, another priority, back into a queue, its end.
import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconArrowsSort, IconHelpCircle, IconPhoneX } from '@tabler/icons-react'
import { useState } from 'react'
import type { CallView } from '../../http/published.ts'
import { useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { useQueueTitles } from '../shared/names.ts'
import { RowMenu } from '../shared/row-menu.tsx'
import { useText } from '../shared/text.ts'
import { WhyDialog } from './why.tsx'

/** Flows give most callers none; the first is offered first. */
const PRIORITIES = ['10', '8', '6', '5', '4', '3', '2', '1', '0'].map(value => ({ value, label: value }))

export function CallActions({ call, queues }: { call: CallView; queues: readonly string[] }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const { ask, dialog } = useAsking()
  const [asksWhy, setAsksWhy] = useState(false)
  const isWaiting = call.phase === 'waiting'
  const caller = call.callerShown ?? t('anonymous')
  const path = `/calls/${encodeURIComponent(call.conversation)}`
  return (
    <>
      <RowMenu
        label={t('act.menu', { what: caller })}
        items={() => (
          <>
            <Menu.Item leftSection={<IconHelpCircle size={16} />} onClick={() => setAsksWhy(true)}>
              {t(isWaiting ? 'act.why-waiting' : 'act.why')}
            </Menu.Item>
            {isWaiting && (
              <Menu.Item
                leftSection={<IconArrowsSort size={16} />}
                onClick={() =>
                  ask({
                    title: t('act.priority'),
                    text: t('act.priority-ask', { caller }),
                    button: t('act.priority'),
                    choices: PRIORITIES,
                    run: priority => send('POST', `${path}/priority`, { priority: Number(priority) }),
                    done: t('act.priority-given'),
                  })
                }
              >
                {t('act.priority')}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} />}
              disabled={queues.length === 0}
              onClick={() =>
                ask({
                  title: t('act.requeue'),
                  text: t('act.requeue-ask', { caller }),
                  button: t('act.requeue'),
                  choices: queues.map(value => ({ value, label: titleOf(value) })),
                  run: queue => send('POST', `${path}/requeue`, { queue }),
                  done: t('act.requeued'),
                })
              }
            >
              {t('act.requeue')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPhoneX size={16} />}
              c="var(--trouble)"
              onClick={() =>
                ask({
                  title: t('act.hang-up'),
                  text: t('act.hang-up-ask', { caller }),
                  button: t('act.hang-up'),
                  danger: true,
                  run: () => send('POST', `${path}/hang-up`),
                  done: t('act.hung-up'),
                })
              }
            >
              {t('act.hang-up')}
            </Menu.Item>
          </>
        )}
      />
      {dialog}
      {asksWhy && <WhyDialog call={call.conversation} caller={caller} close={() => setAsksWhy(false)} />}
    </>
  )
}
