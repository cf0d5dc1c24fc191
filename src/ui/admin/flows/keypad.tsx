// The keys of a phone. What is asked for as a number is gathered and sent by #, or after a pause, as on a real one.
import { Button, SimpleGrid, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useText } from '../../shared/text.ts'

/** Nobody who types a number thinks longer between two keys. */
const PAUSE_MS = 1_400

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

type Props = {
  /** Keys that lead somewhere; empty: digits are asked for. */
  keys: readonly string[]
  disabled: boolean
  press(keys: string): void
}

export function Keypad({ keys, disabled, press }: Props) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const asksDigits = keys.length === 0
  useEffect(() => {
    if (typed === '') return
    const send = () => {
      setTyped('')
      press(typed)
    }
    const timer = setTimeout(send, typed.endsWith('#') ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, press])
  const onKey = (key: string) => (asksDigits ? setTyped(old => old + key) : press(key))
  return (
    <div>
      <Text size="lg" ta="center" className="figures" mih={30} aria-live="polite" data-typed>
        {typed}
      </Text>
      <SimpleGrid cols={3} spacing={6}>
        {KEYS.map(key => (
          <Button
            key={key}
            size="md"
            variant={keys.includes(key) ? 'light' : 'default'}
            disabled={disabled}
            onClick={() => onKey(key)}
            aria-label={t('flows.key', { key })}
          >
            {key}
          </Button>
        ))}
      </SimpleGrid>
    </div>
  )
}
