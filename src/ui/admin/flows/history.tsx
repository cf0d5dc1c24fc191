// What was published when and by whom, with the way back, beside the flow that is being written.
import { Drawer } from '@mantine/core'
import { useText } from '../../shared/text.ts'
import { Versions } from '../versions.tsx'

export function History({ close }: { close(): void }) {
  const t = useText()
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="xl"
      title={t('flows.history')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Versions />
    </Drawer>
  )
}
