// The legal hold of a conversation: that it is held and why; setting and lifting it, each with a reason.
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CdrWhole } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import { usePeopleNames } from '../shared/names.ts'
import { usePerson } from '../shared/session.tsx'
import { useLanguage, useText } from '../shared/text.ts'

/** Told to everybody who sees the conversation; why only to those who may lift it. */
export function Held({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  if (!cdr.legalHold) return null
  return (
    <Alert color="yellow" icon={<IconLock />} title={t('hold.held')}>
      <Text size="sm">{t('hold.meaning')}</Text>
      {cdr.hold && <Why hold={cdr.hold} />}
    </Alert>
  )
}

function Why({ hold }: { hold: NonNullable<CdrWhole['hold']> }) {
  const t = useText()
  const language = useLanguage()
  const nameOf = usePeopleNames()
  return (
    <Text size="sm" mt={4} className="wrap">
      {t('hold.why', { reason: hold.reason, name: nameOf(hold.by), at: moment(hold.at, language) })}
    </Text>
  )
}

export function HoldButton({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  const { role } = usePerson()
  const [asking, setAsking] = useState(false)
  if (role !== 'admin' && role !== 'manager') return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={cdr.legalHold ? <IconLockOpen size={16} /> : <IconLock size={16} />}
        onClick={() => setAsking(true)}
      >
        {t(cdr.legalHold ? 'hold.lift' : 'hold.set')}
      </Button>
      {asking && <Reason cdr={cdr} close={() => setAsking(false)} />}
    </>
  )
}

function Reason({ cdr, close }: { cdr: CdrWhole; close(): void }) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const [reason, setReason] = useState('')
  const held = !cdr.legalHold
  const change = async () => {
    const path = `/cdrs/${encodeURIComponent(cdr.conversation)}/hold`
    const work = async () => {
      await send('PUT', path, { held, reason: reason.trim() })
      await Promise.all(['cdr', 'cdrs'].map(key => cache.invalidateQueries({ queryKey: [key] })))
    }
    if (await act(work, t(held ? 'hold.is-set' : 'hold.is-lifted'))) close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t(held ? 'hold.set' : 'hold.lift')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          void change()
        }}
      >
        <Stack>
          <Text size="sm">{t(held ? 'hold.meaning' : 'hold.lift-meaning')}</Text>
          <Textarea
            label={t('hold.reason')}
            placeholder={t(held ? 'hold.reason-hint' : 'hold.lift-reason-hint')}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            minLength={3}
            maxLength={500}
            autosize
            minRows={2}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={reason.trim().length < 3}>
              {t(held ? 'hold.set' : 'hold.lift')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
