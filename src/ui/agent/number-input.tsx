// The field in which an agent writes a number outside.
import { TextInput, type TextInputProps } from '@mantine/core'

/** What the API takes for a number; anything else is not worth asking. */
const NUMBER = /^\+?[0-9 ().-]{2,30}$/

/** @returns the number as written, without what stands around it; undefined when it is none */
export function numberIn(text: string): string | undefined {
  const number = text.trim()
  return NUMBER.test(number) ? number : undefined
}

export function NumberInput({
  write,
  ...look
}: { value: string; write(text: string): void } & Omit<TextInputProps, 'value'>) {
  return (
    <TextInput
      {...look}
      onChange={event => write(event.currentTarget.value)}
      inputMode="tel"
      autoComplete="off"
      maxLength={31}
    />
  )
}
