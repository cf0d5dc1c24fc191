// How many messages nobody has heard, beside the menu's word: asked every few seconds, so that it is as good as live.
import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { BoxView } from '../../http/published.ts'
import { get } from './client.ts'
import { useText } from './text.ts'

export function useBoxes() {
  return useQuery({
    queryKey: ['boxes'],
    queryFn: ({ signal }) => get<BoxView[]>('/boxes', signal),
    refetchInterval: 5_000,
  })
}

export function Unheard() {
  const t = useText()
  const { data = [] } = useBoxes()
  const count = data.reduce((sum, box) => sum + box.new, 0)
  if (count === 0) return null
  return (
    <Badge size="sm" circle={count < 10} aria-label={t('nav.unheard', { count })}>
      {count}
    </Badge>
  )
}
