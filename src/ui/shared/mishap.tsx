// What a page shows when its own code fails, or cannot be fetched (the house was updated meanwhile): never a white one.
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useText } from './text.ts'

type Props = { children: ReactNode }

/** Around a page; with another `key` it tries again. */
export class Mishap extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? <Told /> : this.props.children
  }
}

function Told() {
  const t = useText()
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t('state.broken')} role="alert" data-failure>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('state.broken-hint')}</Text>
        <Button size="xs" variant="default" onClick={() => location.reload()}>
          {t('state.reload')}
        </Button>
      </Group>
    </Alert>
  )
}
