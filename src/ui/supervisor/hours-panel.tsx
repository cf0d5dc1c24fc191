// The opening hours on the floor: open or closed, why, until when; a supervisor switches them here.
import { Button, Card, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HoursNow, HoursSwitch, HoursView } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { Mark } from '../shared/marks.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { HoursDialog, type Target } from './hours-dialog.tsx'

/** Somebody else may switch: so soon everybody sees it. */
const EVERY_MS = 5_000

export function HoursPanel() {
  const t = useText()
  const language = useLanguage()
  const [target, setTarget] = useState<Target>()
  const { data } = useQuery({
    queryKey: ['hours'],
    queryFn: ({ signal }) => get<HoursView>('/hours', signal),
    refetchInterval: EVERY_MS,
  })
  if (!data || data.hours.length + data.hotlines.length === 0) return null
  const switched = data.hotlines.filter(one => one.switch)
  const nameOf = ({ title, name }: HoursNow) => title?.[language] ?? name
  return (
    <Card withBorder p="sm" mb="md" component="section" aria-label={t('hours.title')}>
      <Group gap="lg" align="center">
        <Title order={2} size="h5">
          {t('hours.title')}
        </Title>
        {data.hours.map(one => (
          <Entry
            key={one.name}
            name={nameOf(one)}
            isOpen={one.open}
            why={<Why hours={one} zone={data.timezone} />}
            turn={() => setTarget({ kind: 'hours', name: one.name, title: nameOf(one), switch: one.switch })}
          />
        ))}
        {switched.map(one => (
          <Entry
            key={`hotline-${one.hotline}`}
            name={t('hours.hotline', { what: one.title })}
            isOpen={one.switch?.position === 'open'}
            why={one.switch && <Switched by={one.switch} zone={data.timezone} />}
            turn={() =>
              setTarget({ kind: 'hotline', name: one.hotline, title: one.title, switch: one.switch })
            }
          />
        ))}
        {data.hotlines.length > switched.length && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="subtle" size="compact-sm" ml="auto">
                {t('hours.hotlines')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {data.hotlines
                .filter(one => !one.switch)
                .map(one => (
                  <Menu.Item
                    key={one.hotline}
                    onClick={() =>
                      setTarget({ kind: 'hotline', name: one.hotline, title: one.title, switch: undefined })
                    }
                  >
                    {one.title}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {target && <HoursDialog target={target} close={() => setTarget(undefined)} />}
    </Card>
  )
}

type EntryProps = { name: string; isOpen: boolean; why: React.ReactNode; turn(): void }

function Entry({ name, isOpen, why, turn }: EntryProps) {
  const t = useText()
  return (
    <Group gap="xs" wrap="nowrap">
      <Stack gap={0}>
        <Group gap={6} wrap="nowrap">
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Mark kind="hours" word={isOpen ? 'open' : 'closed'} />
        </Group>
        <Text size="xs" c="dimmed">
          {why}
        </Text>
      </Stack>
      <Button
        variant="default"
        size="compact-xs"
        onClick={turn}
        aria-label={t('hours.switch', { what: name })}
      >
        …
      </Button>
    </Group>
  )
}

function Why({ hours, zone }: { hours: HoursNow; zone: string }) {
  const t = useText()
  const language = useLanguage()
  if (hours.switch) return <Switched by={hours.switch} zone={zone} />
  const why =
    hours.because === 'holiday'
      ? t('because.holiday', { name: hours.reason ?? '' })
      : hours.because === 'exception'
        ? (hours.reason ?? t('because.exception'))
        : ''
  const until = hours.nextChangeAt && t('hours.until', { when: momentIn(hours.nextChangeAt, zone, language) })
  return <>{[why, until].filter(Boolean).join(', ')}</>
}

/** “closed by Lan until 14:00: power cut” */
function Switched({ by, zone }: { by: HoursSwitch; zone: string }) {
  const t = useText()
  const language = useLanguage()
  const who = t(by.position === 'open' ? 'hours.opened-by' : 'hours.closed-by', { who: by.byName })
  const until = by.until
    ? t('hours.until', { when: momentIn(by.until, zone, language) })
    : t('hours.until-further')
  return <>{`${who} ${until}${by.note ? `: ${by.note}` : ''}`}</>
}

/** On the house's wall; with the day where it is not within twenty hours. */
function momentIn(at: string, zone: string, language: string): string {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day =
    Date.parse(at) - Date.now() > 20 * 3_600_000 ? ({ day: '2-digit', month: '2-digit' } as const) : {}
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...day, ...time }).format(new Date(at))
}
