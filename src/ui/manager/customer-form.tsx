// One customer: written down, changed, forgotten. His number is what he is known by, so it stays.
import { Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustomerView } from '../../http/published.ts'
import { send, withQuery } from '../shared/client.ts'
import { FormDialog } from '../shared/form-dialog.tsx'
import { useText } from '../shared/text.ts'

export function CustomerForm({ customer, close }: { customer: CustomerView | 'new'; close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const old = customer === 'new' ? undefined : customer
  const [number, setNumber] = useState(old?.shown ?? old?.number ?? '')
  const [name, setName] = useState(old?.name ?? '')
  const [segment, setSegment] = useState(old?.segment ?? '')
  const [vip, setVip] = useState(old?.vip ?? false)
  const renew = () => cache.invalidateQueries({ queryKey: ['customers'] })
  const save = async () => {
    const known = {
      ...(name.trim() && { name: name.trim() }),
      ...(segment.trim() && { segment: segment.trim() }),
    }
    await send('PUT', '/customer', { number: old?.number ?? number.trim(), ...known, vip })
    await renew()
    notifications.show({ message: t('customers.saved'), closeButtonProps: { 'aria-label': t('close') } })
  }
  const forget = async () => {
    await send('DELETE', withQuery('/customer', { number: old?.number }))
    await renew()
  }
  return (
    <FormDialog
      title={old ? t('customers.edit', { name: old.name ?? number }) : t('customers.new')}
      close={close}
      save={save}
      {...(old && { remove: { label: t('customers.forget'), act: forget } })}
    >
      <TextInput
        label={t('customers.number')}
        placeholder={t('customers.number-hint')}
        value={number}
        onChange={event => setNumber(event.currentTarget.value)}
        inputMode="tel"
        maxLength={40}
        required
        disabled={old !== undefined}
        {...(!old && { 'data-autofocus': true })}
      />
      <TextInput
        label={t('customers.name')}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        maxLength={200}
        {...(old && { 'data-autofocus': true })}
      />
      <TextInput
        label={t('customers.segment')}
        description={t('customers.segment-hint')}
        value={segment}
        onChange={event => setSegment(event.currentTarget.value)}
        maxLength={64}
      />
      <Switch
        label={t('customers.vip-meaning')}
        checked={vip}
        onChange={event => setVip(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}
