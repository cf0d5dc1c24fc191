// The filters of the search; each change goes into the address at once.
import { Badge, Button, Checkbox, CloseButton, Flex, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { localDay, startOfDay } from '../shared/format.ts'
import {
  useAgents,
  useHotlines,
  useHotlineTitles,
  useNames,
  useQueues,
  useQueueTitles,
} from '../shared/names.ts'
import { useText, useWord } from '../shared/text.ts'

const RESULTS = ['answered', 'abandoned', 'left', 'overflowed', 'callback', 'unanswered', 'failed']
const OWN = ['from', 'to', 'number', 'hotline', 'queue', 'agent', 'ending', 'held']

export function CallFilters() {
  const titleOf = useQueueTitles()
  const t = useText()
  const say = useWord()
  const [filters, setFilters] = useSearchParams()
  const agents = useAgents().data ?? []
  const queues = useQueues().data ?? []
  const hotlines = useHotlines().data ?? []
  const hotlineOf = useHotlineTitles()
  const nameOf = useNames()
  // What has left the configuration is still found, and shown.
  const asked = filters.get('hotline')
  const names = [...new Set([...hotlines.map(({ name }) => name), ...(asked ? [asked] : [])])]
  const change = (name: string, value: string | null | undefined) =>
    setFilters(old => {
      const changed = new URLSearchParams(old)
      if (value) changed.set(name, value)
      else changed.delete(name)
      return changed
    })
  const select = (name: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      placeholder={t('all')}
      data={data}
      value={filters.get(name)}
      onChange={value => change(name, value)}
      clearable
      clearButtonProps={{ 'aria-label': t('calls.clear') }}
      searchable={data.length > 8}
      w={150}
    />
  )
  return (
    <Flex gap="sm" wrap="wrap" align="flex-end">
      <Day name="from" label={t('calls.from')} days={0} />
      <Day name="to" label={t('calls.to')} days={1} />
      <NumberField key={filters.get('number')} value={filters.get('number') ?? ''} change={change} />
      {select(
        'hotline',
        t('col.hotline'),
        names.map(value => ({ value, label: hotlineOf(value) })),
      )}
      {select(
        'queue',
        t('col.queue'),
        queues.map(({ queue }) => ({ value: queue, label: titleOf(queue) })),
      )}
      {select(
        'agent',
        t('col.agent'),
        agents.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'ending',
        t('calls.ending'),
        RESULTS.map(value => ({ value, label: say('result', value) })),
      )}
      <Checkbox
        label={t('hold.only')}
        checked={filters.has('held')}
        onChange={event => change('held', event.currentTarget.checked ? 'true' : null)}
        pb={8}
      />
      {[...filters]
        .filter(([name]) => !OWN.includes(name))
        .map(([name, value]) => (
          <Badge
            key={name}
            size="lg"
            variant="default"
            rightSection={
              <CloseButton size="xs" aria-label={t('calls.clear')} onClick={() => change(name, null)} />
            }
          >
            {say('filter', name)}: {name === 'desk' ? nameOf(value) : say('counted', value)}
          </Badge>
        ))}
      {filters.size > 0 && (
        <Button variant="subtle" color="gray" onClick={() => setFilters({})}>
          {t('calls.clear')}
        </Button>
      )}
    </Flex>
  )
}

/** Days as people mean them: `to` is the last one that belongs to the range. */
function Day({ name, label, days }: { name: 'from' | 'to'; label: string; days: 0 | 1 }) {
  const [filters, setFilters] = useSearchParams()
  const given = filters.get(name)
  const shown = given ? localDay(new Date(Date.parse(given) - days)) : ''
  const change = (day: string) =>
    setFilters(old => {
      const changed = new URLSearchParams(old)
      if (day) changed.set(name, startOfDay(days === 0 ? day : dayAfter(day)))
      else changed.delete(name)
      return changed
    })
  return (
    <TextInput
      type="date"
      label={label}
      value={shown}
      onChange={event => change(event.currentTarget.value)}
      w={148}
    />
  )
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return localDay(next)
}

function NumberField({ value, change }: { value: string; change(name: string, value: string): void }) {
  const t = useText()
  const [text, setText] = useState(value)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        change('number', text.trim())
      }}
    >
      <TextInput
        label={t('calls.number')}
        placeholder={t('calls.number-hint')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onBlur={() => text.trim() !== value && change('number', text.trim())}
        inputMode="tel"
        w={168}
      />
    </form>
  )
}
