// The library of prompts: what callers hear in each language, heard, recorded by dropping a file, written, and what
// is missing.
import {
  Alert,
  Button,
  Card,
  Flex,
  Group,
  SegmentedControl,
  Select,
  Table,
  Text,
  TextInput,
} from '@mantine/core'
import { IconMessagePlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { PromptsView, PromptView } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { useHearing } from '../shared/hearing.tsx'
import { PageHead } from '../shared/marks.tsx'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { useLanguageName } from './prompt-languages.ts'
import { PromptRow } from './prompt-row.tsx'
import { PromptText, TryVoice } from './prompt-text.tsx'

const SHOWN = ['sentences', 'own', 'house', 'values', 'recorded', 'missing'] as const
type Shown = (typeof SHOWN)[number]

export default function Prompts() {
  const t = useText()
  const mayChange = usePerson().role === 'admin'
  const [wanted, setWanted] = useSearchParams()
  const [search, setSearch] = useState('')
  const [writing, setWriting] = useState<PromptView | 'new'>()
  const hearing = useHearing()
  const languageName = useLanguageName()
  const { data, error, refetch } = useQuery({
    queryKey: ['prompts'],
    queryFn: ({ signal }) => get<PromptsView>('/prompts', signal),
  })
  const language = wanted.get('language') ?? data?.languages[0] ?? 'vi'
  const show = SHOWN.find(one => one === wanted.get('show')) ?? 'sentences'
  const change = (name: string, value: string) =>
    setWanted(old => {
      const next = new URLSearchParams(old)
      next.set(name, value)
      return next
    })
  const prompts = data?.prompts ?? []
  const found = prompts.filter(prompt => belongs(prompt, language, show) && matches(prompt, language, search))
  const missing = prompts.filter(prompt => belongs(prompt, language, 'missing')).length
  return (
    <>
      <PageHead title={t('prompts.title')}>
        {mayChange && (
          <Button leftSection={<IconMessagePlus size={18} />} onClick={() => setWriting('new')}>
            {t('prompts.new')}
          </Button>
        )}
      </PageHead>
      <Text size="sm" c="dimmed" mb="md" maw={820}>
        {t('prompts.lead')}
      </Text>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <TryVoice hearing={hearing} language={language} />
          {mayChange && data.studio[language] && (
            <Text size="sm" mb="md" maw={820}>
              {t('prompts.studio', { code: data.studio[language], language: languageName(language) })}
            </Text>
          )}
          <Card withBorder mb="md" p="md">
            <Flex gap="sm" wrap="wrap" align="flex-end">
              <SegmentedControl
                aria-label={t('prompts.language')}
                data={data.languages.map(value => ({ value, label: languageName(value) }))}
                value={language}
                onChange={value => change('language', value)}
              />
              <Select
                label={t('prompts.show')}
                data={SHOWN.map(value => ({ value, label: t(`prompts.show.${value}`) }))}
                value={show}
                onChange={value => value && change('show', value)}
                allowDeselect={false}
                w={260}
              />
              <TextInput
                label={t('prompts.search')}
                leftSection={<IconSearch size={18} />}
                value={search}
                onChange={event => setSearch(event.currentTarget.value)}
                w={260}
              />
            </Flex>
          </Card>
          {missing > 0 && show !== 'missing' && (
            <Alert color="yellow" mb="md" p="sm">
              <Group justify="space-between">
                <Text size="sm">
                  {t('prompts.missing-title', { language: languageName(language), count: missing })}
                </Text>
                <Button size="xs" variant="default" onClick={() => change('show', 'missing')}>
                  {t('prompts.missing-show')}
                </Button>
              </Group>
            </Alert>
          )}
          {found.length === 0 && <Empty title={t('prompts.none')} hint={t('prompts.none-hint')} />}
          {found.length > 0 && (
            <Table.ScrollContainer minWidth={820}>
              <Table className="dense">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th title={t('prompts.number-hint')}>{t('prompts.number')}</Table.Th>
                    <Table.Th>{t('prompts.key')}</Table.Th>
                    <Table.Th>{t('prompts.text')}</Table.Th>
                    <Table.Th>{t('prompts.by')}</Table.Th>
                    <Table.Th ta="right">{t('prompts.length')}</Table.Th>
                    <Table.Th aria-label={t('actions')} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {found.map(prompt => (
                    <PromptRow
                      key={prompt.key}
                      {...{ prompt, language, hearing, mayChange }}
                      write={() => setWriting(prompt)}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </>
      )}
      {writing && (
        <PromptText
          {...{ language, hearing }}
          prompt={writing === 'new' ? undefined : writing}
          close={() => setWriting(undefined)}
        />
      )}
    </>
  )
}

function belongs({ group, languages }: PromptView, language: string, show: Shown): boolean {
  const source = languages[language]?.source ?? 'missing'
  if (show === 'sentences') return group !== 'values'
  if (show === 'missing') return source === 'missing'
  return show === 'recorded' ? source === 'recorded' || source === 'file' : group === show
}

function matches({ key, number, languages }: PromptView, language: string, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  const text = `${number} ${key} ${languages[language]?.text ?? ''}`.toLowerCase()
  return text.includes(wanted)
}
