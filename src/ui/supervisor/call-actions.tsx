// What a supervisor may do to a call: end it, or put it back into a queue.
import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconPhoneX } from '@tabler/icons-react'
import type { CallView } from '../../http/published.ts'
import { useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { useQueueTitles } from '../shared/names.ts'
import { RowMenu } from '../shared/row-menu.tsx'
import { useText } from '../shared/text.ts'

export function CallActions({ call, queues }: { call: CallView; queues: readonly string[] }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const { ask, dialog } = useAsking()
  const caller = call.callerShown ?? t('anonymous')
  const path = `/calls/${encodeURIComponent(call.conversation)}`
  return (
    <>
      <RowMenu
        label={t('act.menu', { what: caller })}
        items={() => (
          <>
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
    </>
  )
}
