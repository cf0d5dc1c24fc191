// A number outside, to which the customer is sent or which is asked: typed in a small window of its own.
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useText } from '../shared/text.ts'

/** What the API takes for a number; anything else is not worth asking. */
const NUMBER = /^\+?[0-9 ().-]{2,30}$/

type NumberOutsideProps = {
  /** Undefined: the window is closed. */
  move: 'consult' | 'transfer' | undefined
  close(): void
  call(number: string): void
}

export function NumberOutside({ move, close, call }: NumberOutsideProps) {
  const t = useText()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const leave = () => {
    setText('')
    setError(undefined)
    close()
  }
  const go = (event: FormEvent) => {
    event.preventDefault()
    const number = text.trim()
    if (!NUMBER.test(number)) return setError(t('move.no-number'))
    leave()
    call(number)
  }
  return (
    <Modal
      opened={move !== undefined}
      onClose={leave}
      title={t(move === 'consult' ? 'move.ask-number' : 'move.send-number')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={go}>
        <TextInput
          data-autofocus
          label={t('move.number')}
          value={text}
          onChange={event => {
            setText(event.currentTarget.value)
            setError(undefined)
          }}
          error={error}
          inputMode="tel"
          autoComplete="off"
          maxLength={31}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit">{t(move === 'consult' ? 'move.consult' : 'move.transfer')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
