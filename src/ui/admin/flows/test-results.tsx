// The tests that stand in the flow: passed or not, and what the caller met.
import { Alert, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { FlowTests } from '../../../http/published.ts'
import { Empty, Loading } from '../../shared/states.tsx'
import { useText } from '../../shared/text.ts'

type Tests = NonNullable<FlowTests['flows']>[number]['tests']

export const testsOf = (answer: FlowTests | undefined, flow: string): Tests | undefined =>
  answer?.flows?.find(one => one.flow === flow)?.tests

type Props = { answer: FlowTests | undefined; flow: string; open(line: number): void }

export function TestResults({ answer, flow, open }: Props) {
  const t = useText()
  if (!answer) return <Loading rows={3} />
  const tests = testsOf(answer, flow)
  if (!tests) return <Alert color="yellow">{t('flows.tests-mistakes')}</Alert>
  if (tests.length === 0) return <Empty title={t('flows.no-tests')} hint={t('flows.no-tests-hint')} />
  const failed = tests.filter(({ passed }) => !passed).length
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600} data-tests={failed === 0 ? 'passed' : 'failed'}>
        {failed === 0
          ? t('flows.tests-passed', { count: tests.length })
          : t('flows.tests-failed', { failed, count: tests.length })}
      </Text>
      {tests.map(({ name, passed, sentence, met, line }) => (
        <UnstyledButton key={name} onClick={() => open(line)} data-passed={passed}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            {passed ? (
              <IconCircleCheck
                size={18}
                color="var(--ready)"
                className="still"
                aria-label={t('flows.passed')}
              />
            ) : (
              <IconCircleX
                size={18}
                color="var(--trouble)"
                className="still"
                aria-label={t('flows.failed')}
              />
            )}
            <div>
              <Text size="sm">{name}</Text>
              {sentence && (
                <Text size="sm" c="var(--trouble)">
                  {sentence}
                </Text>
              )}
              <Text size="xs" c="dimmed" className="wrap" lh={1.6}>
                {met.map(inWords).join(' → ')}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
      ))}
    </Stack>
  )
}

/** `{ queue: sales }` → `queue: sales` */
const inWords = (met: string): string => met.replace(/^\{ (.*) \}$/, '$1')
