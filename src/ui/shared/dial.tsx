// Calling a number from a page: one's own phone rings first. Who may not dial sees the number alone.
import { Button, Text } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Dialling } from '../../http/published.ts'
import { useAct } from './asking.tsx'
import { get, send } from './client.ts'
import { usePerson } from './session.tsx'
import { useText } from './text.ts'

/** Whether this person's own phone may dial out at all. */
export function useMayDial(): boolean {
  const { agent } = usePerson()
  const { data } = useQuery({
    queryKey: ['dialling'],
    queryFn: ({ signal }) => get<Dialling>('/dialling', signal),
    enabled: agent !== undefined,
    staleTime: 60_000,
  })
  return data?.mayDial ?? false
}

export const dial = (number: string) => send('POST', '/calls', { to: number })

/** @returns a function that dials and says how it went; it tells whether it worked */
export function useDial(): (number: string, shown: string) => Promise<boolean> {
  const t = useText()
  const act = useAct()
  return useCallback((number, shown) => act(() => dial(number), t('dial.rings', { number: shown })), [act, t])
}

/** A number to click on. @param shown as people read it */
export function DialLink({ number, shown, fw = 500 }: { number: string; shown: string; fw?: number }) {
  const t = useText()
  const call = useDial()
  const mayDial = useMayDial()
  if (!mayDial)
    return (
      <Text component="span" size="sm" className="figures" {...(fw > 500 && { fw })}>
        {shown}
      </Text>
    )
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      px={4}
      ml={-4}
      fw={fw}
      className="figures"
      leftSection={<IconPhoneOutgoing size={15} aria-hidden />}
      aria-label={t('dial.call', { number: shown })}
      onClick={event => {
        // The row that it stands in may lead elsewhere.
        event.stopPropagation()
        void call(number, shown)
      }}
    >
      {shown}
    </Button>
  )
}
