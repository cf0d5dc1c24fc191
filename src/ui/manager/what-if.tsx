// What if: a manager moves sliders, and sees what the day would have been.
import { Button, Grid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { QueueView, SimulationView } from '../../http/published.ts'
import { useAnswer } from '../admin/flows/use-answer.ts'
import { ApiProblem, get } from '../shared/client.ts'
import { figure } from '../shared/format.ts'
import { PageHead } from '../shared/marks.tsx'
import { Empty, Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { WhatIfControls } from './what-if-controls.tsx'
import { WhatIfTable, WhatIfTiles } from './what-if-result.tsx'
import { useWish } from './what-if-wish.ts'

const Chart = lazy(() => import('./what-if-chart.tsx'))

export default function WhatIf() {
  const t = useText()
  const language = useLanguage()
  const { data: known } = useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => get<QueueView[]>('/queues', signal),
  })
  const queues = (known ?? [])
    .filter(({ queue }) => !queue.startsWith('agent:'))
    .map(({ queue, title }) => ({ queue, title: title?.[language] ?? queue }))
  const { wish, choose, body } = useWish(queues.map(({ queue }) => queue))
  const { answer, failure, isOld } = useAnswer<SimulationView>('/simulations', body)
  const isNone = failure instanceof ApiProblem && failure.body.code === 'no-day-on-record'
  return (
    <>
      <PageHead title={t('whatif.title')} />
      <Text size="sm" c="dimmed" mb="md" maw={760}>
        {t('whatif.hint')}
      </Text>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4, xl: 3 }}>
          <WhatIfControls {...{ wish, choose, queues }} strategies={answer?.strategies ?? []} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8, xl: 9 }} aria-busy={isOld}>
          {isNone && !isOld && (
            <Empty title={t('whatif.none')} hint={t('whatif.none-hint')}>
              <Button mt="sm" onClick={() => choose({ source: 'imagined' })}>
                {t('whatif.imagine')}
              </Button>
            </Empty>
          )}
          {!!failure && !isNone && !isOld && <Failure error={failure} />}
          {!answer && (!failure || isOld) && <Loading />}
          {answer && (!failure || isOld) && <Result view={answer} isOld={isOld} />}
        </Grid.Col>
      </Grid>
    </>
  )
}

function Result({ view, isOld }: { view: SimulationView; isOld: boolean }) {
  const t = useText()
  const language = useLanguage()
  if (view.calls === 0) return <Empty title={t('whatif.no-calls')} hint={t('whatif.no-calls-hint')} />
  return (
    <div style={{ opacity: isOld ? 0.5 : 1 }}>
      <WhatIfTiles total={view.total} />
      <Suspense fallback={<Loading />}>
        <Chart view={view} />
      </Suspense>
      <WhatIfTable view={view} />
      <Text size="xs" c="dimmed" mt="xs">
        {view.day && `${view.day} · `}
        {view.serviceLevel.title[language]} ·{' '}
        {t('whatif.interval', { runs: view.runs, calls: figure(view.calls, language) })}
      </Text>
    </div>
  )
}
