// Rows of follow-ups: who, how often, until when, whose it is, and what can be done about it.
import { Anchor, Badge, Group, Table, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { FollowUpRow } from '../../http/published.ts'
import { useNow } from '../shared/clock.ts'
import { DialLink } from '../shared/dial.tsx'
import { fromNow, moment } from '../shared/format.ts'
import { useQueueTitles } from '../shared/names.ts'
import { usePerson } from '../shared/session.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { FollowUpDeeds } from './follow-up-deeds.tsx'

export function FollowUpTable({ rows, isDone }: { rows: readonly FollowUpRow[]; isDone: boolean }) {
  const t = useText()
  return (
    <Table.ScrollContainer minWidth={860}>
      <Table className="dense" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('follow-ups.caller')}</Table.Th>
            <Table.Th>{t('col.queue')}</Table.Th>
            <Table.Th ta="right">{t('follow-ups.times')}</Table.Th>
            <Table.Th>{t('follow-ups.gave-up')}</Table.Th>
            <Table.Th>{t(isDone ? 'follow-ups.closed' : 'follow-ups.due')}</Table.Th>
            <Table.Th>{t(isDone ? 'follow-ups.how' : 'follow-ups.whose')}</Table.Th>
            <Table.Th>{t('actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(row => (
            <Row key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ row }: { row: FollowUpRow }) {
  const t = useText()
  const language = useLanguage()
  const titleOf = useQueueTitles()
  return (
    <Table.Tr data-follow-up={row.id} data-state={row.state}>
      <Table.Td>
        {row.caller ? (
          <DialLink number={row.caller} shown={row.callerShown ?? row.caller} fw={600} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('follow-ups.erased')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{titleOf(row.queue)}</Table.Td>
      <Table.Td ta="right" className="figures">
        {row.times}
      </Table.Td>
      <Table.Td className="figures">
        <CallAt row={row} />
        {row.times > 1 && (
          <Text size="xs" c="dimmed">
            {t('follow-ups.first', { at: moment(row.firstAt, language) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="figures">
        {row.closedAt ? moment(row.closedAt, language) : <Deadline at={row.dueAt} />}
      </Table.Td>
      <Table.Td>{row.closedAt ? <How row={row} /> : <Whose row={row} />}</Table.Td>
      <Table.Td>
        <FollowUpDeeds row={row} />
      </Table.Td>
    </Table.Tr>
  )
}

/** The record of a call that nobody took is no agent's. */
function CallAt({ row: { lastAt, lastCall } }: { row: FollowUpRow }) {
  const language = useLanguage()
  const { role } = usePerson()
  const at = moment(lastAt, language)
  if (role === 'agent') return at
  return (
    <Anchor component={Link} href={`/calls/${encodeURIComponent(lastCall)}`} size="sm">
      {at}
    </Anchor>
  )
}

function Deadline({ at }: { at: string }) {
  const t = useText()
  const language = useLanguage()
  const now = useNow()
  const isLate = Date.parse(at) < now
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" {...(isLate && { c: 'var(--trouble)', fw: 600 })}>
          {fromNow(Date.parse(at) - now, language)}
        </Text>
        {isLate && (
          <Badge size="sm" color="red.8" variant="filled">
            {t('follow-ups.late')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {moment(at, language)}
      </Text>
    </>
  )
}

function Whose({ row: { takenBy, note } }: { row: FollowUpRow }) {
  const t = useText()
  const { id } = usePerson()
  return (
    <>
      <Text size="sm" {...(!takenBy && { c: 'dimmed' })}>
        {takenBy
          ? takenBy.id === id
            ? t('follow-ups.me')
            : (takenBy.name ?? takenBy.id)
          : t('follow-ups.nobody')}
      </Text>
      {note && <Note text={note} />}
    </>
  )
}

function How({ row: { closedBy, closedCall, note } }: { row: FollowUpRow }) {
  const t = useText()
  const { role } = usePerson()
  return (
    <>
      {closedBy ? (
        <Text size="sm">
          {closedBy.id === 'retention' ? t('follow-ups.by-retention') : (closedBy.name ?? closedBy.id)}
        </Text>
      ) : closedCall && role !== 'agent' ? (
        <Anchor component={Link} href={`/calls/${encodeURIComponent(closedCall)}`} size="sm">
          {t('follow-ups.talked')}
        </Anchor>
      ) : (
        <Text size="sm">{t('follow-ups.talked')}</Text>
      )}
      {note && <Note text={note} />}
    </>
  )
}

function Note({ text }: { text: string }) {
  return (
    <Text size="xs" c="dimmed" className="wrap" maw={280} style={{ whiteSpace: 'normal' }}>
      {text}
    </Text>
  )
}
