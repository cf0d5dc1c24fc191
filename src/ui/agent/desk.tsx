// An agent's own desk: the state big and clear, who is calling, and today's calls.
import { Alert, Grid, Title } from '@mantine/core'
import { IconHeadsetOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AgentView, CdrPage } from '../../http/published.ts'
import { get, withQuery } from '../shared/client.ts'
import { localDay, startOfDay } from '../shared/format.ts'
import { type Floor, useFloor } from '../shared/live.ts'
import { PageHead } from '../shared/marks.tsx'
import { usePerson } from '../shared/session.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { CallTable } from '../supervisor/calls.tsx'
import { DialBox } from './dial-box.tsx'
import { NowCalling } from './now-calling.tsx'
import { OwnState } from './own-state.tsx'

export default function Desk() {
  const t = useText()
  const { agent: id } = usePerson()
  const floor = useFloor()
  const agent = floor.agents.find(one => one.id === id)
  if (!id)
    return <Empty icon={<IconHeadsetOff size={24} />} title={t('desk.none')} hint={t('desk.none-hint')} />
  return (
    <>
      <PageHead title={t('desk.title')} />
      {floor.link === 'lost' && (
        <Alert color="yellow" mb="md" role="status">
          {t('state.reconnecting')}
        </Alert>
      )}
      {agent ? <AtWork agent={agent} floor={floor} /> : <Loading rows={3} />}
      <DialBox />
      <Title order={2} size="h4" mt="xl" mb="xs" lh={1.4}>
        {t('desk.my-calls')}
      </Title>
      <MyCalls agent={id} />
    </>
  )
}

function AtWork({ agent, floor }: { agent: AgentView; floor: Floor }) {
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <OwnState agent={agent} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <NowCalling agent={agent} floor={floor} />
      </Grid.Col>
    </Grid>
  )
}

function MyCalls({ agent }: { agent: string }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['my-calls', agent],
    queryFn: ({ signal }) =>
      get<CdrPage>(withQuery('/cdrs', { agent, from: startOfDay(localDay(new Date())), limit: 50 }), signal),
    refetchInterval: 15_000,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={3} />
  return data.cdrs.length > 0 ? <CallTable cdrs={data.cdrs} /> : <Empty title={t('desk.no-calls')} />
}
