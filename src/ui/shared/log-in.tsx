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
  /** Undefined until it turns out that this account has a second factor. */
  const [code, setCode] = useState<string>()
  const submit = async () => {
    setAsking(true)
    setMistake(undefined)
    await logIn(name.trim(), password, code).catch(error => {
      if (isCodeWanted(error)) setCode('')
      else setMistake(whyNot(error, t))
    })
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
                onChange={event => {
                  setName(event.currentTarget.value)
                  setCode(undefined)
                }}
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
              {code !== undefined && (
                <TextInput
                  label={t('log-in.code')}
                  description={t('log-in.code-hint')}
                  value={code}
                  onChange={event => setCode(event.currentTarget.value)}
                  autoComplete="one-time-code"
                  autoCapitalize="none"
                  spellCheck={false}
                  maxLength={40}
                  autoFocus
                  required
                  withAsterisk={false}
                />
              )}
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

function isCodeWanted(error: unknown): boolean {
  return error instanceof ApiProblem && error.body.code === 'second-factor-wanted'
}

function whyNot(error: unknown, t: Say): string {
  const code = error instanceof ApiProblem ? error.body.code : undefined
  if (code === 'wrong-name-or-password') return t('log-in.wrong')
  if (code === 'too-many-wrong-passwords') return t('log-in.too-many')
  return sentenceOf(error, t)
}
