// Somebody else published first: what he changed goes together with mine; where both changed the same lines, they
// stand side by side to be chosen from. Nothing is lost.
import { Alert, Button, Card, Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { TreeDiff } from '../shared/diff.tsx'
import { type Choice, type Clash, clashesIn } from '../shared/merge.ts'
import { useText } from '../shared/text.ts'
import type { Draft } from './use-draft.ts'

const CHOICES: readonly Choice[] = ['theirs', 'mine', 'both']

export function Conflict({ draft, conflict }: { draft: Draft; conflict: NonNullable<Draft['conflict']> }) {
  const t = useText()
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const clashes = conflict.merges.flatMap(merge =>
    clashesIn(merge).map((clash, n) => ({ id: idOf(merge.path, n, clash), path: merge.path, clash })),
  )
  const chosenIn = (path: string) =>
    clashes.flatMap(clash => (clash.path === path ? (choices[clash.id] ?? []) : []))
  const open = clashes.filter(({ id }) => !choices[id]).length
  return (
    <Alert color="yellow" mb="md" role="alert" title={t('settings.conflict')}>
      <Stack>
        <Text size="sm">
          {t(clashes.length === 0 ? 'settings.conflict-apart' : 'settings.conflict-text')}
        </Text>
        <TreeDiff before={draft.base} after={conflict.files} />
        {clashes.map(({ id, path, clash }) => (
          <Side
            key={id}
            {...{ path, clash }}
            choice={choices[id]}
            choose={choice => setChoices(old => ({ ...old, [id]: choice }))}
          />
        ))}
        <Group>
          <Button disabled={open > 0} onClick={() => draft.keepMine(chosenIn)}>
            {t('settings.keep-mine')}
          </Button>
          <Button variant="default" onClick={draft.takeTheirs}>
            {t('settings.take-theirs')}
          </Button>
          {open > 0 && <Text size="sm">{t('settings.clashes-open', { count: open })}</Text>}
        </Group>
      </Stack>
    </Alert>
  )
}

/** A choice holds as long as both sides stay as they were when it was made. */
function idOf(path: string, n: number, { mine, theirs }: Clash): string {
  return JSON.stringify([path, n, mine, theirs])
}

type SideProps = { path: string; clash: Clash; choice: Choice | undefined; choose(choice: Choice): void }

function Side({ path, clash, choice, choose }: SideProps) {
  const t = useText()
  return (
    <Card withBorder p="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['theirs', 'mine'] as const).map(side => (
          <div key={side}>
            <Text size="sm" fw={600}>
              {t(`settings.side-${side}`)}
            </Text>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it */}
            <pre className="diff" tabIndex={0}>
              <div className={side === 'mine' ? 'added' : 'removed'}>
                {clash[side].length === 0 ? t('settings.side-nothing') : clash[side].join('\n')}
              </div>
            </pre>
          </div>
        ))}
      </SimpleGrid>
      <Radio.Group
        mt="sm"
        label={t('settings.clash', { path })}
        value={choice ?? null}
        onChange={value => choose(value as Choice)}
      >
        <Group mt="xs">
          {CHOICES.map(value => (
            <Radio key={value} value={value} label={t(`settings.choose-${value}`)} />
          ))}
        </Group>
      </Radio.Group>
    </Card>
  )
}
