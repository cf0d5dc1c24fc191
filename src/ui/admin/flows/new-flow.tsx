// A new flow: its name, and a first menu to go on from.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLanguage, useText } from '../../shared/text.ts'

type Props = { names: readonly string[]; close(): void; make(name: string, text: string): void }

const firstText = (name: string, language: string) => `flow: ${name}
title: ${name}
language: ${language}

start:
  - say: welcome
  - go: menu

menu:
  - menu: main-menu
    keys: { "1": sales, "2": support, "9": menu }
    no-input: support
    invalid: support

sales:
  - queue: sales
    max-wait: 20m
    too-long: bye

support:
  - queue: support
    max-wait: 20m
    too-long: bye

bye:
  - say: goodbye
  - hangup

tests:
  - name: press 1 reaches sales
    press: "1"
    expect: [{ say: welcome }, { menu: main-menu }, { queue: sales }]
`

export function NewFlow({ names, close, make }: Props) {
  const t = useText()
  const language = useLanguage()
  const [name, setName] = useState('')
  const isTaken = names.includes(name)
  const isRight = /^[a-z][a-z0-9-]{0,63}$/.test(name) && !isTaken
  return (
    <Modal opened onClose={close} title={t('flows.new')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (!isRight) return
          make(name, firstText(name, language))
          close()
        }}
      >
        <Stack>
          <TextInput
            label={t('flows.name')}
            description={t('flows.name-hint')}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={isTaken ? t('flows.name-taken') : undefined}
            data-autofocus
          />
          <Text size="sm" c="dimmed">
            {t('flows.new-hint')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isRight}>
              {t('flows.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
