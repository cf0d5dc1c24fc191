// What can be done about a follow-up: take it, give it back, say that it is done, open it again.
import { Button, Group, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FollowUpRow } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { FormDialog } from '../shared/form-dialog.tsx'
import { usePerson } from '../shared/session.tsx'
import { useText } from '../shared/text.ts'

/** Does it, then looks anew at what is shown and counted. */
function useDeeds({ id }: FollowUpRow) {
  const queries = useQueryClient()
  const path = `/follow-ups/${encodeURIComponent(id)}`
  return async (deed: 'take' | 'give-back' | 'done' | 'reopen', body?: object) => {
    await send('POST', `${path}/${deed}`, body)
    await Promise.all(
      ['follow-ups', 'follow-up-counts'].map(key => queries.invalidateQueries({ queryKey: [key] })),
    )
  }
}

export function FollowUpDeeds({ row }: { row: FollowUpRow }) {
  const t = useText()
  const act = useAct()
  const person = usePerson()
  const deed = useDeeds(row)
  const [finishing, setFinishing] = useState(false)
  if (row.state === 'done')
    return row.caller ? (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void act(() => deed('reopen'), t('follow-ups.reopened'))}
      >
        {t('follow-ups.reopen')}
      </Button>
    ) : null
  const isMine = row.takenBy?.id === person.id
  const isAnothers = row.takenBy !== undefined && !isMine
  // What another agent has taken he leaves alone.
  if (isAnothers && person.role === 'agent') return null
  const giveBack = () => deed('give-back')
  return (
    <Group gap="xs" wrap="nowrap">
      {isMine ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void act(giveBack, t('follow-ups.given-back'))}
        >
          {t('follow-ups.give-back')}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() =>
            void act(() => deed('take'), t('follow-ups.taken'), isAnothers ? undefined : giveBack)
          }
        >
          {t(isAnothers ? 'follow-ups.take-over' : 'follow-ups.take')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setFinishing(true)}>
        {t('follow-ups.finish')}
      </Button>
      {finishing && (
        <Finish
          row={row}
          finish={note => deed('done', note ? { note } : {})}
          close={() => setFinishing(false)}
        />
      )}
    </Group>
  )
}

type FinishProps = { row: FollowUpRow; finish(note: string): Promise<void>; close(): void }

function Finish({ row, finish, close }: FinishProps) {
  const t = useText()
  const [note, setNote] = useState('')
  const caller = row.callerShown ?? t('follow-ups.erased')
  return (
    <FormDialog
      title={t('follow-ups.finish-title', { caller })}
      close={close}
      save={() => finish(note.trim())}
    >
      <Textarea
        label={t('follow-ups.note')}
        placeholder={t('follow-ups.note-hint')}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
        maxLength={1_000}
        autosize
        minRows={3}
        data-autofocus
      />
    </FormDialog>
  )
}
