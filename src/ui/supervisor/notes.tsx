// What the flow wrote down about a call, and what its caller recorded there.
import { SimpleGrid, Stack, Text } from '@mantine/core'
import type { CdrWhole } from '../../http/published.ts'
import { api } from '../shared/client.ts'
import { clockTime } from '../shared/format.ts'
import { usePerson } from '../shared/session.tsx'
import { useText } from '../shared/text.ts'

export function Notes({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} spacing="md" m={0} mt="xs">
      {cdr.notes.map(({ at, name, value }) => (
        <div key={`${at} ${name}`}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} className="wrap">
            {value === undefined ? t('call.note-erased') : String(value)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  )
}

/** Those that are here and may be heard. */
export function spokenIn(cdr: CdrWhole): CdrWhole['recordings'] {
  return cdr.recordings.filter(({ party, state }) => party === 'message' && state === 'stored')
}

export function Spoken({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  const { role } = usePerson()
  if (role === 'agent') return <Text c="dimmed">{t('call.recording-not-yours')}</Text>
  return (
    <Stack gap="xs" mt="xs">
      {spokenIn(cdr).map(({ recording, durationMs = 0 }) => (
        // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions
        <audio
          key={recording}
          controls
          preload="none"
          aria-label={`${t('track.message')} ${clockTime(durationMs)}`}
          src={`${api}/recordings/${encodeURIComponent(recording)}`}
        />
      ))}
    </Stack>
  )
}
