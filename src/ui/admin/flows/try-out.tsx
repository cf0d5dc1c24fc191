// A call without a telephone: what the caller hears, key by key, at whatever time and with whatever answers.
import { Alert, Button, Grid, SimpleGrid, Stack, Text } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ConfigurationFile, FlowAttempt } from '../../../http/published.ts'
import { Failure } from '../../shared/states.tsx'
import { useText } from '../../shared/text.ts'
import { Heard } from './heard.tsx'
import { Keypad } from './keypad.tsx'
import { asked, type Circumstances, TrySettings } from './try-settings.tsx'
import { useAnswer } from './use-answer.ts'

type Act = string | { wait: string } | { speak: string }

type Props = {
  files: readonly ConfigurationFile[]
  flow: string
  /** Tells where the caller stands, for the drawing. */
  stand(section: string | undefined): void
}

export function TryOut({ files, flow, stand }: Props) {
  const t = useText()
  const [acts, setActs] = useState<readonly Act[]>([])
  const [how, setHow] = useState<Circumstances>({ at: '', language: '', hours: {}, lookups: {} })
  const body = useMemo(() => ({ files, flow, acts, ...asked(how) }), [files, flow, acts, how])
  const { answer, failure, isOld } = useAnswer<FlowAttempt>('/flows/try', body, 50)
  const attempted = answer?.attempted
  const place = attempted?.place
  const section = place?.flow === flow ? place.section : undefined
  useEffect(() => {
    stand(section)
    return () => stand(undefined)
  }, [section, stand])
  const act = useCallback((one: Act) => setActs(old => [...old, one]), [])
  const press = useCallback((keys: string) => act(keys), [act])
  const state = attempted?.state
  if (failure !== undefined && !answer) return <Failure error={failure} />
  if (answer && !attempted) return <Alert color="yellow">{t('flows.try-mistakes')}</Alert>
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="sm" maw={280} mx="auto">
          <Keypad
            keys={attempted?.keys ?? []}
            disabled={state !== 'asks' && !attempted?.keys.length}
            press={press}
          />
          <SimpleGrid cols={2} spacing={6}>
            <Button
              variant="default"
              size="xs"
              px={4}
              disabled={state === 'ended'}
              onClick={() => act(state === 'asks' ? '' : { wait: '60s' })}
            >
              {t(state === 'asks' ? 'flows.say-nothing' : 'flows.wait-minute')}
            </Button>
            <Button
              variant="default"
              size="xs"
              px={4}
              disabled={state === 'ended'}
              onClick={() => act('hang-up')}
            >
              {t('flows.hang-up')}
            </Button>
            <Button
              variant="default"
              size="xs"
              px={4}
              disabled={acts.length === 0}
              onClick={() => setActs(acts.slice(0, -1))}
            >
              {t('flows.step-back')}
            </Button>
            <Button
              variant="default"
              size="xs"
              px={4}
              disabled={acts.length === 0}
              onClick={() => setActs([])}
            >
              {t('flows.call-again')}
            </Button>
          </SimpleGrid>
          <TrySettings files={files} flow={flow} how={how} change={setHow} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {attempted && <Heard attempted={attempted} isOld={isOld} />}
        {attempted && attempted.unused > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('flows.unused', { count: attempted.unused })}
          </Text>
        )}
      </Grid.Col>
    </Grid>
  )
}
