// The messages of one box: heard here, marked, noted, deleted and brought back.
import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  Card,
  Group,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { IconArrowBackUp, IconMail, IconMailOpened, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { MessagePage, MessageRow } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { api, get, send, withQuery } from '../shared/client.ts'
import { clockTime, moment } from '../shared/format.ts'
import { useNames } from '../shared/names.ts'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import type { Shown } from './voicemail.tsx'

export function Messages({ box, shown }: { box: string; shown: Shown }) {
  const t = useText()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['messages', box, shown],
    queryFn: ({ pageParam, signal }) => {
      const state = shown === 'all' ? undefined : shown
      const path = `/boxes/${encodeURIComponent(box)}/messages`
      return get<MessagePage>(withQuery(path, { state, cursor: pageParam }), signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
    refetchInterval: 5_000,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const messages = data.pages.flatMap(page => page.messages)
  if (messages.length === 0)
    return (
      <Empty title={t('voicemail.empty')} hint={t('voicemail.empty-hint')} icon={<IconMail size={24} />} />
    )
  return (
    <Stack gap="xs" role="list" aria-label={t('nav.voicemail')}>
      {messages.map(message => (
        <Message key={message.recording} message={message} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('voicemail.more')}
        </Button>
      )}
    </Stack>
  )
}

/** Changes a message, then looks anew at what is shown and counted. */
function useChange(message: MessageRow) {
  const queries = useQueryClient()
  const path = `/messages/${encodeURIComponent(message.recording)}`
  const anew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['messages'] }),
      queries.invalidateQueries({ queryKey: ['boxes'] }),
    ])
  return {
    mark: (heard: boolean) => send('PATCH', path, { heard }).then(anew),
    note: (note: string) => send('PATCH', path, { note }).then(anew),
    remove: () => send('DELETE', path).then(anew),
    restore: () => send('POST', `${path}/restore`).then(anew),
  }
}

function Message({ message }: { message: MessageRow }) {
  const t = useText()
  const language = useLanguage()
  const nameOf = useNames()
  const caller = message.callerShown ?? t('anonymous')
  const isNew = message.heardAt === undefined
  return (
    <Card withBorder p="sm" role="listitem" data-message={message.recording}>
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          {isNew && <Badge size="sm">{t('voicemail.new')}</Badge>}
          <div>
            <Text size="xs" c="dimmed">
              {t('voicemail.from')}
            </Text>
            {message.caller ? (
              <Anchor href={`tel:${message.caller}`} fw={isNew ? 700 : 500} className="figures">
                {caller}
              </Anchor>
            ) : (
              <Text fw={isNew ? 700 : 500}>{caller}</Text>
            )}
          </div>
          <Fact name={t('voicemail.at')} value={moment(message.at, language)} />
          <Fact name={t('voicemail.length')} value={clockTime(message.durationMs)} />
          {message.heardBy && (
            <Text size="xs" c="dimmed">
              {t('voicemail.heard-by', { who: nameOf(message.heardBy) })}
            </Text>
          )}
          <Anchor component={Link} href={`/calls/${encodeURIComponent(message.conversation)}`} size="sm">
            {t('voicemail.call')}
          </Anchor>
        </Group>
        <Deeds message={message} />
      </Group>
      <Group mt="xs" gap="sm" align="end" wrap="wrap">
        <Sound message={message} caller={caller} />
        <Note message={message} caller={caller} />
      </Group>
    </Card>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" className="figures">
        {value}
      </Text>
    </div>
  )
}

/** Once it is opened it plays, and nobody need hear it again to know that it was heard. */
function Sound({ message, caller }: { message: MessageRow; caller: string }) {
  const t = useText()
  const act = useAct()
  const [isOpen, setOpen] = useState(false)
  const { mark } = useChange(message)
  if (!message.ready)
    return (
      <Text size="sm" c="dimmed">
        {t('voicemail.coming')}
      </Text>
    )
  if (!isOpen)
    return (
      <Button
        variant="light"
        size="xs"
        leftSection={<IconPlayerPlay size={16} />}
        aria-label={`${clockTime(message.durationMs)} ${t('voicemail.play', { caller })}`}
        onClick={() => setOpen(true)}
      >
        {clockTime(message.durationMs)}
      </Button>
    )
  return (
    // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions
    <audio
      controls
      autoPlay
      src={`${api}/messages/${encodeURIComponent(message.recording)}/sound`}
      onPlay={() => message.heardAt === undefined && void act(() => mark(true), t('voicemail.marked'))}
    />
  )
}

function Note({ message, caller }: { message: MessageRow; caller: string }) {
  const t = useText()
  const act = useAct()
  const { note } = useChange(message)
  const [text, setText] = useState(message.note ?? '')
  const keep = () => {
    if (text.trim() !== (message.note ?? '')) void act(() => note(text), t('voicemail.note-kept'))
  }
  return (
    <TextInput
      size="xs"
      miw={260}
      flex={1}
      maxLength={1_000}
      placeholder={t('voicemail.note')}
      aria-label={t('voicemail.write-note', { caller })}
      value={text}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={event => event.key === 'Enter' && keep()}
    />
  )
}

function Deeds({ message }: { message: MessageRow }) {
  const t = useText()
  const act = useAct()
  const { mark, remove, restore } = useChange(message)
  const isNew = message.heardAt === undefined
  if (message.deletedAt !== undefined)
    return (
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowBackUp size={16} />}
        onClick={() => void act(restore, t('voicemail.restored'))}
      >
        {t('voicemail.restore')}
      </Button>
    )
  const word = t(isNew ? 'voicemail.mark-heard' : 'voicemail.mark-new')
  return (
    <Group gap={4}>
      <Tooltip label={word}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={word}
          onClick={() =>
            void act(
              () => mark(isNew),
              t('voicemail.marked'),
              () => mark(!isNew),
            )
          }
        >
          {isNew ? <IconMailOpened size={18} /> : <IconMail size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('voicemail.delete')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('voicemail.delete')}
          onClick={() => void act(remove, t('voicemail.was-deleted'), restore)}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
