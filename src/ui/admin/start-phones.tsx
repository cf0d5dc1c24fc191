// What to type into a phone: server, account, password; a new password can be made here.
import { Button, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AgentView, WaysIn } from '../../http/published.ts'
import { useAsking } from '../shared/asking.tsx'
import { send } from '../shared/client.ts'
import { useText } from '../shared/text.ts'

export function StartPhones({ agents, ways }: { agents: readonly AgentView[]; ways: WaysIn }) {
  const t = useText()
  const server = `${location.hostname}${ways.sipPort === 5060 ? '' : `:${ways.sipPort}`}`
  const agent = agents.find(({ reachable }) => reachable) ?? agents[0]
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {agent && <Account title={agent.name} user={agent.phone} server={server} />}
      {ways.callers.slice(0, 1).map(user => (
        <Account key={user} title={t('start.caller')} user={user} server={server} />
      ))}
    </SimpleGrid>
  )
}

function Account({ title, user, server }: { title: string; user: string; server: string }) {
  const t = useText()
  const { ask, dialog } = useAsking()
  const [password, setPassword] = useState<string>()
  const make = async () => {
    const made = await send<{ password: string }>('POST', `/phones/${encodeURIComponent(user)}/password`)
    setPassword(made.password)
  }
  return (
    <Stack gap={4}>
      <Text fw={600}>{title}</Text>
      <Fact name={t('start.server')} value={server} />
      <Fact name={t('start.user')} value={user} />
      {password ? (
        <Fact name={t('start.password')} value={password} />
      ) : (
        <>
          <Text size="xs" c="dimmed">
            {t('start.password-hint')}
          </Text>
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            onClick={() =>
              ask({
                title: t('start.new-password'),
                text: t('people.phone-password-ask', { phone: user }),
                button: t('start.new-password'),
                run: make,
                done: t('people.shown-once'),
              })
            }
          >
            {t('start.new-password')}
          </Button>
        </>
      )}
      {dialog}
    </Stack>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" miw={110}>
        {name}
      </Text>
      <Code className="wrap">{value}</Code>
    </Group>
  )
}
