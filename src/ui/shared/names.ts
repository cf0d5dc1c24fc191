// Names of agents by their ids, for pages that show records.
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { AgentView, PersonView, QueueView } from '../../http/published.ts'
import { get } from './client.ts'
import { useLanguage } from './text.ts'

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

/** For admins: a person by the id that stands in a record. */
export function usePeopleNames(): (id: string) => string {
  const { data } = usePeople()
  return useCallback((id: string) => data?.find(person => person.id === id)?.name ?? id, [data])
}

export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get<PersonView[]>('/people', signal),
  })
}
