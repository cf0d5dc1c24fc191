// The log-in page.
import {
  Alert,
  Button,
  Center,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { ApiProblem } from './client.ts'
import { useSession } from './session.tsx'
import { sentenceOf } from './states.tsx'
import { chooseLanguage, type Say, useLanguage, useText } from './text.ts'

export function LogIn() {
  const t = useText()
  const { logIn } = useSession()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [asking, setAsking] = useState(false)
  const [mistake, setMistake] = useState<string>()
  const submit = async () => {
    setAsking(true)
    setMistake(undefined)
    await logIn(name.trim(), password).catch(error => setMistake(whyNot(error, t)))
    setAsking(false)
  }
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w={380} gap="lg">
        <Title order={1} size="h2" ta="center" c="var(--mantine-primary-color-light-color)">
          {t('product')}
        </Title>
        <Paper withBorder p="xl" shadow="sm">
          <form
            onSubmit={event => {
              event.preventDefault()
              void submit()
            }}
          >
            <Stack>
              <Text size="sm" c="dimmed">
                {t('log-in.lead')}
              </Text>
              {mistake && (
                <Alert color="red" role="alert">
                  {mistake}
                </Alert>
              )}
              <TextInput
                label={t('log-in.name')}
                value={name}
                onChange={event => setName(event.currentTarget.value)}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                data-autofocus
                required
                withAsterisk={false}
              />
              <PasswordInput
                label={t('log-in.password')}
                value={password}
                onChange={event => setPassword(event.currentTarget.value)}
                autoComplete="current-password"
                required
                withAsterisk={false}
              />
              <Button type="submit" loading={asking} fullWidth>
                {t('log-in.submit')}
              </Button>
              <Text size="xs" c="dimmed">
                {t('log-in.first')}
              </Text>
            </Stack>
          </form>
        </Paper>
        <LanguageChoice />
      </Stack>
    </Center>
  )
}

function LanguageChoice() {
  const language = useLanguage()
  return (
    <Group justify="center" gap="xs">
      {(['vi', 'en'] as const).map(one => (
        <Button
          key={one}
          size="xs"
          variant={one === language ? 'light' : 'subtle'}
          color={one === language ? undefined : 'gray'}
          aria-pressed={one === language}
          lang={one}
          onClick={() => chooseLanguage(one)}
        >
          {one === 'vi' ? 'Tiếng Việt' : 'English'}
        </Button>
      ))}
    </Group>
  )
}

function whyNot(error: unknown, t: Say): string {
  if (error instanceof ApiProblem && error.body.status === 401) return t('log-in.wrong')
  if (error instanceof ApiProblem && error.body.status === 429) return t('log-in.too-many')
  return sentenceOf(error, t)
}
