// A table of people comes in: checked first, all mistakes at once with their place, then taken whole.
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PeopleImported } from '../../http/published.ts'
import { sendText } from '../shared/client.ts'
import { type Secret, ShownOnce } from '../shared/shown-once.tsx'
import { TableInput } from '../shared/table-input.tsx'
import { TableMistakes } from '../shared/table-mistakes.tsx'
import { useText } from '../shared/text.ts'

export function ImportPeople({ close }: { close(): void }) {
  const t = useText()
  const cache = useQueryClient()
  const [text, setText] = useState('')
  const [checked, setChecked] = useState<PeopleImported>()
  const [error, setError] = useState<unknown>()
  const [running, setRunning] = useState(false)
  const [secrets, setSecrets] = useState<Secret[]>([])
  const change = (value: string) => {
    setText(value)
    setChecked(undefined)
    setError(undefined)
  }
  const run = async (check: boolean) => {
    setRunning(true)
    setError(undefined)
    try {
      const answer = await sendText<PeopleImported>(
        `/people/import${check ? '?check=1' : ''}`,
        text,
        'text/csv',
      )
      if (check) return setChecked(answer)
      await cache.invalidateQueries({ queryKey: ['people'] })
      if (answer.phones.length === 0) return close()
      setSecrets(
        answer.phones.map(({ phone, password }) => ({
          what: `${t('people.phone')} ${phone}`,
          secret: password,
        })),
      )
    } catch (mistake) {
      setChecked(undefined)
      setError(mistake)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {secrets.length > 0 ? (
        <ShownOnce secrets={secrets} close={close} />
      ) : (
        <Stack>
          <Text size="sm">{t('import.lead')}</Text>
          <TableInput
            text={text}
            change={change}
            example={
              'id,name,role,language,active,phone,queues,supervises,skills,dtmf,wrap-up,weight\nlan,Đỗ Thị Lan,agent,vi,yes,lan,sales:1 support:2/2,,english:3,,20s,'
            }
          />
          {error !== undefined && <TableMistakes error={error} />}
          {checked && (
            <Alert color="green" title={t('import.good')}>
              {[`+ ${checked.created.length}`, `~ ${checked.changed.length}`, `= ${checked.unchanged}`].join(
                ' · ',
              )}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" disabled={text === ''} loading={running} onClick={() => void run(true)}>
              {t('import.check')}
            </Button>
            <Button disabled={!checked} loading={running} onClick={() => void run(false)}>
              {t('import.go')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
