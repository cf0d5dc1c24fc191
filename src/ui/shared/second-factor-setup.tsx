// Getting a second factor: one's password, then the QR code and a first code of the app, then the recovery codes.
import { Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import { type ChangeEvent, type ReactNode, useState } from 'react'
import type { SecondFactorBegun } from '../../http/published.ts'
import { send } from './client.ts'
import { Failure } from './states.tsx'
import { useText } from './text.ts'

export function SecondFactorSetup({ close }: { close(): void }) {
  const t = useText()
  const [begun, setBegun] = useState<SecondFactorBegun>()
  const [recovery, setRecovery] = useState<readonly string[]>()
  if (recovery) return <RecoveryCodes codes={recovery} close={close} />
  if (!begun)
    return (
      <Step
        label={t('me.password-old')}
        isPassword
        button={t('second.next')}
        take={async current => setBegun(await send<SecondFactorBegun>('POST', '/second-factor', { current }))}
      >
        <Text size="sm">{t('second.apps')}</Text>
      </Step>
    )
  return (
    <Step
      label={t('second.code')}
      button={t('second.switch-on')}
      take={async code => {
        const answer = await send<{ recoveryCodes: string[] }>('PUT', '/second-factor', { code })
        setRecovery(answer.recoveryCodes)
      }}
    >
      <Text size="sm">{t('second.scan')}</Text>
      <QrCode text={begun.address} />
      <Text size="sm">{t('second.type')}</Text>
      <Code className="wrap" data-secret={begun.secret}>
        {begun.secret.match(/.{1,4}/g)?.join(' ')}
      </Code>
    </Step>
  )
}

type StepProps = {
  label: string
  button: string
  isPassword?: boolean
  /** Throws what is to be shown. */
  take(typed: string): Promise<void>
  children: ReactNode
}

function Step({ label, button, isPassword = false, take, children }: StepProps) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<unknown>()
  const submit = async () => {
    setError(undefined)
    await take(typed)
      .then(() => setTyped(''))
      .catch(setError)
  }
  const field = {
    label,
    value: typed,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value),
    required: true,
    withAsterisk: false,
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack>
        {children}
        {isPassword ? (
          <PasswordInput {...field} autoComplete="current-password" />
        ) : (
          <TextInput {...field} inputMode="numeric" autoComplete="one-time-code" maxLength={40} />
        )}
        {error !== undefined && <Failure error={error} />}
        <Group justify="flex-end">
          <Button type="submit">{button}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** They show once; the session learns of the second factor when they are closed. */
export function RecoveryCodes({ codes, close }: { codes: readonly string[]; close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const done = async () => {
    await cache.invalidateQueries({ queryKey: ['second-factor'] })
    await cache.invalidateQueries({ queryKey: ['session'] })
    close()
  }
  return (
    <Stack>
      <Text size="sm">{t('second.recovery')}</Text>
      <Code block data-recovery>
        {codes.join('\n')}
      </Code>
      <Group justify="flex-end">
        <Button onClick={() => void done()}>{t('second.kept')}</Button>
      </Group>
    </Stack>
  )
}

/** Dark on white whatever the colours of the page are: cameras want it so. */
function QrCode({ text }: { text: string }) {
  const t = useText()
  return <QRCodeSVG value={text} size={216} marginSize={4} role="img" aria-label={t('second.qr')} />
}
