// How many callers are to be called back, beside the menu's word: red as soon as one is overdue.
import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FollowUpCounts } from '../../http/published.ts'
import { get } from './client.ts'
import { useText } from './text.ts'

export function useFollowUpCounts() {
  return useQuery({
    queryKey: ['follow-up-counts'],
    queryFn: ({ signal }) => get<FollowUpCounts>('/follow-ups/counts', signal),
    refetchInterval: 5_000,
  })
}

export function LateFollowUps() {
  const t = useText()
  const { data } = useFollowUpCounts()
  if (!data || data.open === 0) return null
  const { open, overdue } = data
  return (
    <Badge
      size="sm"
      circle={open < 10}
      {...(overdue > 0 && { color: 'red.8' })}
      aria-label={t('follow-ups.waiting', { open, overdue })}
    >
      {open}
    </Badge>
  )
}
