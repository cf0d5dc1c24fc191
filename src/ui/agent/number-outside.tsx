// A number outside, to which the customer is sent or which is asked: typed in a small window of its own.
import { Button, Group, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useText } from '../shared/text.ts'
import { NumberInput, numberIn } from './number-input.tsx'

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
    const number = numberIn(text)
    if (number === undefined) return setError(t('move.no-number'))
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
        <NumberInput
          data-autofocus
          label={t('move.number')}
          value={text}
          write={written => {
            setText(written)
            setError(undefined)
          }}
          error={error}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit">{t(move === 'consult' ? 'move.consult' : 'move.transfer')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
