// What somebody sees whose role needs a second factor and who has none yet: getting one, or leaving.
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useSession } from './session.tsx'
import { Loading } from './states.tsx'
import { useText } from './text.ts'

const Setup = lazy(() =>
  import('./second-factor-setup.tsx').then(one => ({ default: one.SecondFactorSetup })),
)

export function SecondFactorFirst() {
  const t = useText()
  const { logOut } = useSession()
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" shadow="sm" w={420}>
        <Stack>
          <Title order={1} size="h3">
            {t('second.title')}
          </Title>
          <Text size="sm">{t('second.needed')}</Text>
          <Suspense fallback={<Loading />}>
            <Setup close={() => {}} />
          </Suspense>
          <Button variant="subtle" color="gray" onClick={() => void logOut()}>
            {t('me.log-out')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
