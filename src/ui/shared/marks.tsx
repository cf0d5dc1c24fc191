// A state as a coloured dot with its word; a running timer; a page's head.
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNow } from './clock.ts'
import { clockTime } from './format.ts'
import { useSkew } from './live.ts'
import { useWord } from './text.ts'

const colours: Record<string, string> = {
  ready: 'var(--ready)',
  offered: 'var(--offered)',
  busy: 'var(--busy)',
  'wrap-up': 'var(--wrap-up)',
  paused: 'var(--paused)',
  offline: 'var(--offline)',
  unreachable: 'var(--offline)',
  ivr: 'var(--ivr)',
  dialling: 'var(--ringing)',
  waiting: 'var(--waiting)',
  ringing: 'var(--ringing)',
  talking: 'var(--talking)',
  hold: 'var(--paused)',
  holding: 'var(--paused)',
  consult: 'var(--offered)',
  consulting: 'var(--offered)',
  conference: 'var(--talking)',
  forwarding: 'var(--ringing)',
  outside: 'var(--talking)',
  missing: 'var(--trouble)',
  registered: 'var(--ready)',
  rejected: 'var(--trouble)',
  answered: 'var(--ready)',
  abandoned: 'var(--trouble)',
  failed: 'var(--trouble)',
  left: 'var(--paused)',
  overflowed: 'var(--offered)',
  callback: 'var(--wrap-up)',
  unanswered: 'var(--paused)',
  sent: 'var(--ready)',
  open: 'var(--ready)',
  closed: 'var(--paused)',
}

export const colourOf = (word: string) => colours[word] ?? 'var(--paused)'

/** The word is told in text, never by colour alone. */
export function Mark({ kind, word, strong }: { kind: string; word: string; strong?: boolean }) {
  const say = useWord()
  return (
    <Group gap={8} wrap="nowrap" component="span" display="inline-flex">
      <span
        aria-hidden
        style={{ width: 10, height: 10, borderRadius: 5, background: colourOf(word), flex: 'none' }}
      />
      <Text component="span" size="sm" fw={strong ? 600 : 400}>
        {say(kind, word)}
      </Text>
    </Group>
  )
}

/** Runs on while it is seen; counts by the server's clock. */
export function Timer({ since }: { since: string | undefined }) {
  const now = useNow()
  const skewMs = useSkew()
  if (since === undefined) return <span className="figures">–</span>
  return <span className="figures">{clockTime(now + skewMs - Date.parse(since))}</span>
}

export function PageHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Title order={1} size="h2" lh={1.35}>
        {title}
      </Title>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  )
}
