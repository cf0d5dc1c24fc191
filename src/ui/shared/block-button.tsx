// Refuses calls of a number from now on, or takes them again.
import { Button } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { BlockedView } from '../../http/published.ts'
import { useAct } from './asking.tsx'
import { get, send, withQuery } from './client.ts'
import { usePerson } from './session.tsx'
import { useText } from './text.ts'

/** Only for those who may; an agent sees no list. */
export function useBlocked() {
  const { role } = usePerson()
  return useQuery({
    queryKey: ['blocked'],
    queryFn: ({ signal }) => get<BlockedView[]>('/blocked-numbers', signal),
    enabled: role !== 'agent',
  })
}

export function BlockButton({ number }: { number: string }) {
  const t = useText()
  const act = useAct()
  const queries = useQueryClient()
  const { data } = useBlocked()
  if (!data) return null
  const isBlocked = data.some(one => one.number === number)
  const turn = async () => {
    if (isBlocked) await send('DELETE', withQuery('/blocked-number', { number }))
    else await send('PUT', '/blocked-number', { number })
    await queries.invalidateQueries({ queryKey: ['blocked'] })
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconBan size={16} aria-hidden />}
      onClick={() => void act(turn, t(isBlocked ? 'blocked.unblocked' : 'blocked.blocked'))}
    >
      {t(isBlocked ? 'blocked.unblock' : 'blocked.block')}
    </Button>
  )
}
