// Asks before what hurts: one dialog for confirmations and for choosing one thing of a few.
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useCallback, useState } from 'react'
import { sentenceOf } from './states.tsx'
import { useText } from './text.ts'

type Question = {
  title: string
  text: ReactNode
  button: string
  danger?: boolean
  /** Without choices it is a yes-or-no question. */
  choices?: readonly { value: string; label: string }[]
  run(choice: string): Promise<unknown>
  /** Said when it worked. */
  done: string
  undo?: () => Promise<unknown>
}

/** `ask` opens the dialog; `dialog` must stand somewhere in the page. */
export function useAsking() {
  const [question, setQuestion] = useState<Question>()
  const close = useCallback(() => setQuestion(undefined), [])
  const dialog = question && <Dialog question={question} close={close} />
  return { ask: setQuestion, dialog }
}

function Dialog({ question, close }: { question: Question; close(): void }) {
  const t = useText()
  const act = useAct()
  const { title, text, button, danger, choices, run, done, undo } = question
  const [choice, setChoice] = useState(choices?.[0]?.value ?? '')
  const [running, setRunning] = useState(false)
  const go = async () => {
    setRunning(true)
    await act(() => run(choice), done, undo)
    close()
  }
  return (
    <Modal opened onClose={close} title={title} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        {choices ? (
          <Select
            label={text}
            data={[...choices]}
            value={choice}
            onChange={value => setChoice(value ?? '')}
            allowDeselect={false}
            data-autofocus
          />
        ) : (
          <Text size="sm">{text}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button {...(danger && { color: 'red.8' })} loading={running} onClick={() => void go()}>
            {button}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Does something and says how it went; where it can be taken back, with a button for that. */
export function useAct() {
  const t = useText()
  return useCallback(
    async (work: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work()
      } catch (error) {
        notifications.show({
          color: 'red',
          title: t('failed'),
          message: sentenceOf(error, t),
          autoClose: 10_000,
          closeButtonProps: { 'aria-label': t('close') },
        })
        return false
      }
      const takeBack = async (id: string) => {
        notifications.hide(id)
        await undo?.().catch(error => notifications.show({ color: 'red', message: sentenceOf(error, t) }))
      }
      const id = crypto.randomUUID()
      const button = undo && (
        <Button size="compact-sm" variant="light" onClick={() => void takeBack(id)}>
          {t('undo')}
        </Button>
      )
      notifications.show({
        id,
        closeButtonProps: { 'aria-label': t('close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <span>{done}</span>
            {button}
          </Group>
        ),
      })
      return true
    },
    [t],
  )
}
