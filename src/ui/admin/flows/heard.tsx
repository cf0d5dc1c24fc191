// What the caller of a tried flow met, one thing under the other, with the time of the call.
import { Badge, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { FlowAttempt } from '../../../http/published.ts'
import { clockTime } from '../../shared/format.ts'
import { useText, useWord } from '../../shared/text.ts'

type Attempted = NonNullable<FlowAttempt['attempted']>
type Met = Attempted['met'][number]

export function Heard({ attempted, isOld }: { attempted: Attempted; isOld: boolean }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const { met, state, queue = '', ended = '', keys } = attempted
  const count = met.length
  useEffect(() => {
    if (count > 0 && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [count])
  const word = useWord()
  return (
    <div
      ref={box}
      className="heard"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it
      tabIndex={0}
      role="log"
      aria-label={t('flows.heard')}
      data-old={isOld || undefined}
    >
      <Stack gap={8}>
        {met.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was met stays where it is
          <Line key={n} met={one} />
        ))}
        <Text size="sm" fw={600} data-state={state}>
          {state === 'ended' && t('flows.ended', { how: word('flows.cause', ended) })}
          {state === 'waits' && t('flows.waits', { queue })}
          {state === 'asks' &&
            (keys.length > 0 ? t('flows.asks', { keys: keys.join('  ') }) : t('flows.asks-digits'))}
        </Text>
      </Stack>
    </div>
  )
}

function Line({ met }: { met: Met }) {
  const t = useText()
  const word = useWord()
  const { kind, atMs, sentences } = met
  const about = aboutOf(met.words)
  if (kind === 'section')
    return (
      <Text size="xs" c="dimmed">
        ▸ {about}
      </Text>
    )
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Text size="xs" c="dimmed" className="figures" mt={2} miw={34}>
        {clockTime(atMs)}
      </Text>
      <div>
        {sentences.length > 0 ? (
          sentences.map((sentence, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences stay where they are
            <Text key={n} size="sm" lh={1.45}>
              {sentence.text || t('flows.recording', { key: sentence.key ?? '' })}
            </Text>
          ))
        ) : (
          <Group gap={6}>
            <Badge variant="default" tt="none" fw={500}>
              {word('flows.met', kind)}
            </Badge>
            {kind !== 'hangup' && kind !== 'leave-queue' && <Text size="sm">{about}</Text>}
          </Group>
        )}
      </div>
    </Group>
  )
}

/** `{ queue: sales }` → `sales` */
const aboutOf = (words: string): string => /^\{ [a-z-]+: (.*) \}$/.exec(words)?.[1] ?? words
