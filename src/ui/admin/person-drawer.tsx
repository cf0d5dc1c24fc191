// One person: account, role, desk. What hurts asks first; passwords show once.
import { Button, Checkbox, Drawer, Group, MultiSelect, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonChanged, PersonMade, PersonView, Role } from '../../http/published.ts'
import { useAct, useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { SessionsOf } from '../shared/sessions.tsx'
import { type Secret, ShownOnce } from '../shared/shown-once.tsx'
import { useText } from '../shared/text.ts'
import { DeskFields, deskForm, deskOf } from './desk-fields.tsx'
import { Passwords } from './person-passwords.tsx'
import { useQueueChoice } from './seat-fields.tsx'

const ROLES: readonly Role[] = ['admin', 'manager', 'supervisor', 'agent']

export function PersonDrawer({ person, close }: { person: PersonView | 'new'; close(): void }) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const { ask, dialog } = useAsking()
  const old = person === 'new' ? undefined : person
  const [secrets, setSecrets] = useState<Secret[]>([])
  const [saving, setSaving] = useState(false)
  const form = useForm(old)
  const path = old ? `/people/${encodeURIComponent(old.id)}` : '/people'
  const refresh = () =>
    Promise.all(['people', 'agents'].map(key => cache.invalidateQueries({ queryKey: [key] })))
  const save = async () => {
    setSaving(true)
    let shown: Secret[] = []
    const work = async () => {
      const answer = old
        ? await send<PersonChanged>('PATCH', path, form.change())
        : await send<PersonMade>('POST', path, form.whole())
      shown = answer.phones.map(phone => ({
        what: `${t('people.phone')} ${phone.phone}`,
        secret: phone.password,
      }))
      if ('password' in answer) shown.unshift({ what: t('people.password'), secret: String(answer.password) })
      await refresh()
    }
    const worked = await act(work, t('people.saved', { name: form.name }))
    setSaving(false)
    if (worked && shown.length === 0) close()
    setSecrets(shown)
  }
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="md"
      title={old ? t('people.edit', { name: old.name }) : t('people.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {secrets.length > 0 ? (
        <ShownOnce secrets={secrets} close={close} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            void save()
          }}
        >
          <Stack>
            {!old && (
              <TextInput
                label={t('people.id')}
                description={t('people.id-hint')}
                value={form.id}
                onChange={event => form.set({ id: event.currentTarget.value })}
                pattern="[a-z][a-z0-9\-]{0,63}"
                required
              />
            )}
            <TextInput
              label={t('people.name')}
              value={form.name}
              onChange={event => form.set({ name: event.currentTarget.value })}
              required
            />
            <Select
              label={t('people.role')}
              data={ROLES.map(value => ({ value, label: t(`role.${value}`) }))}
              value={form.role}
              onChange={value => value && form.set({ role: value as Role })}
              allowDeselect={false}
            />
            {form.role === 'supervisor' && <SupervisedQueues form={form} />}
            <Select
              label={t('people.language')}
              data={[
                { value: 'vi', label: 'Tiếng Việt' },
                { value: 'en', label: 'English' },
              ]}
              value={form.language}
              onChange={value => form.set({ language: value as 'vi' | 'en' | null })}
              placeholder="–"
              clearable
              clearButtonProps={{ 'aria-label': t('none') }}
            />
            <Checkbox
              label={t('people.has-desk')}
              checked={form.hasDesk}
              onChange={event => form.set({ hasDesk: event.currentTarget.checked })}
            />
            {form.hasDesk && (
              <DeskFields
                person={form.id}
                desk={form.desk}
                set={change => form.set({ desk: { ...form.desk, ...change } })}
              />
            )}
            {old && (
              <Switch
                label={t('people.active')}
                checked={form.active}
                onChange={event => form.set({ active: event.currentTarget.checked })}
              />
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={saving}>
                {t('save')}
              </Button>
            </Group>
            {old && <Passwords person={old} show={setSecrets} ask={ask} />}
            {old && <SessionsOf person={old.id} />}
          </Stack>
        </form>
      )}
      {dialog}
    </Drawer>
  )
}

type Form = ReturnType<typeof useForm>

function SupervisedQueues({ form }: { form: Form }) {
  const t = useText()
  return (
    <MultiSelect
      label={t('people.supervises')}
      description={t('people.supervises-hint')}
      placeholder={form.supervises.length === 0 ? t('people.supervises-all') : ''}
      data={useQueueChoice(form.supervises)}
      value={form.supervises}
      onChange={value => form.set({ supervises: value })}
      clearable
      clearButtonProps={{ 'aria-label': t('people.supervises-all') }}
    />
  )
}

function useForm(old: PersonView | undefined) {
  const [state, setState] = useState({
    id: old?.id ?? '',
    name: old?.name ?? '',
    role: (old?.role ?? 'agent') as Role,
    language: old?.language ?? null,
    active: old?.active ?? true,
    supervises: old?.supervises ?? [],
    hasDesk: old ? old.agent !== undefined : true,
    desk: deskForm(old?.agent),
  })
  const { id, name, role, language, active, hasDesk } = state
  const supervises = role === 'supervisor' ? state.supervises : []
  const desk = deskOf(state.desk)
  return {
    ...state,
    set: (change: Partial<typeof state>) => setState(before => ({ ...before, ...change })),
    change: () => ({ name, role, language, active, supervises, agent: hasDesk ? desk : null }),
    whole: () => ({
      ...{ id, name, role, supervises },
      ...(language && { language }),
      ...(hasDesk && { agent: desk }),
    }),
  }
}
