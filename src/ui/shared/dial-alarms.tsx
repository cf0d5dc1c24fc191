// A cap of dialling out has stopped a phone, or a line is full: told on every page to who looks after it, until he hides
// it. It shows again when it happens anew.
import { Alert, Stack, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconPhoneOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { DialAlarm } from '../../http/published.ts'
import { get } from './client.ts'
import { moment } from './format.ts'
import { type Say, useLanguage, useText } from './text.ts'

/** More at once would hide the page; the audit log has all. */
const MOST = 3
/** What was hidden is forgotten when it is this many alarms ago. */
const REMEMBERED = 100

export function DialAlarms() {
  const t = useText()
  const language = useLanguage()
  const [hidden, setHidden] = useLocalStorage<string[]>({ key: 'tongdai-hidden-alarms', defaultValue: [] })
  const { data = [] } = useQuery({
    // Its sentences come in the reader's language.
    queryKey: ['dial-alarms', language],
    queryFn: ({ signal }) => get<DialAlarm[]>('/dial-alarms', signal),
    refetchInterval: 10_000,
  })
  const shown = data.filter(alarm => !hidden.includes(nameOf(alarm))).slice(0, MOST)
  if (shown.length === 0) return null
  return (
    <Stack gap="xs" mb="md">
      {shown.map(alarm => (
        <Alert
          key={nameOf(alarm)}
          color="red"
          role="alert"
          icon={<IconPhoneOff />}
          title={titleOf(alarm, t)}
          withCloseButton
          closeButtonLabel={t('dial-alarm.dismiss')}
          onClose={() => setHidden(old => [...old, nameOf(alarm)].slice(-REMEMBERED))}
          data-dial-alarm={alarm.phone ?? alarm.trunk}
        >
          <Text size="sm">{alarm.sentence}</Text>
          <Text size="sm">
            {t(alarm.trunk === undefined ? 'dial-alarm.since' : 'dial-alarm.trunk-since', {
              since: moment(alarm.since, language),
              last: moment(alarm.last, language),
              times: alarm.times,
            })}
          </Text>
        </Alert>
      ))}
    </Stack>
  )
}

/** One stretch of alarms: what follows an hour later has another beginning. */
function nameOf({ phone, trunk, code, since }: DialAlarm): string {
  return `${phone ?? trunk} ${code} ${since}`
}

function titleOf({ phone = '', name, trunk }: DialAlarm, t: Say): string {
  if (trunk !== undefined) return t('dial-alarm.trunk', { trunk })
  return name === undefined ? t('dial-alarm.phone', { phone }) : t('dial-alarm.phone-of', { phone, name })
}
