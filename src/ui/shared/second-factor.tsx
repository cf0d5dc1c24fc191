// One's own second factor: whether it is on, switching it on and off, new recovery codes.
import { Badge, Button, Card, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SecondFactorView } from '../../http/published.ts'
import { get, send } from './client.ts'
import { FormDialog } from './form-dialog.tsx'
import { moment } from './format.ts'
import { RecoveryCodes, SecondFactorSetup } from './second-factor-setup.tsx'
import { Failure, Loading } from './states.tsx'
import { useLanguage, useText } from './text.ts'

type Asked = 'setup' | 'off' | 'renew'

export function SecondFactor() {
  const t = useText()
  const language = useLanguage()
  const [asked, setAsked] = useState<Asked>()
  const { data, error, refetch } = useQuery({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => get<SecondFactorView>('/second-factor', signal),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={1} />
  const { on, required, since, recoveryLeft } = data
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('second.title')}
      </Title>
      <Card withBorder p="sm">
        <Group justify="space-between" align="flex-start">
          <Stack gap={4} flex={1} miw={260}>
            <Group gap="xs">
              <Badge color={on ? 'green' : 'gray'} variant="light">
                {t(on ? 'second.on' : 'second.off')}
              </Badge>
              {since && (
                <Text size="sm" c="dimmed">
                  {moment(since, language)}
                </Text>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              {on ? t('second.left', { count: recoveryLeft }) : t('second.lead')}
            </Text>
          </Stack>
          <Group gap="xs">
            {!on && <Button onClick={() => setAsked('setup')}>{t('second.switch-on')}</Button>}
            {on && (
              <Button variant="default" onClick={() => setAsked('renew')}>
                {t('second.renew')}
              </Button>
            )}
            {on && !required && (
              <Button variant="default" onClick={() => setAsked('off')}>
                {t('second.switch-off')}
              </Button>
            )}
          </Group>
        </Group>
      </Card>
      {asked === 'setup' && (
        <Modal
          opened
          onClose={() => setAsked(undefined)}
          title={t('second.title')}
          closeOnClickOutside={false}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <SecondFactorSetup close={() => setAsked(undefined)} />
        </Modal>
      )}
      {asked === 'off' && <SwitchOff close={() => setAsked(undefined)} />}
      {asked === 'renew' && <Renew close={() => setAsked(undefined)} />}
    </section>
  )
}

function SwitchOff({ close }: { close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const [code, setCode] = useState('')
  const off = async () => {
    await send('POST', '/second-factor/off', { code })
    await cache.invalidateQueries({ queryKey: ['second-factor'] })
    notifications.show({ message: t('second.is-off') })
  }
  return (
    <FormDialog title={t('second.switch-off')} close={close} save={off}>
      <CodeInput code={code} setCode={setCode} />
    </FormDialog>
  )
}

function Renew({ close }: { close(): void }) {
  const t = useText()
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[]>()
  const [error, setError] = useState<unknown>()
  const renew = async () => {
    setError(undefined)
    const answer = await send<{ recoveryCodes: string[] }>('PUT', '/second-factor', { code })
    setCodes(answer.recoveryCodes)
  }
  return (
    <Modal opened onClose={close} title={t('second.renew')} closeButtonProps={{ 'aria-label': t('close') }}>
      {codes ? (
        <RecoveryCodes codes={codes} close={close} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            renew().catch(setError)
          }}
        >
          <Stack>
            <CodeInput code={code} setCode={setCode} />
            {error !== undefined && <Failure error={error} />}
            <Group justify="flex-end">
              <Button type="submit">{t('second.renew')}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function CodeInput({ code, setCode }: { code: string; setCode(code: string): void }) {
  const t = useText()
  return (
    <TextInput
      label={t('log-in.code')}
      description={t('log-in.code-hint')}
      value={code}
      onChange={event => setCode(event.currentTarget.value)}
      autoComplete="one-time-code"
      maxLength={40}
      required
    />
  )
}
