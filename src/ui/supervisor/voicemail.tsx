// Voicemail: the boxes that one hears, and the messages in them.
import { Group, SegmentedControl, Select, Stack } from '@mantine/core'
import { IconMailbox } from '@tabler/icons-react'
import { useSearchParams } from 'wouter'
import { PageHead } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { useBoxes } from '../shared/unheard.tsx'
import { Messages } from './messages.tsx'

const SHOWN = ['all', 'new', 'heard', 'deleted'] as const
export type Shown = (typeof SHOWN)[number]

export default function Voicemail() {
  const t = useText()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const { data, error, refetch } = useBoxes()
  const choose = (key: string, value: string) =>
    setSearch(before => {
      const next = new URLSearchParams(before)
      next.set(key, value)
      return next
    })
  const wanted = search.get('box')
  const box = data?.find(({ name }) => name === wanted) ?? data?.find(one => one.new > 0) ?? data?.[0]
  const shown = SHOWN.find(one => one === search.get('show')) ?? 'all'
  return (
    <>
      <PageHead title={t('nav.voicemail')}>
        {data && box && (
          <Group gap="sm">
            <Select
              aria-label={t('voicemail.boxes')}
              data={data.map(one => ({
                value: one.name,
                label: [
                  one.title[language] ?? one.name,
                  ...(one.removed ? [`– ${t('voicemail.removed')}`] : []),
                  ...(one.new > 0 ? [`(${one.new})`] : []),
                ].join(' '),
              }))}
              value={box.name}
              onChange={value => value && choose('box', value)}
              allowDeselect={false}
              w={240}
            />
            <SegmentedControl
              aria-label={t('voicemail.show')}
              data={SHOWN.map(value => ({ value, label: t(`voicemail.${value}`) }))}
              value={shown}
              onChange={value => choose('show', value)}
            />
          </Group>
        )}
      </PageHead>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : box ? (
        <Stack>
          <Messages key={`${box.name} ${shown}`} box={box.name} shown={shown} />
        </Stack>
      ) : (
        <Empty title={t('voicemail.none')} hint={t('voicemail.none-hint')} icon={<IconMailbox size={24} />} />
      )}
    </>
  )
}
