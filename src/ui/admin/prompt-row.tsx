// One prompt in one language: listen, record by dropping or choosing a file, write, take back.
import { ActionIcon, Badge, FileButton, Group, Menu, Table, Text } from '@mantine/core'
import { IconDots, IconPlayerPlay, IconPlayerStop, IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import type { PromptInLanguage, PromptView } from '../../http/published.ts'
import { useAct, useAsking } from '../shared/asking.tsx'
import { send, sendFile } from '../shared/client.ts'
import { moment } from '../shared/format.ts'
import type { Hearing } from '../shared/hearing.tsx'
import { usePeopleNames } from '../shared/names.ts'
import { useLanguage, useText } from '../shared/text.ts'

type RowProps = {
  prompt: PromptView
  language: string
  hearing: Hearing
  mayChange: boolean
  write(): void
}

/** Recorded ones and missing ones stand out. */
const BADGES = {
  recorded: { color: 'teal.9' },
  file: { color: 'teal.9' },
  spoken: { variant: 'default' },
  missing: { color: 'red.8' },
} as const
const NOTHING: PromptInLanguage = { source: 'missing', takes: 0 }

export function PromptRow({ prompt, language, hearing, mayChange, write }: RowProps) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const [isOver, setOver] = useState(false)
  const { key, number } = prompt
  const said = prompt.languages[language] ?? NOTHING
  const path = `/prompts/${language}/${key}`
  const upload = (file: File | null) => {
    if (!file) return
    const record = async () => {
      await sendFile('PUT', `${path}/recording`, file)
      await cache.invalidateQueries({ queryKey: ['prompts'] })
    }
    const undo = async () => {
      await send('POST', `${path}/undo`)
      await cache.invalidateQueries({ queryKey: ['prompts'] })
    }
    void act(record, t('prompts.uploaded', { key }), undo)
  }
  const dropping = mayChange && {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      upload(event.dataTransfer.files[0] ?? null)
    },
  }
  // A new recording has the same address: the browser must not play the old one.
  const sound = `${path}/sound?at=${encodeURIComponent(said.take?.at ?? '')}`
  const isPlaying = hearing.playing === sound
  return (
    <Table.Tr
      {...dropping}
      {...(isOver && { bg: 'var(--mantine-primary-color-light)' })}
      data-prompt={key}
      title={isOver ? t('prompts.drop', { key }) : undefined}
    >
      <Table.Td className="figures">{number}</Table.Td>
      <Table.Td>
        <Text size="sm" fw={500} className="wrap">
          {key}
        </Text>
      </Table.Td>
      <Table.Td maw={480}>
        <Text size="sm" lineClamp={2} className="wrap" lang={language}>
          {said.text ?? '–'}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge {...BADGES[said.source]}>{t(`prompts.source.${said.source}`)}</Badge>
        <Taken take={said.take} />
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {said.durationMs === undefined ? '–' : `${(said.durationMs / 1000).toFixed(1)} s`}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon
            variant="subtle"
            size="lg"
            disabled={said.source === 'missing'}
            aria-label={isPlaying ? t('prompts.stop') : t('prompts.play', { key })}
            onClick={() => hearing.play(sound)}
          >
            {isPlaying ? <IconPlayerStop size={18} /> : <IconPlayerPlay size={18} />}
          </ActionIcon>
          {mayChange && (
            <>
              <FileButton onChange={upload} accept="audio/*,.wav,.mp3,.ogg,.flac">
                {props => (
                  <ActionIcon {...props} variant="subtle" size="lg" aria-label={t('prompts.upload', { key })}>
                    <IconUpload size={18} />
                  </ActionIcon>
                )}
              </FileButton>
              <More {...{ name: key, path, said, write }} />
            </>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

function Taken({ take }: { take: PromptInLanguage['take'] }) {
  const language = useLanguage()
  const nameOf = usePeopleNames()
  if (!take?.recorded) return null
  return (
    <Text size="xs" c="dimmed" className="figures">
      {nameOf(take.by)}, {moment(take.at, language)}
    </Text>
  )
}

type MoreProps = { name: string; path: string; said: PromptInLanguage; write(): void }

function More({ name, path, said, write }: MoreProps) {
  const t = useText()
  const act = useAct()
  const cache = useQueryClient()
  const { ask, dialog } = useAsking()
  const change = (method: 'POST' | 'DELETE', address: string) => async () => {
    await send(method, address)
    await cache.invalidateQueries({ queryKey: ['prompts'] })
  }
  const undo = change('POST', `${path}/undo`)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" size="lg" color="gray" aria-label={t('prompts.more', { key: name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={write}>{t('prompts.write')}</Menu.Item>
          <Menu.Item disabled={said.takes === 0} onClick={() => void act(undo, t('prompts.undone'))}>
            {t('prompts.undo')}
          </Menu.Item>
          <Menu.Item
            color="red"
            disabled={said.source !== 'recorded'}
            onClick={() =>
              ask({
                title: t('prompts.remove-title', { key: name }),
                text: t('prompts.remove-ask'),
                button: t('prompts.remove'),
                danger: true,
                run: change('DELETE', `${path}/recording`),
                done: t('prompts.removed'),
                undo,
              })
            }
          >
            {t('prompts.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}
