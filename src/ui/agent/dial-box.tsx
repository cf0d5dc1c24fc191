// Calling a number from the desk: written, Enter, and one's own phone rings.
import { Button, Card, Group, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { dial, useMayDial } from '../shared/dial.tsx'
import { sentenceOf } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { NumberInput, numberIn } from './number-input.tsx'

export function DialBox() {
  const t = useText()
  const mayDial = useMayDial()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [dialling, setDialling] = useState(false)
  if (!mayDial) return null
  const go = async (event: FormEvent) => {
    event.preventDefault()
    const number = numberIn(text)
    if (number === undefined) return setError(t('dial.no-number'))
    setError(undefined)
    setDialling(true)
    try {
      await dial(number)
      setText('')
      notifications.show({
        message: t('dial.rings', { number }),
        closeButtonProps: { 'aria-label': t('close') },
      })
    } catch (mistake) {
      setError(sentenceOf(mistake, t))
    } finally {
      setDialling(false)
    }
  }
  return (
    <Card withBorder p="md" mt="md">
      <Title order={2} size="h5" lh={1.4} mb="xs">
        {t('dial.title')}
      </Title>
      <form onSubmit={event => void go(event)}>
        <Group align="flex-start" gap="sm">
          <NumberInput
            aria-label={t('dial.number')}
            placeholder={t('dial.hint')}
            value={text}
            write={written => {
              setText(written)
              setError(undefined)
            }}
            error={error}
            miw={260}
          />
          <Button type="submit" leftSection={<IconPhoneOutgoing size={18} aria-hidden />} loading={dialling}>
            {t('dial.go')}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
