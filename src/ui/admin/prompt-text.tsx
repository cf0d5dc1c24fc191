// The sentence of a prompt, written and heard before it is published; and the voice for any text.
import { Button, Card, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromptView } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import type { Hearing } from '../shared/hearing.tsx'
import { useText } from '../shared/text.ts'
import { useLanguageName } from './prompt-languages.ts'

const LONGEST = 1000

type TextProps = {
  /** Undefined: a new one. */
  prompt: PromptView | undefined
  language: string
  hearing: Hearing
  close(): void
}

export function PromptText({ prompt, language, hearing, close }: TextProps) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const languageName = useLanguageName()
  const [name, setName] = useState(prompt?.key ?? '')
  const [text, setText] = useState(prompt?.languages[language]?.text ?? '')
  const [running, setRunning] = useState(false)
  const save = async () => {
    setRunning(true)
    const done = await act(
      async () => {
        await send('PUT', `/prompts/${language}/${encodeURIComponent(name)}/text`, { text })
        await cache.invalidateQueries({ queryKey: ['prompts'] })
      },
      t('prompts.saved', { key: name }),
    )
    setRunning(false)
    if (done) close()
  }
  const title = prompt
    ? t('prompts.edit-title', { key: prompt.key, language: languageName(language) })
    : `${t('prompts.new')} (${languageName(language)})`
  return (
    <Modal opened onClose={close} title={title} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack>
          {!prompt && (
            <TextInput
              label={t('prompts.new-key')}
              description={t('prompts.new-key-hint')}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              pattern="[a-z][a-z0-9\-]{0,63}"
              required
              data-autofocus
            />
          )}
          <Textarea
            label={t('prompts.text')}
            description={t('prompts.edit-hint')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            lang={language}
            maxLength={LONGEST}
            autosize
            minRows={3}
            required
            {...(prompt && { 'data-autofocus': true })}
          />
          <Group justify="space-between">
            <Hear {...{ hearing, language, text }} />
            <Group>
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={running}>
                {t('prompts.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Types a text and hears it. */
export function TryVoice({ hearing, language }: { hearing: Hearing; language: string }) {
  const t = useText()
  const [text, setText] = useState('')
  return (
    <Card withBorder mb="md" p="md">
      <Text size="sm" fw={600}>
        {t('prompts.try-title')}
      </Text>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (text.trim()) void hearing.say(language, text)
        }}
      >
        <Group align="flex-end" wrap="nowrap" mt={4}>
          <TextInput
            aria-label={t('prompts.try-title')}
            placeholder={t('prompts.try-hint')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            lang={language}
            maxLength={LONGEST}
            flex={1}
          />
          <Hear {...{ hearing, language, text }} />
        </Group>
      </form>
    </Card>
  )
}

function Hear({ hearing, language, text }: { hearing: Hearing; language: string; text: string }) {
  const t = useText()
  const [running, setRunning] = useState(false)
  const hear = async () => {
    setRunning(true)
    await hearing.say(language, text)
    setRunning(false)
  }
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerPlay size={18} />}
      disabled={text.trim() === ''}
      loading={running}
      onClick={() => void hear()}
    >
      {t('prompts.hear')}
    </Button>
  )
}
