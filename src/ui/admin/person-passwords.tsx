// A person's new passwords, for the log-in and for the phone: each asks first and shows once. His PIN and second factor.
import { Button, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonView, SecondFactorView } from '../../http/published.ts'
import type { useAsking } from '../shared/asking.tsx'
import { get, send } from '../shared/client.ts'
import type { Secret } from '../shared/shown-once.tsx'
import { StudioPin } from '../shared/studio-pin.tsx'
import { useText } from '../shared/text.ts'

export function Passwords({ person, show, ask }: PasswordsProps) {
  const t = useText()
  const phone = person.agent?.phone
  const [changingPin, setChangingPin] = useState(false)
  const cache = useQueryClient()
  const { data: secondFactor } = useQuery({
    queryKey: ['second-factor', person.id],
    queryFn: ({ signal }) =>
      get<SecondFactorView>(`/people/${encodeURIComponent(person.id)}/second-factor`, signal),
  })
  const renew = async (path: string, what: string) => {
    const { password } = await send<{ password: string }>('POST', path, {})
    show([{ what, secret: password }])
  }
  return (
    <Stack gap="xs" mt="md">
      <Button
        variant="light"
        onClick={() =>
          ask({
            title: t('people.set-password'),
            text: t('people.password-hint', { name: person.name }),
            button: t('people.set-password'),
            run: () => renew(`/people/${encodeURIComponent(person.id)}/password`, t('people.password')),
            done: t('people.password-set'),
          })
        }
      >
        {t('people.set-password')}
      </Button>
      {phone && (
        <Button
          variant="light"
          onClick={() =>
            ask({
              title: t('people.phone-password'),
              text: t('people.phone-password-ask', { phone }),
              button: t('people.phone-password'),
              danger: true,
              run: () =>
                renew(`/phones/${encodeURIComponent(phone)}/password`, `${t('people.phone')} ${phone}`),
              done: t('done'),
            })
          }
        >
          {t('people.phone-password')}
        </Button>
      )}
      {phone && person.role === 'admin' && (
        <Button variant="light" onClick={() => setChangingPin(true)}>
          {t('pin.title')}
        </Button>
      )}
      {secondFactor?.on && (
        <Button
          variant="light"
          onClick={() =>
            ask({
              title: t('second.reset'),
              text: t('second.reset-ask', { name: person.name }),
              button: t('second.reset'),
              danger: true,
              run: async () => {
                await send('DELETE', `/people/${encodeURIComponent(person.id)}/second-factor`)
                await cache.invalidateQueries({ queryKey: ['second-factor'] })
              },
              done: t('second.reset-done'),
            })
          }
        >
          {t('second.reset')}
        </Button>
      )}
      {changingPin && <StudioPin person={person.id} close={() => setChangingPin(false)} />}
    </Stack>
  )
}

type PasswordsProps = {
  person: PersonView
  show(secrets: Secret[]): void
  ask: ReturnType<typeof useAsking>['ask']
}
