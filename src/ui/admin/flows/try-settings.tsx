// The world that a flow is tried in: the time, whether hours are open, what lookups answer, who calls.
import { Accordion, Select, Stack, Text, TextInput } from '@mantine/core'
import type { ConfigurationFile } from '../../../http/published.ts'
import { useText } from '../../shared/text.ts'
import { namesOf, usedIn } from './names-in.ts'

type Answer = { kind: 'found' | 'not-found' | 'failed'; values: string }

export type Circumstances = {
  /** Local time of the house; empty: now. */
  readonly at: string
  /** Empty: that of the hotline or the flow. */
  readonly language: string
  readonly hours: Readonly<Record<string, string>>
  readonly lookups: Readonly<Record<string, Answer>>
}

/** As the API wants it. */
export function asked({ at, language, hours, lookups }: Circumstances): object {
  const set = Object.entries(hours).filter(([, value]) => value === 'open' || value === 'closed')
  const answers = Object.entries(lookups).map(([name, { kind, values }]) => [
    name,
    kind === 'found' ? { found: valuesIn(values) } : kind,
  ])
  return {
    ...(at && { at }),
    ...(language && { language }),
    ...(set.length > 0 && { hours: Object.fromEntries(set) }),
    ...(answers.length > 0 && { lookups: Object.fromEntries(answers) }),
  }
}

/** `balance: 1250000, name: An` */
function valuesIn(text: string): Record<string, string | number> {
  const pairs = text.split(',').flatMap(part => {
    const [, name, value = ''] = /^\s*([a-z][a-z0-9-]{0,63})\s*[:=]\s*(.*?)\s*$/.exec(part) ?? []
    if (name === undefined) return []
    return [[name, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value] as const]
  })
  return Object.fromEntries(pairs)
}

type Props = {
  files: readonly ConfigurationFile[]
  flow: string
  how: Circumstances
  change(how: Circumstances): void
}

export function TrySettings({ files, flow, how, change }: Props) {
  const t = useText()
  const hours = usedIn(files, flow, 'hours')
  const lookups = usedIn(files, flow, 'lookup')
  const answer = (name: string): Answer => how.lookups[name] ?? { kind: 'failed', values: '' }
  const answers = (name: string, more: Partial<Answer>) =>
    change({ ...how, lookups: { ...how.lookups, [name]: { ...answer(name), ...more } } })
  return (
    <Accordion variant="separated" chevronPosition="left">
      <Accordion.Item value="world">
        <Accordion.Control>
          <Text size="sm">{t('flows.circumstances')}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            <TextInput
              type="datetime-local"
              label={t('flows.time')}
              description={t('flows.time-hint')}
              value={how.at}
              onChange={event => change({ ...how, at: event.currentTarget.value })}
            />
            <Select
              label={t('flows.language')}
              data={[{ value: '', label: t('flows.language-own') }, ...namesOf('language', files, flow)]}
              value={how.language}
              onChange={language => change({ ...how, language: language ?? '' })}
              allowDeselect={false}
            />
            {hours.map(name => (
              <Select
                key={name}
                label={t('flows.hours', { name })}
                data={['calendar', 'open', 'closed'].map(value => ({
                  value,
                  label: t(`flows.hours-${value}` as 'flows.hours-open'),
                }))}
                value={how.hours[name] ?? 'calendar'}
                onChange={value => change({ ...how, hours: { ...how.hours, [name]: value ?? 'calendar' } })}
                allowDeselect={false}
              />
            ))}
            {lookups.map(name => (
              <div key={name}>
                <Select
                  label={t('flows.lookup', { name })}
                  data={['found', 'not-found', 'failed'].map(value => ({
                    value,
                    label: t(`flows.lookup-${value}` as 'flows.lookup-found'),
                  }))}
                  value={answer(name).kind}
                  onChange={value => answers(name, { kind: (value ?? 'failed') as Answer['kind'] })}
                  allowDeselect={false}
                />
                {answer(name).kind === 'found' && (
                  <TextInput
                    mt={4}
                    label={t('flows.lookup-values')}
                    placeholder="balance: 1250000"
                    value={answer(name).values}
                    onChange={event => answers(name, { values: event.currentTarget.value })}
                  />
                )}
              </div>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
