// Names of agents, people, queues and hotlines by their ids, for pages that show records.
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { AgentView, HotlineView, PersonView, QueueView } from '../../http/published.ts'
import { get } from './client.ts'
import { useLanguage, useText } from './text.ts'

export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: ({ signal }) => get<AgentView[]>('/agents', signal),
    staleTime: 60_000,
  })
}

export function useQueues() {
  return useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => get<QueueView[]>('/queues', signal),
    staleTime: 60_000,
  })
}

/** Who has left is shown by his id. */
export function useNames(): (id: string) => string {
  const { data } = useAgents()
  return useCallback((id: string) => data?.find(agent => agent.id === id)?.name ?? id, [data])
}

/** A queue as people call it; one that the configuration no longer has is shown by its name there. */
export function useQueueTitles(): (queue: string) => string {
  const { data } = useQueues()
  const language = useLanguage()
  return useCallback(
    (queue: string) => data?.find(one => one.queue === queue)?.title?.[language] ?? queue,
    [data, language],
  )
}

/** A hotline as people call it; one that the configuration no longer has is shown by its name there. */
export function useHotlineTitles(): (hotline: string) => string {
  const { data } = useHotlines()
  return useCallback(
    (hotline: string) => data?.find(({ name }) => name === hotline)?.title ?? hotline,
    [data],
  )
}

export function useHotlines() {
  return useQuery({
    queryKey: ['hotlines'],
    queryFn: ({ signal }) => get<HotlineView[]>('/hotlines', signal),
    staleTime: 60_000,
  })
}

/** A person by the id that stands in a record; the house's own token stands for who sits at the server. */
export function usePeopleNames(): (id: string) => string {
  const { data } = usePeople()
  const t = useText()
  return useCallback(
    (id: string) => (id === 'api' ? t('audit.house') : (data?.find(person => person.id === id)?.name ?? id)),
    [data, t],
  )
}

export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get<PersonView[]>('/people', signal),
  })
}
