// Flows: choose one, write it with its drawing beside it, test it, try it, publish it.
import { useQuery } from '@tanstack/react-query'
import type { ConfigurationView } from '../../../http/published.ts'
import { get } from '../../shared/client.ts'
import { Failure, Loading } from '../../shared/states.tsx'
import { Workbench } from './workbench.tsx'

export default function Flows() {
  const { data, error, refetch } = useQuery({
    queryKey: ['configuration'],
    queryFn: ({ signal }) => get<ConfigurationView>('/configuration', signal),
    refetchOnWindowFocus: false,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Workbench published={data} /> : <Loading />
}
